// npm run test:notebooks: the round trip of all notebooks, with three alterations of each cell.
import { roundTrip } from "./round-trip.mjs";

const { notebooks, cells, altered, problems } = await roundTrip({ seeds: [1, 2, 3], tell: console.error });
for (const problem of problems) console.log(problem);
console.log(`${notebooks} notebooks, ${cells} cells, twice; ${altered} altered outputs: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
