import { readdir, readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** A process of this machine, as the system tells of it. */
interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
  /** Those that it was started with. */
  readonly variables: string;
}

/** The processes in which a process runs lessons. */
export async function lessonProcessesOf(parent: number | undefined): Promise<readonly number[]> {
  const all = await systemProcesses();
  return all
    .filter((each) => each.parent === parent && each.args.includes("dist/lesson-process.js"))
    .map(({ pid }) => pid);
}

/** What lies in a folder, and what runs with it in its command line or environment. */
export async function leftIn(folder: string): Promise<readonly string[]> {
  // A folder may be removed while it is read.
  const files = await readdir(folder, { recursive: true }).catch(() => ["what is being removed"]);
  const all = await systemProcesses();
  const running = all.filter(({ args, variables }) => `${args}${variables}`.includes(folder));
  return [...files, ...running.map(({ pid, args }) => `${pid} ${args}`)];
}

/** Resolves when it holds, or the time (in milliseconds) is over. */
export async function until(holds: () => Promise<boolean> | boolean, time = 60_000): Promise<void> {
  for (const deadline = Date.now() + time; !(await holds()) && Date.now() < deadline; await setTimeout(20));
}

async function systemProcesses(): Promise<readonly SystemProcess[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [stat, args, variables] = await Promise.all(["stat", "cmdline", "environ"].map((name) => read(pid, name)));
      // A program's name may have spaces and brackets in it.
      const parent = Number(stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      return { pid, parent, args: args?.replaceAll("\0", " ") ?? "", variables: variables ?? "" };
    }),
  );
  return found;
}

/** Empty where the process has ended meanwhile. */
async function read(pid: number, name: string): Promise<string> {
  return await readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
}
