/** A cell whose claims stand where they belong. */
export interface ClaimedCell {
  readonly title: string;
  readonly code: string;
  /** Claims that stand elsewhere cannot be found out: nobody knows which statement a thread or a task belongs to. */
  readonly isUntold?: boolean;
  /** It needs threads or processes, which the embedded kernel has not. */
  readonly needsProcesses?: boolean;
}

/** Each kind of cell in which something can be shown; the second half has its claims where other code calls. */
export const claimedCells: readonly ClaimedCell[] = [
  { title: "print", code: `print(1)  # => 1` },
  { title: "print after print", code: `print(1)  # => 1\nx = 2\nprint(x)  # => 2` },
  { title: "last expression", code: `x = 3\nx + 1  # => 4` },
  { title: "print and last expression", code: `print(1)  # => 1\n2 + 2  # => 4` },
  { title: "semicolons", code: `x = 1; print(x); print(x + 1)\n# => 1\n# => 2` },
  { title: "no newline", code: `print(1, end=" ")\nprint(2)  # => 1 2` },
  { title: "write", code: `import sys\nn = sys.stdout.write("a\\n")  # => a` },
  { title: "writelines", code: `import sys\nsys.stdout.writelines(["a\\n", "b\\n"])\n# => a\n# => b` },
  { title: "several lines at once", code: `print("a\\nb")\n# => a\n# => b` },
  { title: "an empty line", code: `print()  # =>\nprint(1)  # => 1` },
  { title: "multi-line call", code: `print(\n    1,\n    2,\n)  # => 1 2` },
  { title: "claim between a call's lines", code: `print(\n    1,  # => 1\n)` },
  { title: "multi-line string", code: `text = """\na\n"""\nprint(text.strip())  # => a` },
  { title: "wide characters", code: `print("🐍", end="")\nprint("🐍é")  # => 🐍🐍é\nprint("a")  # => a` },
  { title: "carriage return", code: `print("one\\rtwo")  # => two\nprint(3)  # => 3` },
  { title: "blank lines first", code: `\n\nprint(1)  # => 1` },
  { title: "if and else", code: `if 0:\n    print(1)\nelse:\n    print(2)  # => 2` },
  { title: "one-line if", code: `if 1: print(2)  # => 2` },
  { title: "with", code: `import contextlib\nwith contextlib.nullcontext(1) as x:\n    print(x)  # => 1` },
  {
    title: "try and except",
    code: `try:\n    print(1)  # => 1\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e)  # => division by zero\nfinally:\n    print("end")  # => end`,
  },
  {
    title: "match",
    code: `match 2:\n    case 1:\n        print("one")\n    case _:\n        print("other")  # => other`,
  },
  { title: "display", code: `from IPython.display import display\ndisplay("a")  # => 'a'\ndisplay("b")  # => 'b'` },
  {
    title: "display object and result",
    code: `from IPython.display import HTML, display\ndisplay(HTML("<b>a</b>"))  # => <IPython.core.display.HTML object>\n1 + 1  # => 2`,
  },
  {
    title: "display then print",
    code: `from IPython.display import display\nprint(1)  # => 1\ndisplay(2)  # => 2\nprint(3)  # => 3`,
  },
  {
    title: "cleared output",
    code: `from IPython.display import clear_output, display\nprint("é")\ndisplay(1)\nclear_output()\nprint(2)  # => 2\ndisplay(3)  # => 3`,
  },
  { title: "a hidden result", code: `1 + 1;\nprint(2)  # => 2` },
  {
    title: "stdout redirected",
    code: `import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as text:\n    print(1)\nprint(text.getvalue().strip())  # => 1`,
  },
  { title: "loop with one line", code: `for x in range(3):\n    if x == 1:\n        print(x)  # => 1` },
  { title: "claim at the loop's head", code: `for x in range(1):  # => 0\n    print(x)` },
  { title: "claims after the loop", code: `for x in range(2):\n    print(x)\n# => 0\n# => 1` },
  {
    title: "claims at the loop's body",
    code: `for x in range(2):\n    print(x)\n    # => 0\n    # => 1\nprint("end")  # => end`,
  },
  { title: "loop and print in one line", code: `for x in range(3):\n    print(x, end=" ")\nprint()  # => 0 1 2` },
  { title: "while", code: `n = 2\nwhile n:\n    n -= 1\n    print(n) if n else None  # => 1` },
  { title: "claim in a function", code: `def f(x):\n    print(x)  # => 1\nf(1)` },
  { title: "claim at the call", code: `def f(x):\n    print(x)\nf(1)  # => 1\nf(2)  # => 2` },
  { title: "claim at the call between", code: `def f():\n    print(1)\ndef g():\n    f()  # => 1\ng()` },
  { title: "function of an earlier cell", code: `shout("a")  # => A\nshout("b")  # => B` },
  {
    title: "recursion",
    code: `def f(n):\n    if n:\n        f(n - 1)\n    else:\n        print("deep")  # => deep\nf(20)`,
  },
  {
    title: "deep recursion",
    code: `def f(n):\n    if n:\n        f(n - 1)\n    else:\n        print("deep")  # => deep\nf(150)`,
    isUntold: true,
  },
  { title: "decorator", code: `def loud(f):\n    print(f.__name__)  # => g\n    return f\n@loud\ndef g():\n    pass` },
  {
    title: "claim at the decorator",
    code: `def loud(f):\n    print(f.__name__)\n    return f\n@loud  # => g\ndef g():\n    pass`,
  },
  {
    title: "wrapped function",
    code: `def twice(f):\n    def g(x):\n        f(x)  # => 1\n        f(x + 1)  # => 2\n    return g\n@twice\ndef h(x):\n    print(x)\nh(1)`,
  },
  {
    title: "class body",
    code: `class A:\n    print("making")  # => making\n    def __init__(self):\n        print("made")  # => made\na = A()`,
  },
  {
    title: "method and repr",
    code: `class A:\n    def __repr__(self):\n        print("called")  # => called\n        return "A!"\nA()  # => A!`,
  },
  { title: "__del__", code: `class A:\n    def __del__(self):\n        print("gone")\na = A()\ndel a  # => gone` },
  {
    title: "comprehension",
    code: `def f(x):\n    print(x)\n    return x\na = [f(x) for x in (1, 2)]\n# => 1\n# => 2\nprint(a)  # => [1, 2]`,
  },
  {
    title: "claim within a comprehension's function",
    code: `def f(x):\n    print(x)  # => 1\n    return x\na = [f(x) for x in (1,)]`,
  },
  {
    title: "generator",
    code: `def f():\n    print("begun")  # => begun\n    yield 1\nfor x in f():\n    print(x)  # => 1`,
  },
  { title: "lambda", code: `f = lambda x: print(x)\nf(1)  # => 1` },
  { title: "lambda in map", code: `a = list(map(lambda x: print(x),\n         [1]))  # => 1` },
  { title: "exec", code: `exec("print(1)")  # => 1\nprint(2)  # => 2` },
  {
    title: "student's own print",
    code: `import builtins\ndef print(*words):\n    builtins.print(">", *words)\nprint(1)  # => > 1\nprint(2)  # => > 2\ndel print`,
  },
  {
    title: "await",
    code: `import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    print(x)  # => 1\nawait f(1)`,
  },
  {
    title: "claim at the await",
    code: `import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    print(x)\nawait f(1)  # => 1\nawait f(2)  # => 2`,
  },
  { title: "async for", code: `async def f():\n    yield 1\nasync for x in f():\n    print(x)  # => 1` },
  {
    title: "task",
    code: `import asyncio\nasync def f(x):\n    print(x)  # => 1\nawait asyncio.create_task(f(1))`,
    isUntold: true,
  },
  {
    title: "thread",
    code: `import threading\ndef f():\n    print(1)  # => 1\nt = threading.Thread(target=f)\nt.start()\nt.join()`,
    isUntold: true,
    needsProcesses: true,
  },
  {
    title: "executor's result",
    code: `from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n    print(list(pool.map(abs, [-1])))  # => [1]`,
    needsProcesses: true,
  },
];
