/** A PEP 440 specifier set as a sentence has it: `3.10 or later, before 3.14`. */
export function versionsInWords(specifierSet: string): string {
  return specifierSet.split(",").map(clauseInWords).join(", ");
}

function clauseInWords(clause: string): string {
  const [, operator = "", version = clause] = /^([~=!<>]+)([^~=!<>].*?)(?:\.\*)?$/.exec(clause) ?? [];
  return WORDS[operator]?.(version) ?? clause;
}

const WORDS: Readonly<Record<string, (version: string) => string>> = {
  "==": (version) => version,
  "===": (version) => version,
  "!=": (version) => `not ${version}`,
  "~=": (version) => `compatible with ${version}`,
  ">=": (version) => `${version} or later`,
  ">": (version) => `later than ${version}`,
  "<=": (version) => `up to ${version}`,
  "<": (version) => `before ${version}`,
};
