"""A web server of two threads that tells what came to it; it can be away, or take a request in and end without a word."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from tests.servers.processes import HOST

THREADS = 2


class Backend(HTTPServer):
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__((HOST, 0), Handler)
        self.drops = False
        self.lacks = ""
        self.taken: list[str] = []
        self.pool = ThreadPoolExecutor(THREADS)
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        self.pool.submit(self.answer, request, client_address)

    def answer(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        finally:
            self.shutdown_request(request)

    def stop(self) -> None:
        self.shutdown()
        self.thread.join()
        self.pool.shutdown(wait=True)
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request a connection, so that the threads are held by requests and not by connections."""

    server: Backend

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.taken.append(f"{self.command} {self.path}")
        if self.server.drops:
            return
        if self.path == self.server.lacks:
            self.send_error(404)
            return
        told = {"bytes": len(body), "sha256": sha256(body).hexdigest(), "headers": dict(self.headers.items())}
        answer = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815 - the name that http.server calls

    def log_message(self, *_: Any) -> None:
        """Nothing: the test asks what was taken."""
