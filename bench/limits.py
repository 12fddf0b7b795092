"""The limits that figures are held against, each a small program of its own: `python -m bench.limits NAME …`.

throw-away PORT   aiosmtpd with a handler that takes every mail and drops it
static PORT FILE  the same bytes for every request, behind the server that serves the desk's pages
"""

import asyncio
import sys
from pathlib import Path

import uvicorn
from a2wsgi import WSGIMiddleware
from aiosmtpd.smtp import SMTP

THREADS = 8  # as in transom.config.asgi


class ThrowAway:
    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        return "250 2.0.0 Gone"


async def throw_away(port: int) -> None:
    loop, handler = asyncio.get_running_loop(), ThrowAway()

    def session():
        return SMTP(handler, data_size_limit=50 * 1024 * 1024, enable_SMTPUTF8=True, decode_data=False, loop=loop)

    server = await loop.create_server(session, "127.0.0.1", port)
    await server.serve_forever()


def static(port: int, file: str) -> None:
    body = Path(file).read_bytes()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]

    def page(environ, start_response):
        start_response("200 OK", headers)
        return [body]

    application = WSGIMiddleware(page, workers=THREADS)
    uvicorn.run(application, host="127.0.0.1", port=port, lifespan="off", log_level="warning", access_log=False)


if __name__ == "__main__":
    if sys.argv[1] == "throw-away":
        asyncio.run(throw_away(int(sys.argv[2])))
    else:
        static(int(sys.argv[2]), sys.argv[3])
