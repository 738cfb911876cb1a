"""Serves a built site on the loopback as a web host does.

Compressed, with connections kept, a page for mistakes, and the headers that the site's file `_headers` asks for.
"""

import functools
import gzip
import http.server
import io
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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
        for name, value in headers_for(self.path, read_headers(Path(self.directory))).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", _LONG_CACHE if self.path.startswith("/assets/") else "no-cache")
        self.end_headers()
        return io.BytesIO(body)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return _TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def log_message(self, *_: object) -> None:
        """The tests' output is about the tests."""


#: Of a file `_headers`: each pattern, with the headers below it.
Rules = list[tuple[str, dict[str, str]]]


def read_headers(site_path: Path) -> Rules:
    """What a site's file `_headers` says; nothing where it has none."""
    path = site_path / "_headers"
    rules: Rules = []
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


def headers_for(address: str, rules: Rules) -> dict[str, str]:
    """The headers of an address: where several rules match, Cloudflare Pages joins what they say with commas."""
    found: dict[str, list[str]] = {}
    for pattern, headers in rules:
        if re.fullmatch(".*".join(map(re.escape, unquote(pattern).split("*"))), unquote(urlsplit(address).path)):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return {name: ", ".join(values) for name, values in found.items()}


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
