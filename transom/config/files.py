"""Files on their way to a reader who may be slow: read by the loop, at the reader's pace, after the thread is free again."""

import asyncio

PIECE = 64 * 1024


class FileLater:
    """What WSGI calls a file wrapper (PEP 3333): the application hands over an open file instead of its bytes."""

    def __init__(self, file, block_size: int = PIECE):
        self.file = file

    def __iter__(self):
        return iter(lambda: self.file.read(PIECE), b"")


def leaving_files(pages):
    """The WSGI application `pages`, whose files are left in the ASGI scope instead of being read by its thread."""

    def application(environ, start_response):
        environ["wsgi.file_wrapper"] = FileLater
        answer = pages(environ, start_response)
        if isinstance(answer, FileLater):
            environ["asgi.scope"]["transom.file"] = answer.file
            return []
        return answer

    return application


class SendingFiles:
    """An ASGI application that sends the files which `application` left behind."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        held_back = []

        async def send_but_hold_the_end(message):
            is_end = message["type"] == "http.response.body" and not message.get("more_body", False)
            await (_keep(held_back, message) if is_end and "transom.file" in scope else send(message))

        try:
            await self.application(scope, receive, send_but_hold_the_end)
            if file := scope.get("transom.file"):
                while piece := await asyncio.to_thread(file.read, PIECE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            for message in held_back:
                await send(message)
        finally:
            if file := scope.get("transom.file"):
                await asyncio.to_thread(file.close)


async def _keep(held_back: list, message: dict) -> None:
    held_back.append(message)
