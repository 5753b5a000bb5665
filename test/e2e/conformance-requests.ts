import { cells, type Example, execute } from "./conformance-example.ts";

/** What is there to be completed and inspected. */
const material = `class Cat:
    "A cat."
    names = ["Ada"]
    def purr(self, loud: bool = False) -> str:
        "Purrs."
        return "purr"
cat = Cat()
cat_list = [cat]
catalogue = {"first": 1, "second": 2}
übung = ["x"]`;

/** Requests with options, and others than to execute. */
export const requests: readonly Example[] = [
  { title: "input()", content: execute("print('Hello', input('Name? '))"), input: ["Ada"] },
  { title: "input() twice", content: execute("[input('1? '), input('2? ')]"), input: ["a", "é ☃ 😀"] },
  { title: "input() at the end of the answers", content: execute("input()") },
  { title: "getpass()", content: execute("import getpass; getpass.getpass('Secret: ')"), input: ["xyz"] },
  { title: "getpass() without a prompt", content: execute("getpass.getpass()"), input: [""] },
  { title: "input() that is not allowed", content: { ...execute("input()"), allow_stdin: false } },
  { title: "getpass() that is not allowed", content: { ...execute("getpass.getpass()"), allow_stdin: false } },
  { title: "silent", content: { ...execute("print('heard'); 1"), silent: true, store_history: false } },
  { title: "an error in silence", content: { ...execute("1 / 0"), silent: true, store_history: false } },
  { title: "no history", content: { ...execute("'not stored'"), store_history: false } },
  { title: "after no history", content: execute("_") },
  { title: "an error with no history", content: { ...execute("1 / 0"), store_history: false } },
  { title: "user_expressions", content: { ...execute("z = 3"), user_expressions: { good: "z + 1", bad: "1 / 0" } } },
  { title: "user_expressions alone", content: { ...execute(""), user_expressions: { list: "[z]", unknown: "zz" } } },
  { title: "user_expressions after an error", content: { ...execute("1 / 0"), user_expressions: { good: "z" } } },
  {
    title: "stop_on_error",
    content: { ...execute("import time; time.sleep(0.3); 1 / 0"), stop_on_error: true },
    atOnce: [execute("print('not executed')"), execute("z")],
  },
  {
    title: "stop_on_error, with nothing wrong",
    content: { ...execute("time.sleep(0.3); z"), stop_on_error: true },
    atOnce: [execute("print('executed')")],
  },
  {
    title: "no stop_on_error",
    content: { ...execute("time.sleep(0.3); 1 / 0"), stop_on_error: false },
    atOnce: [execute("print('executed')")],
  },
  ...[
    "x = 1",
    "",
    "# comment",
    "for x in y:",
    "def f():\n    x = [",
    "def f():\n    return 1",
    "def f():\n    return 1\n",
    "class A:",
    "@decorator",
    "async def f():",
    "await f()",
    "try:\n    pass",
    "if x:\n    pass\nelse:",
    "x = [1,",
    "x = \\",
    "'''open",
    "'unterminated",
    "x = = 1",
    ")",
    "%time x",
    "%%time\nx",
    "!ls",
    "len?",
  ].map((code) => ({
    title: `is it complete: ${code.replaceAll("\n", "⏎")}`,
    type: "is_complete_request",
    content: { code },
  })),
  ...cells("material", [material, "%%writefile catnip.txt\nmint"]),
  ...["cat.pu|", "isinst|", "for cat in [cat]: cat.pu|"].map((marked) => complete(marked, " with Jedi")),
  // Jedi is not in the embedded kernel: everything else, IPython's own completer completes.
  ...cells("completer", ["%config Completer.use_jedi = False"]),
  ...[
    "catal|",
    "cat|",
    "cat.|",
    "cat.pu|",
    "cat_list[0].pu|",
    "Cat().pu|",
    "print(cat.pu|, 1)",
    "cat.pu|rr",
    "x = 1\ncatal|\ny = 2",
    "for one in cata|:",
    "cat.purr(lou|",
    "catalogue['|",
    "catalogue['f|']",
    "üb|",
    "x = '☃😀'; catal|",
    "\\alph|",
    "\\GREEK SMALL LETTER ALPH|",
    "import collect|",
    "import textwr|",
    "from collections import named|",
    "from collections.ab|",
    "import json.deco|",
    "collections.Order|",
    "%prec|",
    "%%writef|",
    "prec|",
    "%config InteractiveShell.ast_no|",
    "open('catn|')",
    "open('./catn|",
    "%run scri|",
    "isinst|",
    "no_such_thing_at_all|",
    "cat.no_such|",
    "# catal|",
    "'catal|'",
  ].map((marked) => complete(marked)),
  { title: "completes at the end", type: "complete_request", content: { code: "catal", cursor_pos: 5 } },
  ...[
    "num|bers",
    "no_such|",
    "Cat|",
    "cat|",
    "cat.purr|",
    "cat.purr(|",
    "cat.purr(loud=|",
    "print(cat.na|mes)",
    "x = '☃😀'; ca|t",
    "üb|ung",
    "len|",
    "x = 1\nca|t\ny = 2",
    "cat.no_such|",
    "|",
    "%precision|",
    "1 + |",
  ].flatMap((marked) => [inspect(marked, 0), inspect(marked, 1)]),
  ...cells("inspection", [
    "Cat?",
    "Cat??",
    "cat?",
    "cat.purr?",
    "cat.purr??",
    "?cat",
    "??cat.purr",
    "übung?",
    "catal*?",
    "cat.p*?",
    "%precision?",
    "cat.no_such?",
    "x = 1\ncat?",
    "%pdoc cat.purr",
    "%pdef cat.purr",
    "%psource cat.purr",
    "%pinfo2 cat.purr",
  ]),
  ...[
    { hist_access_type: "range", raw: true, output: false, session: 0, start: 1, stop: 4 },
    { hist_access_type: "range", raw: true, output: true, session: 0, start: 1, stop: 4 },
    { hist_access_type: "range", raw: false, output: false, session: 0, start: 1, stop: 4 },
    { hist_access_type: "tail", raw: true, output: false, n: 2 },
    { hist_access_type: "tail", raw: false, output: false, n: 2 },
    { hist_access_type: "search", raw: true, output: false, pattern: "x = 5", n: 10 },
    { hist_access_type: "search", raw: true, output: false, pattern: "*cat.purr*", n: 2 },
    { hist_access_type: "search", raw: true, output: false, pattern: "1 / 0", n: 10, unique: true },
  ].map((content) => ({ title: `history: ${JSON.stringify(content)}`, type: "history_request", content })),
  { title: "no comms", type: "comm_info_request", content: {} },
  ...cells("comms", [
    "from comm import create_comm, get_comm_manager; one = create_comm(target_name='t', comm_id='one', data={'a': 1})",
  ]),
  { title: "a comm", type: "comm_info_request", content: {} },
  { title: "comms of a target", type: "comm_info_request", content: { target_name: "t" } },
  { title: "comms of another target", type: "comm_info_request", content: { target_name: "u" } },
  ...cells("comms", [
    "one.send({'b': 2}, metadata={'m': 3})",
    "one.on_msg(lambda message: print('heard', message['content']['data']))",
  ]),
  { title: "a comm's message", type: "comm_msg", content: { comm_id: "one", data: { c: 4 } } },
  ...cells("comms", [
    "get_comm_manager().register_target('k', lambda comm, message: comm.send({'opened': message['content']['data']}))",
  ]),
  { title: "a comm is opened", type: "comm_open", content: { comm_id: "two", target_name: "k", data: { d: 5 } } },
  { title: "two comms", type: "comm_info_request", content: {} },
  { title: "a comm is closed", type: "comm_close", content: { comm_id: "two", data: {} } },
  ...cells("comms", ["one.close({'e': 6})"]),
  { title: "no comms any more", type: "comm_info_request", content: {} },
  { title: "kernel_info", type: "kernel_info_request", content: {} },
];

/** A request at the place of the `|`. */
function complete(marked: string, how = ""): Example {
  return { title: `completes${how}: ${marked.replaceAll("\n", "⏎")}`, type: "complete_request", content: at(marked) };
}

function inspect(marked: string, level: 0 | 1): Example {
  const content = { ...at(marked), detail_level: level };
  return { title: `inspects (${level}): ${marked.replaceAll("\n", "⏎")}`, type: "inspect_request", content };
}

/** The protocol counts characters of Unicode. */
function at(marked: string): { readonly code: string; readonly cursor_pos: number } {
  const [before = "", after = ""] = marked.split("|");
  return { code: before + after, cursor_pos: Array.from(before).length };
}
