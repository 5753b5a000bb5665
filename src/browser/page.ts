import { readLessonData } from "./lesson-data.ts";
import { openLesson } from "./lesson-page.ts";

openLesson(readLessonData(document));
