/** A time zone in POSIX's notation, in which the sign says what is to be added to reach UTC. */
export function anotherDay(now: Date): string {
  return now.getUTCHours() >= 12 ? "<+1345>-13:45" : "<-1215>12:15";
}
