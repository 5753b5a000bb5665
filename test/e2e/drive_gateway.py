"""Drives a server through the gateway client of jupyter_server, and prints what it saw as JSON.

JUPYTER_GATEWAY_URL and JUPYTER_GATEWAY_AUTH_TOKEN name the server, as they do for JupyterLab.
"""

import asyncio
import json
import os
import re

import websocket
from jupyter_server.gateway.gateway_client import GatewayClient
from jupyter_server.gateway.managers import GatewayKernelSpecManager, GatewayMappingKernelManager

TOKEN = os.environ["JUPYTER_GATEWAY_AUTH_TOKEN"]
CODES = [
    "kept = 1; print('out')",
    "1 + 1",
    "1 / 0",
    "from IPython.display import display, HTML; display(HTML('<b>x</b>'))",
]


def send_token():
    """GatewayKernelClient opens its socket without the token that GatewayClient has; no server with one lets it in."""
    connect = websocket.create_connection
    websocket.create_connection = lambda *args, **options: connect(
        *args, header=[f"Authorization: token {TOKEN}"], **options
    )


async def main():
    send_token()
    GatewayClient.instance()
    specs = GatewayKernelSpecManager()
    kernels = GatewayMappingKernelManager()
    seen = {"specs": await specs.list_kernel_specs(), "spec": await specs.get_kernel_spec("python3")}
    seen["logo"] = len(await specs.get_kernel_spec_resource("python3", "logo-64x64.png"))
    seen["absent"] = await refusal(specs.get_kernel_spec("nope"))

    kernel_id = await kernels.start_kernel(kernel_name="python3")
    seen["listed"] = [model["name"] for model in await kernels.list_kernels()]
    kernel = kernels.get_kernel(kernel_id)
    seen["model"] = sorted(await kernels.kernel_model(kernel_id))
    client = kernel.client()
    await client.start_channels()
    seen["cells"] = [await execute(client, code) for code in CODES]
    seen["interrupted"] = await interrupt(kernels, kernel_id, client)
    await kernels.restart_kernel(kernel_id)
    client.stop_channels()
    client = kernel.client()
    await client.start_channels()
    seen["restarted"] = await execute(client, "print('kept' in dir())")
    client.stop_channels()
    seen["alive"] = await kernel.is_alive()
    await kernels.shutdown_kernel(kernel_id)
    seen["left"] = await kernels.list_kernels()
    print(json.dumps(seen))


async def execute(client, code, on_stream=None):
    """The messages of a cell, until both its reply and its idle have come."""
    message_id = client.execute(code)
    iopub = []
    while True:
        message = await client.get_iopub_msg(timeout=30)
        if message["parent_header"].get("msg_id") != message_id:
            continue
        iopub.append(summary(message))
        if message["msg_type"] == "stream" and on_stream:
            await on_stream()
        if message["content"].get("execution_state") == "idle":
            break
    reply = await client.get_shell_msg(timeout=30)
    return {"iopub": iopub, "reply": summary(reply)}


async def interrupt(kernels, kernel_id, client):
    return await execute(
        client, "print('on')\nwhile True: pass", lambda: kernels.interrupt_kernel(kernel_id)
    )


def summary(message):
    content = re.sub(r"ipykernel_\d+/\d+", "ipykernel_PID/CELL", json.dumps(message["content"]))
    content = re.sub(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "ID", content)
    content = {key: value for key, value in json.loads(content).items() if key not in ("started", "engine")}
    return {
        "channel": message["channel"],
        "type": message["msg_type"],
        "keys": sorted(key for key in message if key != "dropped_buffers"),
        "parent": message["parent_header"].get("msg_type"),
        "content": content,
    }


async def refusal(awaitable):
    try:
        await awaitable
    except Exception as error:
        return type(error).__name__
    return None


asyncio.run(main())
