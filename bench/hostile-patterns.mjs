/**
 * Patterns, and outputs made of a piece again and again, that would take a matcher that goes back more than linear time.
 * test/pattern/linear.test.ts counts steps with them, bench/pattern.mjs measures time.
 */
export const hostilePatterns = [
  { name: "many ellipses that end late", expected: lines(41, (i) => (i % 2 === 0 ? "..." : "last")), piece: "first\n" },
  { name: "many ellipses that end at once", expected: lines(401, (i) => (i % 2 === 0 ? "..." : "a")), piece: "a\n" },
  { name: "a block that nearly matches everywhere", expected: `...\n${"aaa\n".repeat(4)}b\n...`, piece: "aaa\n" },
  {
    name: "a block with holes that nearly matches everywhere",
    expected: "...\n$(any)\n$(int)\n$(word)\nb\n...",
    piece: "123456789\n",
  },
  {
    name: "an indented block that nearly matches everywhere",
    expected: "...\na\n  b\n c\n...",
    piece: "      a\n        b\n",
  },
  { name: "many holes on a long line", expected: `${"$(any)".repeat(9)}end`, piece: "a" },
  { name: "numbers on a long line", expected: "$(any) $(float > 3) $(number) $(any)$(int)x", piece: "12 3.5 " },
  { name: "one long number with a constraint", expected: "$(int > 3)", piece: "7" },
  { name: "one long fraction with a constraint", expected: "0.5$(int != 3)$(any)\n...", piece: "55" },
  { name: "nested repetition", expected: "$(/(a*)*(a|a)*(a?)*/)b", piece: "a" },
  {
    name: "nested repetition after an ellipsis",
    expected: "...\n$(/(a*)*b|(a+)+c/)\n...",
    piece: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
  },
  { name: "a capture again and again", expected: "$(a:any)$(=a)$(=a)$(=a)b", piece: "ab" },
  { name: "a capture in every line", expected: `$(a:word)\n${lines(99, () => "$(=a)")}\n...`, piece: "spam\n" },
  {
    name: "lines to contain that are not there",
    kind: "excerpt",
    expected: lines(30, (i) => `$(int) missing ${i}`),
    piece: "7 missing\n",
  },
  {
    name: "a quotation that nearly matches everywhere",
    kind: "quotation",
    expected: "  a\n    $(int)\n  a\n  b",
    piece: "  a\n    7\n",
  },
  {
    name: "lines in any order",
    options: { unordered: true },
    expected: lines(30, (i) => `$(any)${i}`),
    piece: "spam\n",
  },
  {
    name: "text that must not occur",
    kind: "absence",
    expected: "$(any > 3)b$(int)\nc",
    piece: "b7 123456789 123456789\n",
  },
  { name: "loose spaces", options: { spaces: "loose" }, expected: "a$(any) b  c", piece: "a \t " },
  {
    name: "numbers as written",
    options: { numbers: "as-written" },
    expected: "0.5 0.25 $(any) 7.5 x",
    piece: "0.51 0.25 7.4 ",
  },
  { name: "colours everywhere", expected: "...\n$(int)b\n...", piece: "\u001b[1m7\u001b[0m\u001b[31\n" },
  { name: "white space everywhere", expected: "...\na\n...", piece: " \t \u00a0" },
];

function lines(count, line) {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

/** The piece until it is so many characters long, or one piece longer. */
export function fill(piece, length) {
  return piece.repeat(Math.ceil(length / piece.length));
}
