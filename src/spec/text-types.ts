import type { ValueType } from "./value-type.ts";

/** Types that many keys take. */
export const line: ValueType = { kind: "text", role: "line" };
export const prose: ValueType = { kind: "text", role: "prose" };
export const code: ValueType = { kind: "text", role: "code" };
export const pattern: ValueType = { kind: "text", role: "pattern" };
export const path: ValueType = { kind: "text", role: "path" };
export const flag: ValueType = { kind: "flag" };
export const duration: ValueType = { kind: "form", form: "duration" };
