import { useServiceWorker } from "./use-service-worker.ts";

void useServiceWorker();
