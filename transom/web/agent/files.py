"""Files of a ticket, served through its scope: to keep on a disk, or, of pictures alone, to be shown in a mail's frame."""

import filetype
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from transom.people.actor import Actor
from transom.tickets.messages import Attachment
from transom.web.access import agent_page
from transom.web.contained import contained

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
HEAD = 8192  # bytes that tell what a file is


@contained
@agent_page
def attachment(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The file, always as a download and never as what it says it is."""
    row = _attachment(actor, pk)
    name = "".join(letter for letter in row.filename if letter.isprintable()) or "file"
    return FileResponse(row.file.open(), as_attachment=True, filename=name, content_type="application/octet-stream")


@contained
@agent_page
def picture(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The file where its bytes are a picture of pixels; else there is nothing here. SVG is a document, not a picture."""
    file = _attachment(actor, pk).file.open()
    kind = filetype.guess_mime(file.read(HEAD))
    if kind not in PICTURES:
        file.close()
        raise Http404
    file.seek(0)
    return FileResponse(file, content_type=kind)


def _attachment(actor: Actor, pk: int) -> Attachment:
    return get_object_or_404(Attachment.objects.visible_to(actor).select_related("file"), pk=pk)
