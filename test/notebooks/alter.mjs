/**
 * A notebook in which one saved output of every cell that is compared is altered, and the numbers of these cells. What is
 * altered, and how, follows from the seed alone.
 *
 * @param {any} notebook
 * @param {number} seed
 * @returns {{ notebook: any, cells: readonly number[] }}
 */
export function alterOutputs(notebook, seed) {
  const altered = structuredClone(notebook);
  const cells = [];
  for (const [index, cell] of altered.cells.entries()) {
    if (!isCompared(cell)) continue;
    const number = index + 1;
    const pick = picker(seed * 1000 + number);
    if (cell.outputs.length === 0) cell.outputs.push({ name: "stdout", output_type: "stream", text: ["seeded\n"] });
    else alterOutput(pick(cell.outputs), pick);
    cells.push(number);
  }
  return { notebook: altered, cells };
}

/** Not marked, and without an expectation of its own. */
function isCompared({ cell_type, source, metadata, execution_count }) {
  const marked = /NBVAL_(?:SKIP|IGNORE_OUTPUT)/.test([source].flat().join(""));
  const tagged = (metadata.tags ?? []).some((tag) => /skip|ignore/.test(tag));
  return cell_type === "code" && execution_count !== null && !marked && !tagged && metadata.nbproof === undefined;
}

function alterOutput(output, pick) {
  if (output.output_type === "stream") {
    output.text = alterText([output.text].flat().join(""), pick);
  } else if (output.output_type === "error") {
    const key = pick(["ename", "evalue"]);
    output[key] = alterText(output[key], pick);
  } else {
    const type = pick(Object.keys(output.data));
    const value = output.data[type];
    if (type.endsWith("json")) output.data[type] = type.includes("widget-view") ? undefined : { altered: value };
    else if (/^image\/(?!svg)/.test(type)) retype(output.data, type, "image/webp");
    else if (/html|svg/.test(type)) alterMarkup(output.data, type, pick);
    else output.data[type] = alterText([value].flat().join(""), pick);
  }
}

function retype(data, type, other) {
  data[other] = data[type];
  delete data[type];
}

/** A character between tags, where there is one, else the type. */
function alterMarkup(data, type, pick) {
  const text = [data[type]].flat().join("");
  const hidden = [...text.matchAll(/<(style|script)\b[^]*?<\/\1>/g)];
  const seen = [...text.matchAll(/>([^<>]*[A-Za-z0-9][^<>]*)</g)].filter(
    ({ index }) => !hidden.some((each) => index >= each.index && index < each.index + each[0].length),
  );
  if (seen.length === 0) return retype(data, type, "text/x-altered");
  const { index, 1: inner } = pick(seen);
  data[type] = text.slice(0, index + 1) + alterText(inner, pick) + text.slice(index + 1 + inner.length);
}

/** Another letter or digit somewhere, outside colours, what is another in each run, and what carriage returns overwrite; a word more where there is none. */
function alterText(text, pick) {
  const from = Math.max(text.lastIndexOf("\r"), text.lastIndexOf("\b")) + 1;
  // oxlint-disable-next-line no-control-regex -- the escape character is what a colour begins with
  const colours = [...text.matchAll(/\u001b\[[0-9;]*m/g)];
  const another = [...text.matchAll(/\S*ipykernel_\S*|\bat 0x[0-9a-f]+|<Figure size [^>\n]*>|\(\d+\.py, line /g)];
  const spared = [...colours, ...another];
  const places = [...text.matchAll(/[a-zA-Z0-9]/g)].filter(
    ({ index }) => index >= from && !spared.some((each) => index >= each.index && index < each.index + each[0].length),
  );
  if (places.length === 0) return `${text}altered`;
  const { index, 0: old } = pick(places);
  return (
    text.slice(0, index) +
    (/[0-9]/.test(old) ? (Number(old) + 1) % 10 : old === "q" ? "z" : "q") +
    text.slice(index + 1)
  );
}

/** Picks one of several, the same for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function picker(seed) {
  let state = seed % 2147483647 || 1;
  return (choices) => {
    state = (state * 48271) % 2147483647;
    return choices[state % choices.length];
  };
}
