"""A browser's side of HTTP: one connection that stays open, a request after the other."""

import http.client
import time
from typing import NamedTuple
from urllib.parse import urlencode

TOKEN = "b" * 32  # Django takes any secret of this length that stands in the cookie and in the form


class Answer(NamedTuple):
    status: int
    body: bytes
    ms: float


class Visitor:
    def __init__(self, port: int, cookie: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}"}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, self.headers, 200)

    def post(self, path: str, **fields: object) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        return self._ask("POST", path, body, self.headers | {"Content-Type": "application/x-www-form-urlencoded"}, 303)

    def _ask(self, method: str, path: str, body: str | None, headers: dict, wanted: int) -> Answer:
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        if response.status != wanted:
            raise RuntimeError(f"{method} {path} gave {response.status} instead of {wanted}")
        return Answer(response.status, content, (time.perf_counter() - began) * 1000)

    def close(self) -> None:
        self.connection.close()
