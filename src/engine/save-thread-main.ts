import { parentPort } from "node:worker_threads";

import { savedText, type ToSave } from "./saved-text.ts";

parentPort?.on("message", (notebook: ToSave) => parentPort?.postMessage(savedText(notebook), []));
