import type { Hole, Pattern, PatternLine, Segment } from "./pattern.ts";

/** The pattern without what judges a match: it needs no capture and refuses for its form alone. */
export function formOf({ lines }: Pattern): Pattern {
  return { lines: lines.map(formOfLine) };
}

function formOfLine(line: PatternLine): PatternLine {
  return line.kind === "ellipsis" ? line : { ...line, segments: line.segments.map(formOfSegment) };
}

function formOfSegment(segment: Segment): Segment {
  return segment.kind === "literal" ? segment : { kind: "hole", hole: formOfHole(segment.hole) };
}

function formOfHole({ source, column, body }: Hole): Hole {
  return { source, column, body: body.kind === "capture" ? { kind: "type", type: "any" } : body, constraints: [] };
}
