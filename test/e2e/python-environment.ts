import { makeVenv } from "../../scripts/make-venv.mjs";
import { findTestPython } from "../find-python.mjs";

let environment: Promise<string> | undefined;

/** An interpreter that has ipykernel and nbformat: `NBPROOF_TEST_PYTHON`, else that of `.venv`, made on first use. */
export async function pythonEnvironment(): Promise<string> {
  // Made once, though several kernels may want it at the same time.
  return process.env["NBPROOF_TEST_PYTHON"] ?? (await (environment ??= makeVenv({ python: findTestPython() })));
}
