"""`/healthz` before all else: answered by the event loop itself, so that it says "alive" while every thread of the pages
waits for the database. A supervisor that restarted the desk then would make things worse.
"""

PATH, METHODS = "/healthz", ("GET", "HEAD")
BODY = b'{"status": "ok"}'
HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"content-length", str(len(BODY)).encode()),
]


class Health:
    """An ASGI application that answers `/healthz` and gives everything else to `pages`."""

    def __init__(self, pages):
        self.pages = pages

    async def __call__(self, scope, receive, send):
        if scope.get("path") != PATH or scope.get("method") not in METHODS:
            await self.pages(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else BODY})
