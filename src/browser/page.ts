import { readLessonData } from "./read-lesson-data.ts";
import { openLesson } from "./lesson-page.ts";
import { useServiceWorker } from "./use-service-worker.ts";

openLesson(readLessonData(document));

void useServiceWorker();
