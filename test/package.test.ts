import { expect, it } from "vitest";

import lock from "../package-lock.json" with { type: "json" };

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
