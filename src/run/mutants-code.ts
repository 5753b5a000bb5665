import { isolated, pythonJson } from "../basics/isolated-python.ts";

/**
 * Prints as JSON a solution's lines and all small changes to it, in order: so many lines, from one on, become others.
 * Python's own `ast` finds the places, and the text between them stays as the author wrote it. A change that does not
 * compile, or that means the same, is left out; so is what stands in a magic's line.
 */
export function mutantsCode(solution: string): string {
  return isolated(`${FIND}\nshow(json.loads(${pythonJson(solution)}))`);
}

const FIND = `
import ast, json, re
from IPython import get_ipython

OPERATORS = {
    "+": "-", "-": "+", "*": "/", "/": "*", "//": "/", "%": "*", "**": "*", "@": "*",
    "<<": ">>", ">>": "<<", "&": "|", "|": "&", "^": "&", "and": "or", "or": "and",
}
COMPARISONS = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "is": ["is not"], "is not": ["is"], "in": ["not in"], "not in": ["in"],
}
# A comment between two operands can hold anything.
SYMBOL = re.compile(rb"#[^\\n]*|(is\\s+not\\b|not\\s+in\\b|(?:is|in|and|or)\\b|\\*\\*|//|<<|>>|<=|>=|==|!=|[-+*/%@&|^<>])")
KEPT = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Return, ast.Pass, ast.Global, ast.Nonlocal)
SIMPLE = (ast.Name, ast.Attribute, ast.Call, ast.Constant, ast.Subscript)

def parsed(source):
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None

class Solution:
    def __init__(self, source):
        self.text, self.lines = source.encode(), source.split("\\n")
        self.starts = [0]
        for line in self.text.split(b"\\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
    def start(self, node):
        return self.starts[node.lineno - 1] + node.col_offset
    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset
    def of(self, node):
        return self.text[self.start(node):self.end(node)].decode(errors="replace")
    def symbol(self, left, right):
        """Where the operator between two operands is, and which."""
        start, end = self.end(left), self.start(right)
        for found in SYMBOL.finditer(self.text, start, end):
            if found[1]:
                return found.start(1), found.end(1), " ".join(found[1].decode().split())
        return start, start, ""

def changes(solution, node, alone):
    """Kind, start, end and new text of each change to a node, which can be a statement alone."""
    start, end = (solution.start(node), solution.end(node)) if hasattr(node, "col_offset") else (0, 0)
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        pair = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
        at, to, symbol = solution.symbol(*pair)
        yield "operator", at, to, OPERATORS.get(symbol, symbol)
    elif isinstance(node, ast.BoolOp):
        for pair in zip(node.values, node.values[1:]):
            at, to, symbol = solution.symbol(*pair)
            yield "operator", at, to, OPERATORS.get(symbol, symbol)
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            # The operand alone would keep what stood between.
            yield "operator", start, start + 3 + len(re.match(rb"\\s*", solution.text[start + 3:])[0]), ""
        if isinstance(node.op, (ast.USub, ast.UAdd)):
            yield "operator", start, start + 1, "+" if isinstance(node.op, ast.USub) else "-"
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for pair in zip(sides, sides[1:]):
            at, to, symbol = solution.symbol(*pair)
            for other in COMPARISONS.get(symbol, ()):
                yield "comparison", at, to, other
    elif isinstance(node, ast.Constant) and not alone:
        written = solution.of(node)
        for other in constants(node.value, written):
            yield "constant", start, end, other
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "range":
            yield from off_by_one(solution, node.args)
        for first, second in zip(node.args, node.args[1:]):
            texts = solution.of(first), solution.of(second)
            if texts[0] != texts[1] and not any(isinstance(each, ast.Starred) for each in (first, second)):
                between = solution.text[solution.end(first):solution.start(second)].decode()
                yield "argument", solution.start(first), solution.end(second), texts[1] + between + texts[0]
    elif isinstance(node, ast.Slice):
        yield from off_by_one(solution, [each for each in (node.lower, node.upper) if each])
    elif isinstance(node, (ast.Return, ast.Yield)) and node.value:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "return", solution.start(node.value), solution.end(node.value), "None"
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.stmt) and not isinstance(node, KEPT) and not is_text:
        rest = solution.text[end:].split(b"\\n")[0].split(b"#")[0].strip()
        # The line says what was dropped, and so is like no other.
        yield "statement", start, end, "pass" if rest else "pass  # " + solution.of(node).split("\\n")[0]

def constants(value, written):
    if isinstance(value, bool):
        return [str(not value)]
    if isinstance(value, int):
        style = "_d" if "_" in written else "d"
        return [format(value + 1, style), format(value - 1, style)]
    if isinstance(value, float):
        return [repr(value + 1)]
    if isinstance(value, (str, bytes)):
        quotes = 3 if len(written) > 5 and written[-3:] in ("'''", '"""') else 1
        return [written[:-quotes] + "x" + written[-quotes:]]
    return []

def off_by_one(solution, nodes):
    for node in nodes:
        if not isinstance(node, (ast.Constant, ast.Starred)):
            text = solution.of(node)
            for more in (" + 1", " - 1"):
                yield "off-by-one", solution.start(node), solution.end(node), (text if isinstance(node, SIMPLE) else f"({text})") + more

def is_placed(solution, node):
    """Before Python 3.12 what stands in an f-string may have the place of something else."""
    again = parsed(f"({solution.of(node)})")
    return bool(again and again.body) and ast.dump(getattr(again.body[0], "value", again)) == ast.dump(node)

def walk(solution, node, alone=False, formatted=False):
    if isinstance(node, ast.stmt) and "get_ipython()" in solution.of(node) and not hasattr(node, "body"):
        return
    # What a formatted text says for people is not tested, what it computes is.
    if not (formatted and isinstance(node, ast.expr) and not is_placed(solution, node)):
        yield from changes(solution, node, alone)
    for child in ast.iter_child_nodes(node):
        kind = type(node).__name__
        said = kind in ("JoinedStr", "TemplateStr") and isinstance(child, ast.Constant)
        if not said and child is not getattr(node, "format_spec", None):
            within = formatted or kind in ("FormattedValue", "Interpolation")
            yield from walk(solution, child, isinstance(node, ast.Expr), within)

def show(written):
    source = written if parsed(written) else get_ipython().transform_cell(written)
    tree, solution, mutants = parsed(source), Solution(source), []
    known = {ast.dump(tree)} if tree else set()
    found = sorted(walk(solution, tree), key=lambda change: change[1:3]) if tree else []
    for kind, start, end, text in found:
        changed = (solution.text[:start] + text.encode() + solution.text[end:]).decode()
        other = parsed(changed)
        if other is None or ast.dump(other) in known:
            continue
        known.add(ast.dump(other))
        first, last = (solution.text.count(b"\\n", 0, at) for at in (start, end))
        count = last - first + 1
        becomes = changed.split("\\n")[first:first + count + changed.count("\\n") - source.count("\\n")]
        mutants.append({"kind": kind, "line": first, "count": count, "becomes": becomes})
    print(json.dumps({"lines": solution.lines, "mutants": mutants}))
`;
