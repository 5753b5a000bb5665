// npm run test:notebooks: the round trip of all notebooks, with three alterations of each cell, and those of test/cases written.
import { join } from "node:path";

import { makeServerVenv } from "../servers/server-venv.mjs";
import { roundTrip } from "./round-trip.mjs";
import { writeTwice } from "./write-twice.mjs";

const { notebooks, cells, altered, writes, problems } = await roundTrip({ seeds: [1, 2, 3], tell: console.error });
const cases = join(import.meta.dirname, "..", "cases");
const inCases = await writeTwice(cases, { python: await makeServerVenv("notebooks"), what: "a case" });
const all = [...problems, ...inCases.problems];
for (const problem of all) console.log(problem);
console.log(`${notebooks} notebooks, ${cells} cells, twice; ${altered} altered outputs`);
for (const [index, what] of ["as nbclient saved them", "never executed", "altered", "of test/cases"].entries()) {
  const { written, left } = [...writes, inCases][index];
  console.log(`Notebooks ${what}: ${written} written, ${left} left as they were, none by the second run`);
}
console.log(`${all.length} problems`);
process.exitCode = all.length === 0 ? 0 : 1;
