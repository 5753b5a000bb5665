import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

import { startBridge } from "../../src/bridge/bridge.ts";
import { connectServer } from "../../src/client/server.ts";
import { createKernels } from "../../src/kernel/kernels.ts";
import type { Output } from "../../src/model/observation.ts";
import { LessonKernel } from "../../src/run/lesson-kernel.ts";
import { pythonEnvironment } from "./python-environment.ts";

/** What a lesson can look at, and is the same in each kernel (the references to stdout are not, for its threads): frames, tracebacks, counts, the source and the signature of what writes. */
const cells = [
  `import gc, inspect, sys  # =>`,
  `print(len(inspect.stack()), sys._getframe().f_lineno, sys._getframe().f_code.co_name)  # =>`,
  `sys.stdout.write(3)  # =>`,
  `x = object()\nprint(sys.getrefcount(x))  # =>`,
  `print(inspect.getsource(type(sys.stdout).write), inspect.signature(type(sys.stdout).write))  # =>`,
  `class Loud:\n    def __repr__(self):\n        return str(len(inspect.stack()))\nLoud()  # =>`,
  `gc.collect()\nfor i in range(300):\n    print(i)\nprint(len(gc.garbage), sys.gettrace(), sys.getprofile())  # =>`,
  `def f(n):\n    return f(n + 1)\nf(0)  # =>`,
  `import dis\ndis.dis(f)  # =>`,
];

it.each(["Python", "pyodide"])("A lesson in %s sees nothing of what tells the lines", async (which) => {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const name = which === "pyodide" ? which : dirname(dirname(await pythonEnvironment()));
  const env = { PATH: process.env["PATH"] ?? "" };
  await using provider = createKernels({ env, cwd: folder });
  await using bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: folder });
  const settings = await connectServer(bridge);
  const observe = async (tellsPlaces: boolean): Promise<readonly (readonly Output[])[]> => {
    await using kernel = await LessonKernel.start(settings, {
      name,
      env,
      cwd: folder,
      ...(tellsPlaces ? { places: { unmarked: [] } } : {}),
    });
    const shown: (readonly Output[])[] = [];
    for (const code of cells) {
      const { outputs } = await kernel.execute(code, { timeout: 30_000, outputLimit: 1_000_000, input: [] });
      shown.push(outputs.map(withoutPlaces));
    }
    return shown;
  };
  expect(await observe(true)).toEqual(await observe(false));
  await rm(folder, { recursive: true, force: true });
});

/** As it is shown, the cell's file name, which has the process's number, left out. */
function withoutPlaces(output: Output): Output {
  if (output.type === "error") {
    return { ...output, traceback: output.traceback.map((line) => line.replaceAll(/ipykernel_\d+/g, "ipykernel")) };
  }
  const { running: _, ...shown } = output;
  return shown;
}
