"""A web server on the loopback that answers as its paths say, and the policy that lets us call it."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from offers.probing import Policy

LOOPBACK = Policy(lets=lambda address: address == "127.0.0.1", ports=range(1, 65536), patience=2, seconds=3)


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: a status, a redirect, or a server that behaves badly."""

    def answer(self) -> None:
        self.server.heard.append((self.command, self.path, self.headers["User-Agent"], self.headers["Host"]))
        _empty, word, *rest = self.path.partition("?")[0].split("/", 2)
        if word == "to":
            self.head(302, rest[0].replace("HOST", self.headers["Host"]))
        elif word == "nohead":
            self.head(405 if self.command == "HEAD" else 200)
        elif word == "hangup":
            self.close_connection = True
        elif word == "drip":
            self.drip()
        else:
            self.head(int(word))

    do_HEAD = do_GET = answer  # noqa: N815 - the names that http.server asks for

    def head(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def drip(self) -> None:
        """Send the head of an answer that never ends, a byte at a time."""
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
                self.wfile.write(bytes([byte]))
                time.sleep(0.1)
        except OSError:
            return

    def log_message(self, *args: object) -> None:
        """Be quiet."""


class WebServer(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.heard: list[tuple[str, str, str, str]] = []
        self.address = f"http://{host}:{self.server_port}"
