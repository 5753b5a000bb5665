import { makeVenv } from "../../scripts/make-venv.mjs";
import { findTestPython } from "../find-python.mjs";

/** An interpreter that has ipykernel and nbformat: `NBPROOF_TEST_PYTHON`, else that of `.venv`, made on first use. */
export async function pythonEnvironment(): Promise<string> {
  return process.env["NBPROOF_TEST_PYTHON"] ?? (await makeVenv({ python: findTestPython() }));
}
