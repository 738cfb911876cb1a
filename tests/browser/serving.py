"""Serves a built site on the loopback as a web host does: compressed, with connections kept and a page for mistakes."""

import functools
import gzip
import http.server
import io
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: Said here, since what Python takes from the system differs from one to the next.
_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")
_LONG_CACHE = "public, max-age=31536000, immutable"


class _SiteHandler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave in one packet; otherwise each answer waits for the other side's acknowledgement
    wbufsize = -1
    disable_nagle_algorithm = True

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not urlsplit(self.path).path.endswith("/"):
                # Redirects to the folder, which is all that is left for it to do
                super().send_head()
                return None
            path /= "index.html"
        if path.is_file():
            return self._answer(HTTPStatus.OK, path)
        not_found_path = Path(self.directory, "404.html")
        if not_found_path.is_file():
            return self._answer(HTTPStatus.NOT_FOUND, not_found_path)
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _answer(self, status: HTTPStatus, path: Path) -> io.BytesIO:
        kind = self.guess_type(path)
        is_text = kind.startswith(_TEXTS)
        is_compressed = is_text and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _compressed(path, path.stat().st_mtime_ns) if is_compressed else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if is_text:
            self.send_header("Vary", "Accept-Encoding")
        if is_compressed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", _LONG_CACHE if self.path.startswith("/assets/") else "no-cache")
        self.end_headers()
        return io.BytesIO(body)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return _TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def log_message(self, *_: object) -> None:
        """The tests' output is about the tests."""


@functools.cache
def _compressed(path: Path, _: int) -> bytes:
    """A file as hosts send it; the second argument is when it was written."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class _Server(http.server.ThreadingHTTPServer):
    #: A browser opens several connections at once.
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        # A browser that leaves a page hangs up on what it had asked for
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site_path: Path) -> Iterator[str]:
    """Serves a folder, which may be built after its address is known.

    Args:
        site_path: the folder; `404.html` in it answers for whatever is missing.

    Yields:
        The address of the root, which ends with a slash.
    """
    handler = functools.partial(_SiteHandler, directory=str(site_path))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
