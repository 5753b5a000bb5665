"""sys.stdout and sys.stderr as messages."""

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

    def writable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        return self._fileno

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._parts.append(text)
        self._size += len(text)
        if self._size >= _FULL or (text.endswith("\n") and time.monotonic() - self._flushed >= _PAUSE):
            self.flush()
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        if not self._parts:
            return
        text = "".join(self._parts)
        self._parts = []
        self._size = 0
        for start in range(0, len(text), _FULL):
            self._wire.publish("stream", {"name": self._stream, "text": text[start : start + _FULL]})
        self._flushed = time.monotonic()
