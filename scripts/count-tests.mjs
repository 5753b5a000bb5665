// Reads vitest's JSON report and closes a CI run with one plain line: N passed, N failed.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
// A file that could not even be loaded has no tests that could fail, and an error outside any test fails none.
const broken = report.testResults.filter(
  ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
);
let failed = report.numFailedTests + broken.length;
if (!report.success && failed === 0) failed = 1;

console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && report.numPassedTests > 0 ? 0 : 1;
