"""A double of huggingface.co on this machine: the files of one revision of one repository."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha1, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple
from urllib.parse import unquote_plus

from bot.reranker.install import REPOSITORY, REVISION

LARGE = 1_000  # bytes; larger files are kept apart, with a SHA-256


class Hub(NamedTuple):
    """Where it is, and which paths it was asked for, with what was sent along."""

    endpoint: str
    paths: list[str]
    tokens: list[str]


@contextmanager
def hub(files: Mapping[str, bytes], *, stated: Mapping[str, bytes] | None = None) -> Iterator[Hub]:
    """Serve `files`; the checksums are those of `stated`, if given."""
    paths, tokens = list[str](), list[str]()
    known = stated or files

    class Handler(BaseHTTPRequestHandler):
        """Answers as the Hub does."""

        def do_HEAD(self) -> None:
            """The headers of a file."""
            self._file()

        def do_GET(self) -> None:
            """A file."""
            content = self._file()
            self.wfile.write(content or b"")

        def do_POST(self) -> None:
            """The checksums of files."""
            wanted = unquote_plus(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._note()
            body = json.dumps([_stated(path, content) for path, content in known.items() if path in wanted]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _note(self) -> None:
            paths.append(self.path)
            tokens.append(self.headers.get("Authorization", ""))

        def _file(self) -> bytes | None:
            self._note()
            content = files.get(self.path.removeprefix(f"/{REPOSITORY}/resolve/{REVISION}/"))
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            if content is None:
                self.send_header("X-Error-Code", "EntryNotFound")
            else:
                self.send_header("ETag", f'"{sha256(content).hexdigest()}"')
                self.send_header("X-Repo-Commit", REVISION)
            self.end_headers()
            return content

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Hub(f"http://127.0.0.1:{server.server_port}", paths, tokens)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _stated(path: str, content: bytes) -> Mapping[str, object]:
    digest = sha256(content).hexdigest()
    large = {"lfs": {"oid": digest, "size": len(content), "pointerSize": 134}} if len(content) > LARGE else {}
    blob = sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    return {"type": "file", "path": path, "size": len(content), "oid": blob, **large}
