"""The floor: what running cells costs at the least. A raw ZMQ client, whose kernels are forked from a process with
ipykernel imported, sends each cell, waits for reply and idle, and reads every output. Nothing is compared or written.

    floor.py start COUNT           prints the milliseconds until each of so many kernels was ready
    floor.py cell COUNT            prints the milliseconds that each of so many cells took, in one kernel
    floor.py pack JOBS NOTEBOOK…   executes notebooks, so many at a time
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import zmq

Json = dict[str, Any]

SERVER = r"""
import gc, json, os, signal, socket, sys
import IPython, zmq, tornado, sqlite3, pdb, debugpy, ipykernel.debugger, ipykernel.zmqshell, ipykernel.kernelapp
inbox = socket.socket(fileno=int(sys.argv[1]))
running = set()
# Else each kernel looks through all this for garbage, and copies it.
gc.collect()
print("ready", flush=True)
# Kernels print a greeting to it that nobody reads.
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
while request := inbox.recv(65536):
    file = request.decode()
    running.add(pid := os.fork())
    if pid == 0:
        os.setsid()
        inbox.close()
        app = ipykernel.kernelapp.IPKernelApp.instance()
        app.initialize(["-f", file, "--HistoryManager.enabled=False"])
        app.start()
        os._exit(0)
    while running and (ended := os.waitpid(-1, os.WNOHANG)[0]):
        running.discard(ended)
for pid in running:
    # One that was not told to end in time would stay for ever.
    os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)
"""


class Kernel:
    """A forked kernel and the sockets to it."""

    def __init__(self, folder: str, server: socket.socket) -> None:
        name = os.path.join(folder, uuid.uuid4().hex[:8])
        ports = {f"{channel}_port": n for n, channel in enumerate(["shell", "iopub", "stdin", "control", "hb"], 1)}
        connection = {"transport": "ipc", "ip": name, "key": "", "signature_scheme": "hmac-sha256", **ports}
        with open(f"{name}.json", "w", encoding="utf-8") as file:
            json.dump(connection, file)
        context = zmq.Context.instance()
        self.shell, self.control = context.socket(zmq.DEALER), context.socket(zmq.DEALER)
        self.iopub = context.socket(zmq.SUB)
        self.iopub.subscribe(b"")
        for channel in ("shell", "control", "iopub"):
            to: zmq.Socket[bytes] = getattr(self, channel)
            to.linger, to.reconnect_ivl = 0, 5
            to.connect(f"ipc://{name}-{ports[f'{channel}_port']}")
        self.poller = zmq.Poller()
        self.poller.register(self.shell, zmq.POLLIN)
        self.poller.register(self.iopub, zmq.POLLIN)
        server.send(f"{name}.json".encode())
        self.greet()

    def greet(self) -> None:
        """
        A reply does not mean that iopub is connected: asks again until something has come there too. Never before the
        last reply is there, since ipykernel may lose what arrives meanwhile.
        """
        published = False
        while not published:
            send(self.shell, "kernel_info_request", {})
            self.shell.recv_multipart()
            published = self.iopub.poll(20) != 0

    def execute(self, code: str) -> None:
        self.ask("execute_request", {"code": code, "silent": False, "store_history": True, "allow_stdin": False})

    def ask(self, kind: str, content: Json) -> None:
        """Sends a request and reads all that it brings: the reply, and iopub up to its idle."""
        asked = send(self.shell, kind, content)
        replied = idle = False
        while not (replied and idle):
            for ready, _ in self.poller.poll():
                frames = ready.recv_multipart()
                at = frames.index(b"<IDS|MSG>")
                header, parent, _, answer = (json.loads(frame) for frame in frames[at + 2 : at + 6])
                if parent.get("msg_id") != asked:
                    continue
                if ready is self.shell:
                    if answer["status"] != "ok":
                        raise RuntimeError(answer)
                    replied = True
                elif header["msg_type"] == "status":
                    idle = answer["execution_state"] == "idle"

    def shutdown(self) -> None:
        send(self.control, "shutdown_request", {"restart": False})
        # ipykernel ends without having sent its reply in some runs.
        self.control.poll(100)
        for to in (self.shell, self.control, self.iopub):
            to.close()


@contextmanager
def fork_server() -> Iterator[tuple[str, socket.socket]]:
    """A folder for connection files, and the socket that takes their paths."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-c", SERVER, str(theirs.fileno())]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        theirs.close()
        if server.stdout is None or server.stdout.readline() != b"ready\n":
            raise RuntimeError("The fork server did not start")
        yield folder, ours
        ours.close()
        server.wait()


def send(to: "zmq.Socket[bytes]", kind: str, content: Json) -> str:
    msg_id = uuid.uuid4().hex
    header = {"msg_id": msg_id, "session": "floor", "username": "", "msg_type": kind, "version": "5.4", "date": ""}
    to.send_multipart([b"<IDS|MSG>", b"", *(json.dumps(part).encode() for part in (header, {}, {}, content))])
    return msg_id


def start(count: int) -> list[float]:
    took = []
    with fork_server() as server:
        for _ in range(count):
            before = time.perf_counter()
            kernel = Kernel(*server)
            took.append(1000 * (time.perf_counter() - before))
            kernel.shutdown()
    return took


def cell(count: int) -> list[float]:
    took = []
    with fork_server() as server:
        kernel = Kernel(*server)
        for _ in range(count):
            before = time.perf_counter()
            kernel.execute("1 + 1")
            took.append(1000 * (time.perf_counter() - before))
        kernel.shutdown()
    return took


def pack(jobs: int, paths: list[str]) -> list[int]:
    def execute(path: str) -> int:
        with open(path, encoding="utf-8") as notebook:
            cells = [cell for cell in json.load(notebook)["cells"] if cell["cell_type"] == "code"]
        kernel = Kernel(*server)
        for cell in cells:
            kernel.execute("".join(cell["source"]))
        kernel.shutdown()
        return len(cells)

    with fork_server() as server, ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(execute, paths))


if __name__ == "__main__":
    what, number, *rest = sys.argv[1:]
    run = {"start": lambda: start(int(number)), "cell": lambda: cell(int(number)), "pack": lambda: pack(int(number), rest)}
    print(json.dumps(run[what]()))
