import { isolated } from "../basics/isolated-python.ts";

/**
 * Lets the kernel tell, with the reply to each cell that has claims, which of the cell's lines were running when
 * something was put out: whenever text is written or an object displayed, the frames are looked up. Nothing is
 * replaced where there is `sys.monitoring`; before Python 3.12, the three functions begin with one more call, their
 * lines and names being what they were, so that only a tracer of the lesson's own sees more. Replies carry it as a payload, which comes with an error too, and which
 * clients pass over that do not know it.
 *
 * The list is flat and of numbers alone, and what is put out by the same lines one after the other is one entry: kind,
 * characters, and the lines as one number of 16 bits each, the innermost lowest.
 * https://docs.python.org/3/library/sys.monitoring.html
 */
export const PLACES_CODE: string = isolated(`
import ast, inspect, sys, textwrap
from IPython import get_ipython
from IPython.core.interactiveshell import InteractiveShell

TEXT, DISPLAY, RESULT, PART = 1, 2, 3, 4
TOOL, DEPTH, MOST = 5, 64, 30_000
RUN = InteractiveShell.run_code.__code__
shell = get_ipython()

class Cell:
    info = name = None
    noted = []

def note(kind, length, frame):
    lines = shift = last = 0
    part = PART
    for _ in range(DEPTH):
        if frame is None:
            break
        code = frame.f_code
        if code.co_filename == Cell.name:
            line = frame.f_lineno
            if line and line != last:
                lines |= line << shift
                shift += 16
                last = line
            if code.co_name == "<module>":
                part = 0
                break
        elif code is RUN and lines:
            part = 0
            break
        frame = frame.f_back
    noted = Cell.noted
    if noted and kind == TEXT and noted[-3] == TEXT | part and noted[-1] == lines:
        noted[-2] += length
    elif len(noted) < MOST:
        noted.append(kind | part)
        noted.append(length)
        noted.append(lines)
    else:
        Cell.info = None

def wrote(stream, length, frame):
    if stream.name.strip("<>") == "stdout":
        note(TEXT, length, frame.f_back)

def displayed(frame):
    if not frame.f_locals.get("update"):
        note(DISPLAY, 1, frame.f_back)

def resulted(frame):
    note(RESULT, 1, frame.f_back)

def noting(handler, *given):
    # What goes wrong here must not go wrong in the lesson.
    try:
        handler(*given)
    except Exception:
        Cell.info = None

def begin(info):
    if Cell.info is None and "# =>" in info.raw_cell:
        Cell.info, Cell.name = info, None
        Cell.noted.clear()

def end(result):
    # Cells can execute cells.
    if Cell.info is None or (result is not None and result.info is not Cell.info):
        return
    Cell.info = None
    noted = [format(value, "x") for value in Cell.noted]
    shell.payload_manager.write_payload({"source": "nbproof", "places": " ".join(noted)})
    Cell.noted.clear()

def cache(*args, **named):
    name = cached(*args, **named)
    if Cell.info is not None and Cell.name is None:
        Cell.name = name
    return name

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
    def called(self, string):
        if Cell.info is not None and isinstance(string, str):
            noting(wrote, self, len(string), sys._getframe(1))
    def starting(handler):
        def started():
            if Cell.info is not None:
                noting(handler, sys._getframe(1))
        return started
    codes = [beginning(function, call) for function, call in zip(functions, calls)]
    handlers = (called, starting(displayed), starting(resulted))
    for function, code, call, handler in zip(functions, codes, calls, handlers):
        function.__globals__[call.split("(")[0]] = handler
        function.__code__ = code

def monitor(functions):
    monitoring = sys.monitoring
    write, publish, _ = codes = [function.__code__ for function in functions]
    def returned(code, offset, length):
        # Of a forked process, nothing.
        if Cell.info is not None and length.__class__ is int:
            frame = sys._getframe(1)
            noting(wrote, frame.f_locals[write.co_varnames[0]], length, frame)
    def started(code, offset):
        if Cell.info is not None:
            noting(displayed if code is publish else resulted, sys._getframe(1))
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
`);
