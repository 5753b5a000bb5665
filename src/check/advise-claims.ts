import type { Finding } from "../model/finding.ts";

/** Differences of a cell's claims, with what is peculiar to claims: what ends one, and that each is one line. */
export function adviseClaims(findings: readonly Finding[], claims: number): readonly Finding[] {
  return findings.map((finding) => {
    const advice = finding.code === "output-differs" ? adviceOn(finding, claims) : undefined;
    return advice === undefined ? finding : { ...finding, advice };
  });
}

function adviceOn({ difference }: Finding, claims: number): string | undefined {
  const { expected, actual } = difference ?? {};
  if (expected === undefined && actual !== undefined) {
    return `The cell has ${claims === 1 ? "one claim, which is one line" : `${claims} claims, each of one line`}: claim the others on lines of their own, or use \`expect\``;
  }
  if (expected === undefined || actual === undefined || !expected.startsWith(`${actual} `)) return undefined;
  const remark = expected.slice(actual.length).trim();
  return `Two spaces end a claim and begin a remark: \`# => ${actual}  ${remark}\``;
}
