"""A server that speaks OpenAI's protocol and says what a test wrote down: well, slowly, half, wrongly, in malice."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Script:
    """What the server answers: `says` makes the words from the last message; `status` other than 200 is an error.

    With `held` it answers only once that is set, with `cut` it breaks off in the middle; `raw` is sent as it is.
    `asked` are the bodies received, `keys` the authorizations.
    """

    says: Callable[[str], str] = lambda message: "Hello there."
    status: int = 200
    held: threading.Event | None = None
    cut: bool = False
    raw: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The address of a server that follows the script."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.asked.append(body)
            script.keys.append(self.headers.get("Authorization", ""))
            if script.held:
                script.held.wait(30)
            self._send(script.raw or _answer(body, script))

        def _send(self, data: bytes) -> None:
            self.send_response(script.status)
            events = data.startswith(b"data:")
            self.send_header("Content-Type", "text/event-stream" if events else "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if script.cut else data)
            self.close_connection = True

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        if script.held:
            script.held.set()
        server.shutdown()
        server.server_close()


def _answer(body: dict[str, Any], script: Script) -> bytes:
    if script.status != 200:
        return json.dumps({"error": {"message": "no, sk-secret-123", "type": "error"}}).encode()
    said = script.says(body["messages"][-1]["content"])
    if body.get("stream"):
        return b"".join(_events(said, body["model"]))
    message = {"role": "assistant", "content": said}
    return json.dumps({
        "id": "1", "object": "chat.completion", "created": 0, "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }).encode()  # fmt: skip


def _events(said: str, model: str) -> Iterator[bytes]:
    """Server-sent events, a few letters each."""
    for start in range(0, len(said), 5):
        choice = {"index": 0, "delta": {"role": "assistant", "content": said[start : start + 5]}, "finish_reason": None}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}
        yield f"data: {json.dumps(chunk)}\n\n".encode()
    yield b"data: [DONE]\n\n"
