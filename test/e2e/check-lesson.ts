/** The exercises of a lesson whose checks are tried, and the cell before them. */
export const checkLesson = `title: Checks
check-timeout: 400ms
steps:
  - code: |
      class Job:
          def __init__(self, target):
              self.target = target
          def run(self):
              self.target()
  - id: count
    exercise: Count the objects.
    starter: |
      def count_objects(items):
          ...
    solution: |
      def count_objects(items):
          return len({id(item) for item in items})
    tests:
      one in three places: |
        shared = [1]
        found = count_objects([shared, shared, shared])
        assert found == 1, f"the same list three times is one object, you say {found}"
      equal is not the same: |
        found = count_objects([[1], [1], [1]])
        assert found == 3, f"three equal lists are three objects, you say {found}"
  - id: double
    exercise: Double.
    starter: |
      def double(x):
          ...
    solution: |
      def double(x):
          return 2 * x
    tests:
      a number: assert double(4) == 8
      a text: assert double("ab") == "abab"
      not too much: assert sum([double(1)]) < 3
  - id: folder
    exercise: Folders with files.
    starter: |
      class Folder:
          def __init__(self):
              self.files = []

      class File:
          ...
    solution: |
      class Folder:
          def __init__(self):
              self.files = []
          def add(self, name):
              self.files.append(File(name))
              return self.files[-1]

      class File:
          def __init__(self, name):
              self.name = name
    tests:
      a folder knows its files: |
        folder = Folder()
        file = folder.add("a.txt")
        assert folder.files == [file], f"the files should be {[file]}, they are {folder.files}"
      a file knows its name: |
        assert File("b.txt").name == "b.txt", "File('b.txt') has another name"
  - id: show
    exercise: Print the length of x, then its sum.
    starter: |
      x = [1, 2, 3]
      # print the length of x, then its sum
    solution: |
      x = [1, 2, 3]
      print(len(x))
      print(sum(x))
    tests:
      two lines: |
        assert len(printed.splitlines()) == 2, f"two lines should be printed, not {len(printed.splitlines())}"
      length and sum: assert printed == "3\\n6\\n"
  - id: job
    exercise: Run a task as a job.
    starter: |
      def run_job(task):
          ...
    solution: |
      def run_job(task):
          Job(target=task).run()
    tests:
      it runs once: |
        runs = []
        run_job(lambda: runs.append(1))
        assert runs == [1], f"the task should run once, it ran {len(runs)} times"
  - id: later
    exercise: Double, later.
    starter: |
      async def later(x):
          ...
    solution: |
      import asyncio

      async def later(x):
          await asyncio.sleep(0)
          return 2 * x
    tests:
      twice as much: |
        found = await later(4)
        assert found == 8, f"twice 4 is 8, you say {found}"
`;
