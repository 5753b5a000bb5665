/** What a student runs, in order: a cell's id and its text; a check's or the set-up's text is the notebook's own. */
export type Run = readonly [cell: string, text?: string | undefined];

const setup: Run = ["_setup"];
const restart: Run = ["restart"];
const check = (exercise: string): Run => [`${exercise}_check`];
const answer = (exercise: string, text?: string): Run => [`${exercise}_answer`, text];
const other = (text: string, cell = "3f0c2a1e"): Run => [cell, text];

const twice = (exercise: string, text: string): readonly Run[] => [answer(exercise, text), answer(exercise, text)];

/** Set-up, an answer, its check. */
const tried = (exercise: string, text: string): readonly Run[] => [setup, answer(exercise, text), check(exercise)];

const count = "def count_objects(items):\n    return len({id(item) for item in items})";
const places = "def count_objects(items):\n    return len(items)";
const unclosed = "def count_objects(items:\n    return len({id(item) for item in items})";
const double = "def double(x):\n    return 2 * x";
const folder = `class Folder:
    def __init__(self):
        self.files = []
    def add(self, name):
        self.files.append(File(name))
        return self.files[-1]`;
const file = "class File:\n    def __init__(self, name):\n        self.name = name";
const show = "x = [1, 2, 3]\nprint(len(x))\nprint(sum(x))";
const later = "import asyncio\n\nasync def later(x):\n    await asyncio.sleep(0)\n    return 2 * x";

