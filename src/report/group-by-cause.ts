import { groupBy } from "../basics/group-by.ts";
import type { Finding } from "../model/finding.ts";
import { listCells } from "../model/list-cells.ts";

/** The findings of one cause in a notebook as the first of them, which names the other cells: a screen holds no forty. */
export function groupByCause(findings: readonly Finding[]): readonly Finding[] {
  const groups = groupBy([...findings.entries()], ([index, finding]) => causeKey(finding) ?? String(index));
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.map(([, finding]) => finding);
    return first === undefined ? [] : [others.length === 0 ? withCause(first) : together(first, others)];
  });
}

/** An exception with the same name and message is one cause, too. */
export function causeKey({ place, code, cause, message }: Finding): string | undefined {
  if (place.cell === undefined) return undefined;
  if (cause !== undefined) return JSON.stringify([place.file, code, cause]);
  return code === "error-raised" || code === "input-unanswered"
    ? JSON.stringify([place.file, code, message])
    : undefined;
}

function withCause(finding: Finding): Finding {
  const { cause } = finding;
  return cause === undefined ? finding : { ...finding, message: `${finding.message}: ${cause}` };
}

function together(first: Finding, others: readonly Finding[]): Finding {
  const cells = [first, ...others].flatMap(({ place }) => place.cell?.number ?? []);
  const where = listCells([...new Set(cells)]);
  const { cause } = first;
  const message = cause === undefined ? `${first.message} (in ${where})` : `${where} differ only since ${cause}`;
  return { ...first, message };
}
