import { describe, expect, it } from "vitest";
import { parsePackageVersions, parsePythonVersions, showVersions } from "../../src/lesson/versions.ts";

describe("parsePythonVersions()", () => {
  it.each([
    ["3", "==3.*"],
    ["3.12", "==3.12.*"],
    ["3.10", "==3.10.*"],
    ["3.12.1", "==3.12.1"],
    ["3.12+", ">=3.12"],
    [">=3.10,<3.14", ">=3.10,<3.14"],
    [">= 3.10, < 3.14", ">=3.10,<3.14"],
    ["!=3.11.*", "!=3.11.*"],
    ["~=3.10", "~=3.10"],
    ["3.10 - 3.12", undefined],
    ["banana", undefined],
    ["3.12++", undefined],
    [">=3.10 <3.14", undefined],
    ["any", undefined],
    ["", undefined],
  ])("reads %j", (text, specifiers) => {
    expect(parsePythonVersions(text)).toBe(specifiers);
  });
});

describe("parsePackageVersions()", () => {
  it.each([
    ["any", ""],
    ["1.26", "==1.26.*"],
    ["1.26.4", "==1.26.4.*"],
    ["1.26+", ">=1.26"],
    [">=1.26,<3", ">=1.26,<3"],
    ["latest", undefined],
    ["", undefined],
  ])("reads %j", (text, specifiers) => {
    expect(parsePackageVersions(text)).toBe(specifiers);
  });
});

describe("showVersions()", () => {
  it.each([
    ["==3.12.*", "3.12"],
    [">=3.12", "3.12+"],
    [">=3.10,<3.14", ">=3.10,<3.14"],
  ])("shows %s as %s", (specifiers, shown) => {
    expect(showVersions(specifiers)).toBe(shown);
  });
});
