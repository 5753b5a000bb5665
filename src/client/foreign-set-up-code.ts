import { isolated, pythonJson } from "../basics/isolated-python.ts";

/** What a kernel on a foreign server is to be given, as far as code can. */
export interface Settlement {
  /** The lesson's working directory on our machine. */
  readonly cwd: string;
  /** A file and what it has in it, as SHA-256 in hex: who reads the same there sees our files. */
  readonly ticket: { readonly path: string; readonly digest: string };
  /** Our user's number where the folder is ours: a kernel of another user could not share it both ways. */
  readonly uid?: number;
  readonly env: Readonly<Record<string, string>>;
}

/** What SETTLE_CODE did, printed as one line of JSON. */
export interface Settled {
  /** The kernel's working directory is ours: the files are there. */
  readonly shared: boolean;
  /** Environment variables that the kernel did not have when it started. */
  readonly late: readonly string[];
}

/**
 * Gives the kernel the lesson's working directory, or a temporary folder of its own that vanishes when the kernel ends,
 * however it ends: a shell waits for the closing of a pipe that only the kernel holds. Environment variables that only
 * count when Python starts are not set, but told; the user's history on that server is left alone.
 */
export function foreignSetUpCode(settlement: Settlement): string {
  return isolated(`
import atexit, hashlib, json, locale, os, shutil, subprocess, sys, tempfile, time
from IPython import get_ipython

wanted = json.loads(${pythonJson(settlement)})
ticket, shared = wanted["ticket"], False
try:
    with open(ticket["path"], "rb") as file:
        shared = hashlib.sha256(file.read()).hexdigest() == ticket["digest"]
    if hasattr(os, "getuid") and "uid" in wanted:
        shared = shared and os.getuid() == wanted["uid"]
except (OSError, ValueError):
    pass

folder = wanted["cwd"]
if not shared:
    folder = os.path.realpath(tempfile.mkdtemp(prefix="nbproof-"))
    if os.name == "posix" and sys.platform != "emscripten":
        wait = 'exec 3<&0; { while read -r line <&3; do :; done; rm -rf "$1"; } &'
        shell = subprocess.Popen(
            ["/bin/sh", "-c", wait, "nbproof", folder], cwd="/", start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        shell.wait()
        # Held open until the kernel's process ends.
        get_ipython()._nbproof_pipe = shell.stdin
    else:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.chdir(folder)

late = []
for name, value in wanted["env"].items():
    if os.environ.get(name) != value:
        late.append(name)
        if name not in ("PYTHONHASHSEED", "IPYTHONDIR"):
            os.environ[name] = value
if hasattr(time, "tzset"):
    time.tzset()
try:
    locale.setlocale(locale.LC_CTYPE, wanted["env"].get("LC_ALL", "C"))
except locale.Error:
    pass

shell = get_ipython()
shell.user_ns["_dh"][:] = [folder]
shell.history_manager.enabled = False
print(json.dumps({"shared": shared, "late": late}))
`);
}

/** One part of a file for a kernel that does not share our disk. */
export interface FilePart {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly base64: string;
  readonly executable: boolean;
}

/** Adds the part to the file's end. */
export function writeFileCode(part: FilePart): string {
  return isolated(`
import base64, json, os

part = json.loads(${pythonJson(part)})
path = os.path.join(*part["path"].split("/"))
os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
with open(path, "ab") as file:
    file.write(base64.b64decode(part["base64"]))
if part["executable"]:
    os.chmod(path, 0o755)
`);
}
