"""Jupyter messages, made here and handed to JavaScript. https://jupyter-client.readthedocs.io/en/stable/messaging.html"""

import json
import math
import numbers
from base64 import b64encode
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date, datetime, timezone
from uuid import uuid4


class Wire:
    """The way out. Nothing of JavaScript is kept here until `connect`: a snapshot must not hold any of it."""

    def __init__(self):
        self.bridge = None
        self.session = ""
        self._parent = ContextVar("parent", default={})
        self.client = None

    @property
    def parent(self):
        """The request whose child is what is published: the one being handled, or, in a task, the one that began it."""
        return self._parent.get()

    @parent.setter
    def parent(self, request):
        self._parent.set(request)

    def connect(self, bridge):
        self.bridge = bridge
        self.session = uuid4().hex

    def publish(self, kind, content, *, parent=None, metadata=None, buffers=()):
        """To all clients."""
        self._send("iopub", None, self._message(kind, content, parent, metadata), buffers)

    def reply(self, channel, kind, content, *, metadata=None):
        """To the client whose request is being handled."""
        self._send(channel, self.client, self._message(kind, content, None, metadata), ())

    def _message(self, kind, content, parent, metadata):
        header = {
            "msg_id": uuid4().hex,
            "session": self.session,
            "username": "nbproof",
            "date": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
            "msg_type": kind,
            "version": "5.3",
        }
        return header, self.parent if parent is None else parent, metadata or {}, content

    def _send(self, channel, client, parts, buffers):
        self.bridge.post(channel, client, *map(pack, parts), [bytes(buffer) for buffer in buffers])


def pack(value):
    """As jupyter_client does it, so that a mime bundle reads the same whatever kernel it comes from."""
    try:
        return json.dumps(value, default=_plain, allow_nan=False)
    except (TypeError, ValueError):
        return json.dumps(_clean(value), default=_plain)


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Iterable):
        return list(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    raise TypeError(f"{value!r} is not JSON serializable")


def _clean(value):
    """JSON has no NaN, and its keys are text."""
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, dict):
        cleaned = {str(key): _clean(item) for key, item in value.items()}
        if len(cleaned) != len(value):
            raise ValueError("dict cannot be safely converted to JSON: key collision would lead to dropped values")
        return cleaned
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set)) or hasattr(value, "__next__"):
        return [_clean(item) for item in value]
    return value
