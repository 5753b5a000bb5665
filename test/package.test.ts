import { expect, it } from "vitest";

import lock from "../package-lock.json" with { type: "json" };
import manifest from "../package.json" with { type: "json" };

// npm leaves out what its registry does not have for another platform, and then refuses its own lock file in `npm ci`.
it("package-lock.json has every optional dependency, those of other platforms too", () => {
  const paths = new Set(Object.keys(lock.packages));
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    ("optionalDependencies" in entry ? Object.keys(entry.optionalDependencies) : []).filter(
      (name) => !paths.has(`${path}/node_modules/${name}`) && !paths.has(`node_modules/${name}`),
    ),
  );
  expect(missing).toEqual([]);
});

// What it compiles in a build is what its runtime then renders, and need not be the same in another version.
it("package.json names one version of nunjucks", () => {
  expect(manifest.dependencies.nunjucks).toBe(lock.packages["node_modules/nunjucks"].version);
});
