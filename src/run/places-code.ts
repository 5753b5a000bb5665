import { isolated, pythonJson } from "../basics/isolated-python.ts";

/**
 * Lets the kernel tell, with the reply to each cell that has claims, which of the cell's lines were running when
 * something was put out: whenever text is written or an object displayed, the frames are looked up. Nothing is
 * replaced where there is `sys.monitoring`; before Python 3.12, the three functions begin with one more call, their
 * lines and names being what they were, so that only a tracer of the lesson's own sees more. Replies carry it as a payload, which comes with an error too, and which
 * clients pass over that do not know it. A cell with claims is known by them; `unmarked` are those that do not show theirs.
 *
 * The list is flat and of numbers alone, and what is put out by the same lines one after the other is one entry: kind,
 * characters, and the lines as one number of 16 bits each, the innermost lowest.
 * https://docs.python.org/3/library/sys.monitoring.html
 */
export function placesCode(unmarked: readonly string[]): string {
  return isolated(`
import json
UNMARKED = frozenset(json.loads(${pythonJson(unmarked)}))
${CODE}`);
}

const CODE = `
import ast, inspect, sys, textwrap
from IPython import get_ipython
from IPython.core.interactiveshell import InteractiveShell

TEXT, DISPLAY, RESULT, PART = 1, 2, 3, 4
TOOL, DEPTH, MOST = 5, 64, 30_000
STDOUT = ("stdout", "<stdout>")
RUN = InteractiveShell.run_code.__code__
getframe = sys._getframe
shell = get_ipython()

cell = name = None
noted = []
# Where the last text was written, if that is a line of the cell itself: print() writes twice.
top = at = None

def note(kind, length, frame):
    # Runs at each print, so it calls next to nothing. What goes wrong here must not go wrong in the lesson.
    global cell, top, at
    try:
        if id(frame.f_code) == top and frame.f_lineno == at and kind == TEXT:
            noted[-2] += length
            return
        top = None
        lines = shift = last = 0
        part = PART
        for _ in range(DEPTH):
            if frame is None:
                break
            code = frame.f_code
            if code.co_filename == name:
                line = frame.f_lineno
                if line and line != last:
                    lines |= line << shift
                    shift += 16
                    last = line
                if code.co_name == "<module>":
                    part = 0
                    if kind == TEXT and lines == line:
                        top, at = id(code), line
                    break
            elif code is RUN and lines:
                part = 0
                break
            frame = frame.f_back
        if kind == TEXT and noted and noted[-1] == lines and noted[-3] == TEXT | part:
            noted[-2] += length
        elif len(noted) < MOST:
            noted.extend((kind | part, length, lines))
        else:
            cell = None
    except Exception:
        cell = None

def begin(info):
    global cell, name, top
    if cell is None and ("# =>" in info.raw_cell or UNMARKED and info.raw_cell.rstrip() in UNMARKED):
        cell, name, top = info, None, None
        noted.clear()

def end(result):
    # Cells can execute cells.
    global cell
    if cell is None or (result is not None and result.info is not cell):
        return
    cell = None
    places = " ".join([format(value, "x") for value in noted])
    shell.payload_manager.write_payload({"source": "nbproof", "places": places})
    noted.clear()

def cache(*args, **named):
    global name
    made = cached(*args, **named)
    if cell is not None and name is None:
        name = made
    return made

def beginning(function, call):
    old = function.__code__
    source = inspect.getsource(function)
    tree = ast.parse(textwrap.dedent(source))
    indent = len(source) - len(source.lstrip())
    ast.increment_lineno(tree, old.co_firstlineno - 1)
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            node.col_offset += indent
            node.end_col_offset += indent
    definition = tree.body[0]
    first = ast.parse(call).body[0]
    for node in ast.walk(first):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = old.co_firstlineno
    definition.body.insert(0 if ast.get_docstring(definition) is None else 1, first)
    # The class gives super() its cell, and the name that a traceback shows.
    around = ast.parse("class " + function.__qualname__.split(".")[-2] + ": pass").body[0]
    around.body = [definition]
    tree.body = [around]
    outer = compile(tree, old.co_filename, "exec", dont_inherit=True)
    inner = next(part for part in outer.co_consts if inspect.iscode(part))
    new = next(part for part in inner.co_consts if inspect.iscode(part) and part.co_name == old.co_name)
    if new.co_freevars != old.co_freevars:
        raise TypeError(old.co_name)
    return new

def replace_codes(functions):
    calls = ("_nbproof_wrote(self, string)", "_nbproof_displayed()", "_nbproof_resulted()")
    def wrote(self, string):
        if cell is not None and isinstance(string, str) and getattr(self, "name", None) in STDOUT:
            note(TEXT, len(string), getframe(2))
    def displayed():
        if cell is not None and not getframe(1).f_locals.get("update"):
            note(DISPLAY, 1, getframe(2))
    def resulted():
        if cell is not None:
            note(RESULT, 1, getframe(2))
    codes = [beginning(function, call) for function, call in zip(functions, calls)]
    for function, code, call, handler in zip(functions, codes, calls, (wrote, displayed, resulted)):
        function.__globals__[call.split("(")[0]] = handler
        function.__code__ = code

def monitor(functions):
    monitoring = sys.monitoring
    write, publish, _ = codes = [function.__code__ for function in functions]
    stream = write.co_varnames[0]
    def returned(code, offset, length):
        # Of a forked process, nothing.
        if cell is not None and length.__class__ is int:
            frame = getframe(1)
            if getattr(frame.f_locals.get(stream), "name", None) in STDOUT:
                note(TEXT, length, frame.f_back)
    def started(code, offset):
        if cell is None:
            return
        frame = getframe(1)
        if code is not publish:
            note(RESULT, 1, frame.f_back)
        elif not frame.f_locals.get("update"):
            note(DISPLAY, 1, frame.f_back)
    monitoring.use_tool_id(TOOL, "nbproof")
    for event, callback in ((monitoring.events.PY_RETURN, returned), (monitoring.events.PY_START, started)):
        monitoring.register_callback(TOOL, event, callback)
        for code in codes:
            if (code is write) == (callback is returned):
                monitoring.set_local_events(TOOL, code, event)

def install():
    functions = type(sys.stdout).write, type(shell.display_pub).publish, type(shell.displayhook).write_format_data
    if hasattr(sys, "monitoring"):
        monitor(functions)
    else:
        replace_codes(functions)

try:
    install()
except Exception:
    # Claims are held against what is shown by their order alone.
    pass
else:
    cached = shell.compile.cache
    shell.compile.cache = cache
    shell.events.register("pre_run_cell", begin)
    shell.events.register("post_run_cell", end)
`;