/** What students do, by what is told of it. */
export const attempts: Readonly<Record<string, readonly Run[]>> = {
  "right: a function": tried("count", count),
  "right: bare asserts": tried("double", double),
  "right: two classes": tried("folder", `${folder}\n\n${file}`),
  "right: printed": tried("show", show),
  "right: handed over": tried("job", "def run_job(task):\n    job = Job(target=task)\n    job.run()"),
  "right: awaited": tried("later", later),
  "right: a lambda": tried("double", "double = lambda x: x + x"),
  "right: blank lines and a comment above": tried("count", `\n\n# my answer\n${count}`),
  "right: a magic above": tried("count", `%%time\n${count}`),
  "right: more in the cell than asked": tried("count", `import os\nhelper = 5\n${count}\nprint(count_objects([1]))`),
  "right: with a helper of its own": tried(
    "double",
    "def add(a, b):\n    return a + b\n\ndef double(x):\n    return add(x, x)",
  ),
  "right: an await in the answer's cell": tried("later", `${later}\n\nprint(await later(1))`),
  "right: printed by a child process or not at all": tried("show", "x = [1, 2, 3]\nprint(3, flush=True)\nprint(6)"),
  "right: printed after an await": tried(
    "show",
    "import asyncio\nx = [1, 2, 3]\nawait asyncio.sleep(0)\nprint(len(x))\nprint(sum(x))",
  ),
  "right: a repr that fails": tried("count", `${count}\nclass Odd:\n    def __repr__(self):\n        1 / 0`),
  "right: checked twice": [...tried("count", count), check("count")],
  "right: another exercise in between": [
    ...tried("count", count),
    answer("double", double),
    check("double"),
    check("count"),
  ],
  "right: the answer's cell run twice": [setup, answer("count", count), answer("count", count), check("count")],
  "right at the second go": [...tried("count", places), answer("count", count), check("count")],
  "right after a SyntaxError": [setup, answer("count", unclosed), answer("count", count), check("count")],
  "right after an error": [setup, answer("count", `${count}\n1 / 0`), answer("count", count), check("count")],
  "right after the starter": [setup, answer("count"), answer("count", count), check("count")],
  "right, the set-up run twice": [setup, setup, answer("count", count), check("count")],
  "right, the set-up run again before the check": [setup, answer("count", count), setup, check("count")],
  "right, then a cell that only uses it": [
    setup,
    answer("count", count),
    other("print(count_objects([]))"),
    check("count"),
  ],
  "right, then the lesson's own cell": [setup, answer("count", count), ["lesson"], check("count")],
  "right, then a cell that fails": [setup, answer("count", count), other("1 / 0"), check("count")],
  "right, then an empty cell": [setup, answer("count", count), other("  \n"), check("count")],
  "wrong: counts the places": tried("count", places),
  "wrong: bare asserts": tried("double", "def double(x):\n    return x + 2"),
  "wrong: another type": tried("double", "def double(x):\n    return str(x) * 2"),
  "wrong: one class of two": tried(
    "folder",
    `${folder}\n\nclass File:\n    def __init__(self, name):\n        self.name = "?"`,
  ),
  "wrong: prints the wrong": tried("show", "x = [1, 2, 3]\nprint(sum(x))\nprint(len(x))"),
  "wrong: prints too little": tried("show", "x = [1, 2, 3]\nprint(len(x))"),
  "wrong: awaited": tried("later", "async def later(x):\n    return x"),
  "wrong: shows what it printed": tried("count", "def count_objects(items):\n    print('got', items)\n    return 1"),
  "wrong: an exception in the second line": tried("count", "def count_objects(items):\n    return items.size"),
  "wrong: an exception below blank lines": tried("count", "\n\ndef count_objects(items):\n    return 1 / 0"),
  "wrong: an exception below a magic": tried("count", "%%time\ndef count_objects(items):\n    return 1 / 0"),
  "wrong: an exception in another cell's helper": [
    setup,
    other("\ndef helper(items):\n    return items[100]"),
    answer("count", "def count_objects(items):\n    return helper(items)"),
    check("count"),
  ],
  "wrong: exits": tried("count", "def count_objects(items):\n    raise SystemExit(2)"),
  "wrong: recursion without an end": tried("count", "def count_objects(items):\n    return count_objects(items)"),
  "wrong: its own assert": tried("count", "def count_objects(items):\n    assert not items, 'no items'\n    return 0"),
  "unfinished: the starter": [setup, answer("count"), check("count")],
  "unfinished: the starter, printed": [setup, answer("show"), check("show")],
  "unfinished: the starter with a blank line": [
    setup,
    answer("count", "def count_objects(items):\n    ...\n\n"),
    check("count"),
  ],
  "unfinished: nothing run": [setup, check("count")],
  "unfinished: only a comment": tried("count", "# later"),
  "unfinished: a part is still as in the starter": tried("folder", `${folder}\n\nclass File:\n    ...`),
  "unfinished: no return": tried("count", "def count_objects(items):\n    number = len({id(item) for item in items})"),
  "unfinished: prints instead of returns": tried(
    "count",
    "def count_objects(items):\n    print(len({id(item) for item in items}))",
  ),
  "unfinished: returns on one way only": tried(
    "count",
    "def count_objects(items):\n    if items[0] is items[1]:\n        return 1",
  ),
  "unfinished: a class is missing": tried("folder", folder),
  "unfinished: the name is misspelt": tried("count", count.replace("count_objects", "count_object")),
  "unfinished: a wrong name inside": tried("count", count.replace("in items", "in itens")),
  "unfinished: a name nobody knows": tried("count", count.replace("in items", "in qwertz")),
  "unfinished: no self": tried("folder", `${folder.replace("self, name", "name")}\n\n${file}`),
  "unfinished: f() for f": tried("job", "def run_job(task):\n    Job(target=task()).run()"),
  "unfinished: an exception": tried("count", `${count}\nprint(count_objects(5))`),
  "unfinished: a SyntaxError": tried("count", unclosed),
  "unfinished: an IndentationError": tried("count", "def count_objects(items):\nreturn 1"),
  "unfinished: stops when run again": tried(
    "show",
    "x = [1, 2, 3]\nif 'done' in globals():\n    raise ValueError('again')\ndone = True\nprint(3)",
  ),
  "changed: right, then a SyntaxError": [setup, answer("count", count), answer("count", unclosed), check("count")],
  "changed: right and praised, then a SyntaxError": [
    ...tried("count", count),
    answer("count", unclosed),
    check("count"),
  ],
  "changed: right, then an error": [...tried("count", count), answer("count", `${count}\n1 / 0`), check("count")],
  "changed: right, then wrong": [...tried("count", count), answer("count", places), check("count")],
  "changed: right, then renamed": [
    ...tried("count", count),
    answer("count", count.replace("count_objects", "counted")),
    check("count"),
  ],
  "changed: right, then the starter": [...tried("count", count), answer("count"), check("count")],
  "changed: printed, then a SyntaxError": [...tried("show", show), answer("show", `${show})`), check("show")],
  "changed: half of it is cut": [...tried("folder", `${folder}\n\n${file}`), answer("folder", folder), check("folder")],
  "split: over two cells": [setup, other(file), answer("folder", folder), check("folder")],
  "copied: to another cell, right there": [setup, answer("count", places), other(count), check("count")],
  "copied: to another cell, wrong there": [setup, answer("count", count), other(places), check("count")],
  "copied: only another cell": [setup, other(count), check("count")],
  "copied: another cell, emptied again": [setup, other(count), other("#"), answer("count", count), check("count")],
  "superseded: made again by another cell": [
    setup,
    answer("count", count),
    other("count_objects = None"),
    check("count"),
  ],
  "superseded: by a cell that does something else": [
    setup,
    answer("count", count),
    other("for count_objects in range(3):\n    print(count_objects)"),
    check("count"),
  ],
  "superseded: and run again": [
    setup,
    answer("count", count),
    other("count_objects = None"),
    answer("count", count),
    check("count"),
  ],
  "superseded: by exec": [setup, answer("count", count), other("exec('count_objects = 1')"), check("count")],
  "removed: del": [setup, answer("count", count), other("del count_objects"), check("count")],
  "removed: %reset -f": [setup, answer("count", count), other("%reset -f"), check("count")],
  "removed: %reset -f, and run again": [
    setup,
    answer("count", count),
    other("%reset -f"),
    answer("count", count),
    check("count"),
  ],
  "builtins: print = 5": [setup, other("print = 5"), answer("count", count), check("count")],
  "builtins: sum = 0 in the answer": tried("double", `sum = 0\n${double}`),
  "builtins: print = 5 before the set-up": [
    other("print = 5\ntype = len = list = 0"),
    setup,
    answer("double", double),
    check("double"),
  ],
  "builtins: print = 5 and no set-up": [other("print = 5"), check("count")],
  "builtins: len = 3 breaks the answer": [setup, answer("count", count), other("len = 3"), check("count")],
  "loops: for ever": tried("count", "def count_objects(items):\n    while True:\n        items = list(items)"),
  "loops: and catches everything": tried(
    "count",
    "def count_objects(items):\n    while True:\n        try:\n            items = list(items)\n            1 / 0\n        except:\n            items = items * 1",
  ),
  "loops: and does nothing that could be interrupted": tried(
    "count",
    "def count_objects(items):\n    while True:\n        try:\n            pass\n        except:\n            pass",
  ),
  "loops: in an await": tried(
    "later",
    "import asyncio\nasync def later(x):\n    while True:\n        await asyncio.sleep(0.01)",
  ),
  "loops: without an await": tried("later", "async def later(x):\n    while True:\n        x = x + 0"),
  "loops: in one line": tried("count", "def count_objects(items):\n    while True: pass"),
  "loops: sleeps": tried("count", "import time\ndef count_objects(items):\n    time.sleep(2)"),
  "order: no set-up": [answer("count", count), check("count")],
  "order: the set-up late": [answer("count", count), setup, check("count")],
  "order: the set-up late, then run again": [answer("count", count), setup, answer("count", count), check("count")],
  "order: the check first": [setup, check("count"), answer("count", count), check("count")],
  "order: restarted in the middle": [setup, answer("count", count), restart, check("count")],
  "order: restarted, set-up, check": [setup, answer("count", count), restart, setup, check("count")],
  "order: restarted, all again": [
    setup,
    answer("count", count),
    restart,
    setup,
    answer("count", count),
    check("count"),
  ],
  "right: below %%capture": tried("count", `%%capture\n${count}`),
  "right: made by exec, twice": [setup, ...twice("count", `exec(${JSON.stringify(count)})`), check("count")],
  "right: below import *, twice": [setup, ...twice("double", `from math import *\n${double}`), check("double")],
  "right: decorated, twice": [
    setup,
    other(
      "import functools\ndef kept(f):\n    @functools.wraps(f)\n    def inner(*x):\n        return f(*x)\n    return inner",
    ),
    ...twice("double", `@kept\n${double}`),
    check("double"),
  ],
  "right: removed and made again in one cell": [
    setup,
    answer("count", count),
    ...twice("count", `del count_objects\n${count}`),
    check("count"),
  ],
  "right: an instance that can be called, twice": [
    setup,
    ...twice("double", "class Doubler:\n    def __call__(self, x):\n        return x + x\ndouble = Doubler()"),
    check("double"),
  ],
  "right: partial, twice": [
    setup,
    ...twice("double", "import functools, operator\ndouble = functools.partial(operator.mul, 2)"),
    check("double"),
  ],
  "right: bound with others, twice": [
    setup,
    ...twice("count", "count_objects, limit = (lambda items: len({*map(id, items)})), 1"),
    check("count"),
  ],
  "right: within an if, twice": [
    setup,
    ...twice("double", `if True:\n    ${double.replace("\n", "\n    ")}`),
    check("double"),
  ],
  "right: all of it indented": tried("double", `  ${double.replace("\n", "\n  ")}`),
  "right: with warnings": tried(
    "double",
    "import warnings\ndef double(x):\n    warnings.warn('old', DeprecationWarning)\n    '\\d' is x\n    return 2 * x",
  ),
  "right: prints and displays too": tried(
    "double",
    "from IPython.display import Markdown, display\ndef double(x):\n    print(x)\n    display(Markdown('x'))\n    return 2 * x",
  ),
  "right: counts its calls, and is checked twice": [
    setup,
    answer(
      "double",
      "calls = 0\ndef double(x):\n    global calls\n    calls += 1\n    return 2 * x if calls < 4 else x",
    ),
    check("double"),
    check("double"),
  ],
  "right: %reset -f above": tried("count", `%reset -f\n${count}`),
  "right, then get_ipython = None": [setup, answer("count", count), other("get_ipython = None"), check("count")],
  "wrong: a generator": tried("double", "def double(x):\n    yield 2 * x\n    raise ValueError"),
  "wrong: async where it should not be": tried("job", "async def run_job(task):\n    Job(target=task).run()"),
  "wrong: one parameter too many": tried("double", "def double(x, y):\n    return 2 * x"),
  "wrong: the name is a result": tried("double", `${double}\n\ndouble = double(4)`),
  "wrong: a repr that fails": tried(
    "double",
    "class Odd:\n    def __repr__(self):\n        1 / 0\n\ndef double(x):\n    return Odd()",
  ),
  "wrong: a repr that does not end": tried(
    "double",
    "class Odd:\n    def __repr__(self):\n        while True:\n            pass\n\ndef double(x):\n    return Odd()",
  ),
  "wrong: cancels the task that checks it": tried(
    "later",
    "import asyncio\nasync def later(x):\n    asyncio.current_task().cancel()\n    await asyncio.sleep(0)\n    return 2 * x",
  ),
  "wrong: a text of three million letters": tried("double", "def double(x):\n    return 'x' * 3_000_000"),
  "wrong: an exception that cannot be shown": tried(
    "double",
    "class Odd(Exception):\n    def __str__(self):\n        1 / 0\n\ndef double(x):\n    raise Odd",
  ),
  "wrong: an exception of two lines": tried("double", "def double(x):\n    raise ValueError('this\\n  and that')"),
  "wrong: prints for ever": tried("later", "async def later(x):\n    while True:\n        print('spam' * 10)"),
  "unfinished: no self in __init__": tried("folder", `${folder}\n\n${file.replace("self, name", "name")}`),
  "unfinished: self is forgotten": tried("folder", `${folder.replace("self.files.a", "files.a")}\n\n${file}`),
  "unfinished: a method is misspelt": tried("folder", `${folder.replace("append", "apend")}\n\n${file}`),
  "unfinished: the starter, spaced otherwise": tried("count", "def count_objects(items):  \n  ...  \n"),
  "unfinished: the starter and a comment": tried("count", "# later\ndef count_objects(items):\n    ..."),
  "unfinished: a SyntaxError below a magic": tried("count", `%%time\n${unclosed}`),
  "unfinished: a SyntaxError of eval": tried("double", "def double(x):\n    return eval('2 *')"),
  "unfinished: far too many parentheses": tried("double", `${double}\nx = ${"(".repeat(300)}1${")".repeat(300)}`),
  "unfinished: leaves the cell": tried("count", `${count}\nraise SystemExit`),
  "unfinished: no such module": tried("count", `import nosuchmodule\n${count}`),
  "changed: right, then an error below %%capture": [
    setup,
    answer("count", count),
    answer("count", `%%capture\n1 / 0\n${count}`),
    check("count"),
  ],
  "changed: right, then not executed at all": [
    setup,
    answer("count", count),
    answer("count", `try:\n    1 / 0\n    ${places.replace("\n", "\n    ")}\nexcept ZeroDivisionError:\n    pass`),
    check("count"),
  ],
  "changed: right, then timed only": [
    setup,
    answer("count", count),
    answer("count", `%%timeit -n1 -r1\n${count}`),
    check("count"),
  ],
  "changed: right, then no Python at its beginning": [
    setup,
    answer("count", count),
    answer("count", count.replace("def", ")")),
    check("count"),
  ],
  "superseded: through globals": [
    setup,
    answer("count", count),
    other("globals()['count_objects'] = print"),
    check("count"),
  ],
  "superseded: removed and made again": [
    setup,
    answer("count", count),
    other("del count_objects\ndef count_objects(items):\n    return 1"),
    check("count"),
  ],
  "superseded: wrapped": [
    setup,
    answer("count", count),
    other("import functools\ncount_objects = functools.lru_cache(count_objects)"),
    check("count"),
  ],
  "builtins: id = 5 in another cell": [setup, other("id = 5"), answer("count", count), check("count")],
  "builtins: print = 5 in an answer that prints": tried("show", `print = 5\n${show}`),
  "loops: in another task": tried(
    "later",
    "import asyncio\nasync def spin():\n    while True:\n        pass\nasync def later(x):\n    await asyncio.gather(spin(), spin())",
  ),
  "loops: awaits, and catches everything": tried(
    "later",
    "import asyncio\nasync def later(x):\n    while True:\n        try: await asyncio.sleep(0.01)\n        except: pass",
  ),
  "order: the set-up late, then twice": [answer("count", count), setup, setup, answer("count", count), check("count")],
};
