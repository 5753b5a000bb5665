// Reads vitest's JSON report and closes a CI run with what failed, and one plain line: N passed, N failed.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const path = ({ name }) => relative(process.cwd(), name);
// A file that could not even be loaded has no tests that could fail, and an error outside any test fails none.
const broken = report.testResults.filter(
  ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
);
let failed = report.numFailedTests + broken.length;
if (!report.success && failed === 0) failed = 1;

// Said last, since of a long log the end is what is read, and often all that is kept.
for (const file of broken) tell(path(file), file.message);
for (const file of report.testResults) {
  for (const test of file.assertionResults.filter(({ status }) => status === "failed")) {
    tell(`${path(file)} › ${test.fullName}`, test.failureMessages.join("\n"));
  }
}
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && report.numPassedTests > 0 ? 0 : 1;

function tell(name, message) {
  const lines = message.trimEnd().split("\n");
  const shown = lines.length > 30 ? [...lines.slice(0, 30), `… ${lines.length - 30} more lines`] : lines;
  console.log([`failed: ${name}`, ...shown.map((line) => `    ${line}`)].join("\n"));
}
