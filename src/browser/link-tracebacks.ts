/** Where a traceback says that code of the notebook stands: `Cell In[3], line 2`. */
const place = /\bIn\s?\[(\d+)\], line (\d+)/g;

/** Makes links of the places that tracebacks name; `open` goes there, or is nothing where no cell ran under that number. */
export function linkTracebacks(
  outputs: Element,
  open: (count: number, line: number) => (() => void) | undefined,
): void {
  for (const output of outputs.querySelectorAll("pre.output.error")) {
    // From the last on: what is before stays where it is.
    for (const match of [...(output.textContent ?? "").matchAll(place)].toReversed()) {
      const go = open(Number(match[1]), Number(match[2]));
      if (go !== undefined) makeLink(rangeOf(output, match.index, match.index + match[0].length), go);
    }
  }
}

/** Its words may be in several colours. */
function makeLink(range: Range, go: () => void): void {
  const link = document.createElement("button");
  link.type = "button";
  link.className = "link";
  link.append(range.extractContents());
  link.addEventListener("click", go);
  range.insertNode(link);
}

/** By places in the text of an element. */
function rangeOf(element: Element, from: number, to: number): Range {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (passed <= from && from < passed + length) range.setStart(node, from - passed);
    if (passed < to && to <= passed + length) range.setEnd(node, to - passed);
    passed += length;
  }
  return range;
}
