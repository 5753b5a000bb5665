/** How the report's page looks, by day and by night. */
export const pageStyle = `
:root { color-scheme: light dark; --line: #d0d7de; --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --soft: #f6f8fa;
  --failed: #c0152b; --passed: #1a7f37; --skipped: #8a6100; --error: #8250df; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --paper: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --soft: #161b22;
  --failed: #ff7b72; --passed: #56d364; --skipped: #e3b341; --error: #d2a8ff; } }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
header p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.2rem 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 6px; }
.lesson { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; padding: .6rem .9rem; }
.lesson.failed { border-left: 4px solid var(--failed); }
.lesson.error { border-left: 4px solid var(--error); }
.lesson.skipped { border-left: 4px solid var(--skipped); }
.lesson.passed { border-left: 4px solid var(--passed); }
section { border-top: 1px solid var(--line); margin-top: .8rem; padding-top: .8rem; }
.lesson > section:first-child { border-top: 0; margin-top: 0; padding-top: 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; padding: .6rem .8rem; font: 13px/1.45 ui-monospace, monospace; }
code { font: .9em ui-monospace, monospace; }
.badge { display: inline-block; min-width: 4.2em; margin-right: .5em; font-weight: 600; }
.badge.failed, code.failed { color: var(--failed); }
.badge.passed { color: var(--passed); }
.badge.skipped { color: var(--skipped); }
.badge.error { color: var(--error); }
.quiet, figcaption { color: var(--quiet); font-size: .9em; }
figure { margin: .8rem 0; }
img { max-width: 100%; background: #ffffff; border: 1px solid var(--line); }
table { border-collapse: collapse; margin: .6rem 0; font-size: .9em; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .8rem .2rem 0; text-align: left; font-weight: 400; vertical-align: top; }
thead th { font-weight: 600; }
body:has(#show-failed:checked) .lesson:not(.failed),
body:has(#show-error:checked) .lesson:not(.error),
body:has(#show-skipped:checked) .lesson:not(.skipped),
body:has(#show-passed:checked) .lesson:not(.passed) { display: none; }
@media print { nav { display: none; } }
`;
