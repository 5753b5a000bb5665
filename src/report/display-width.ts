/** The columns that a terminal gives to a text without tabs. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return graphemesOf(text).reduce((width, grapheme) => width + graphemeWidth(grapheme.segment), 0);
}

/** What a reader takes for one character, each with its index in UTF-16 code units. */
export function graphemesOf(text: string): readonly { readonly segment: string; readonly index: number }[] {
  // Most text is ASCII, where each character is one: the segmenter takes a hundred times as long to say so.
  if (/^[\t -~]*$/.test(text)) return Array.from(text, (segment, index) => ({ segment, index }));
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)];
}

function graphemeWidth(grapheme: string): 0 | 1 | 2 {
  if (zeroWide.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

// Made when the first text needs it: Node reads tables of Unicode then.
let segmenter: Intl.Segmenter | undefined;

const zeroWide = /^[\p{Cc}\p{Cf}\p{M}]+$/u;

// Unicode's East Asian Width W and F by script, and what is drawn as an emoji.
const wide =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Yi}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6](?<![\uff61-\uffdc]))/u;
