import { setImmediate, setTimeout } from "node:timers/promises";

import { CellClient } from "./cell-client.mjs";

/** So many that they are sent before the first reply; fewer than ZMQ takes at once for a client (`sendHighWaterMark`). */
export const CELLS = 12;
/** Light ones: the kernel is about to sleep again at each moment. */
const CODES = ["x = 1", "x + 1", "print(x)"];
const codes = Array.from({ length: CELLS }, (_, n) => CODES[n % CODES.length]);
/** Milliseconds. */
const SILENCE = { counts: 5000, woken: 1000 };
const JITTER = 2;
const LATE_TEXT = 300;

/** How cells are sent. Their names are those of the table's columns. */
export const WAYS = {
  "ahead, all at once": async (client) => {
    await Promise.all(codes.map((code) => client.run(code)));
  },
  // A request comes just as the last reply goes out.
  "ahead, with jitter": async (client) => {
    for (const code of codes) {
      await client.run(code);
      const until = performance.now() + Math.random() * JITTER;
      // A timer of Node's takes whole milliseconds.
      while (performance.now() < until) await setImmediate();
    }
  },
  "one at a time": async (client) => {
    for (const code of codes) {
      await client.run(code);
      if (!(await client.settled(SILENCE.counts))) return;
    }
  },
};

/**
 * Sends a kernel cells in each way in turn, for so many rounds or seconds. Of each way it counts the requests, and those
 * that had no reply when the kernel was silent for 5 s: `late` where it came after another request of this client,
 * `later` where it took a new connection, `lost` where it never did.
 */
export async function race(kernel, { rounds, seconds }) {
  let client = await CellClient.connect(kernel);
  const counts = Object.fromEntries(
    Object.keys(WAYS).map((way) => [way, { requests: 0, late: 0, later: 0, lost: 0, disordered: 0 }]),
  );
  const until = performance.now() + seconds * 1000;
  for (let round = 0; round < rounds && performance.now() < until; round += 1) {
    for (const [way, send] of Object.entries(WAYS)) {
      await send(client);
      const missing = [(await client.settled(SILENCE.counts)) ? 0 : client.missing];
      if (missing[0] > 0) missing.push(await missingAfterWake(client, client));
      if (missing[1] > 0) missing.push(await missingAfterNewConnection(kernel, client));
      const [unanswered, stuck = 0, lost = 0] = missing;
      const count = counts[way];
      count.requests += CELLS;
      count.late += unanswered - stuck;
      count.later += stuck - lost;
      count.lost += lost;
      if (!client.takeOrder()) count.disordered += 1;
      // What a stuck client sends next may be stuck too.
      if (stuck > 0) {
        await client.close();
        client = await CellClient.connect(kernel);
      }
    }
  }
  await client.close();
  return counts;
}

/** Every other cell has a subprocess write its number; the kernel reads that in a thread of its own. */
const shows = codes.map((code, n) =>
  n % 2 === 0 ? { code: `import os; os.system("echo ${n}")`, text: `${n}` } : { code: "x = 1", text: "" },
);

/**
 * Sends a kernel such cells, all at once and one at a time in turn: how many of them showed what another's subprocess
 * had written, or not what their own had.
 */
export async function countStrays(kernel, { rounds, seconds }) {
  const client = await CellClient.connect(kernel);
  const counts = { "ahead, all at once": { cells: 0, strays: 0 }, "one at a time": { cells: 0, strays: 0 } };
  const until = performance.now() + seconds * 1000;
  for (let round = 0; round < rounds && performance.now() < until; round += 1) {
    for (const [way, count] of Object.entries(counts)) {
      const ids = [];
      for (const { code } of shows) {
        ids.push(await client.run(code));
        if (way === "one at a time") await client.settled(SILENCE.counts);
      }
      await client.settled(SILENCE.counts);
      // Text may come after the end of its cell.
      await setTimeout(LATE_TEXT);
      const texts = ids.map((id) => client.takeText(id).trim());
      count.cells += shows.length;
      count.strays += texts.filter((text, n) => text !== shows[n].text).length;
      client.takeOrder();
    }
  }
  await client.close();
  return counts;
}

async function missingAfterNewConnection(kernel, client) {
  const other = await CellClient.connect(kernel);
  const missing = await missingAfterWake(client, other);
  await other.close();
  return missing;
}

async function missingAfterWake(client, waker) {
  await waker.wake();
  await client.settled(SILENCE.woken);
  return client.missing;
}
