import { describe, expect, it } from "vitest";
import { planFork } from "../../../../src/kernel/zmq/fork/fork-plan.ts";

const launcher = ["-m", "ipykernel_launcher", "-f", "/run/connection.json"];
const ask = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): ReturnType<typeof planFork> =>
  planFork({ argv, env, platform: "linux" });
const keyOf = (env: Readonly<Record<string, string>>, python = ["/usr/bin/python3"]): string => {
  const plan = ask([...python, ...launcher], env);
  return "key" in plan ? plan.key : plan.refused;
};

describe("planFork()", () => {
  it("starts the interpreter with its own flags", () => {
    const python = ["/usr/bin/python3", "-Xfrozen_modules=off", "-X", "utf8", "-W", "error", "-I"];
    expect(ask([...python, ...launcher, "--profile=x"], { PATH: "/bin", IPYTHONDIR: "/tmp/a" })).toMatchObject({
      python,
      env: { PATH: "/bin" },
    });
  });

  it.each([
    ["another kernel", ["R", "--slave", "-e", "IRkernel::main()"], {}, "command"],
    ["another module", ["python", "-m", "xpython", "-f", "c"], {}, "command"],
    ["a program that runs the Python", ["conda", "run", "python", ...launcher], {}, "command"],
    ["a module and no program", launcher, {}, "command"],
    ["a module path with a relative entry", ["python", ...launcher], { PYTHONPATH: "/lib:lib" }, "PYTHONPATH"],
    ["a module path with an empty entry", ["python", ...launcher], { PYTHONPATH: "/lib:" }, "PYTHONPATH"],
    ["a relative interpreter", ["bin/python", ...launcher], {}, "bin/python"],
  ])("refuses %s", (_, argv, env, reason) => {
    expect(ask(argv, env)).toEqual({ refused: expect.stringContaining(reason) });
  });

  it("refuses other systems than Linux", () => {
    expect(planFork({ argv: ["python", ...launcher], env: {}, platform: "darwin" })).toEqual({
      refused: "kernels are forked on Linux only",
    });
  });

  it.each([
    ["the hash seed", { PYTHONHASHSEED: "1" }, { PYTHONHASHSEED: "2" }],
    ["the time zone", { TZ: "UTC" }, { TZ: "Asia/Tokyo" }],
    ["the threads of OpenMP", {}, { OMP_NUM_THREADS: "1" }],
    ["the locale", { LC_ALL: "C" }, {}],
  ])("has another server for another value of %s", (_, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  it("has another server for another interpreter, or other flags", () => {
    const keys = [["/a/python"], ["/b/python"], ["/a/python", "-O"]].map((python) => keyOf({}, python));
    expect(new Set(keys).size).toBe(3);
  });

  it("has one server for environments that differ in their order, or in what no start reads", () => {
    const env = { A: "1", B: "2", IPYTHONDIR: "/tmp/a", JPY_SESSION_NAME: "a.ipynb", KERNEL_USERNAME: "ada" };
    expect(keyOf(env)).toBe(keyOf({ B: "2", IPYTHONDIR: "/tmp/b", A: "1", JPY_PARENT_PID: "7" }));
  });
});
