"""sys.stdout and sys.stderr as messages."""

import asyncio
import io
import time

# A message for each write is slow, and there is no thread that could send what waits: a line after a pause goes out at
# once, and those that follow on its heels are gathered.
_PAUSE = 0.02
_FULL = 32_768


class OutStream(io.TextIOBase):
    """A text stream whose text is published."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, wire, name, fileno):
        self._wire = wire
        self.name = f"<{name}>"
        self._stream = name
        self._fileno = fileno
        self._parts = []
        self._size = 0
        self._flushed = 0.0
        self._parent = {}
        self._timer = None

    def writable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        return self._fileno

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if self._parent is not self._wire.parent:
            # A task of an earlier cell, or the cell after one: each text is its own request's child.
            self.flush()
            self._parent = self._wire.parent
        self._parts.append(text)
        self._size += len(text)
        if self._size >= _FULL or (text.endswith("\n") and time.monotonic() - self._flushed >= _PAUSE):
            self.flush()
        elif self._timer is None:
            # The end of a cell flushes; a task may print when none runs any more.
            self._timer = asyncio.get_event_loop().call_later(_PAUSE, self._on_timer)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def _on_timer(self):
        self._timer = None
        self.flush()

    def flush(self):
        if not self._parts:
            return
        text = "".join(self._parts)
        self._parts = []
        self._size = 0
        for start in range(0, len(text), _FULL):
            self._wire.publish("stream", {"name": self._stream, "text": text[start : start + _FULL]}, parent=self._parent)
        self._flushed = time.monotonic()
