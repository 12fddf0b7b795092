"""Files on their way into a draft: each is stored as it comes, and named to the form by a token of its own."""

import logging

import filetype
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.web import trouble
from transom.web.access import agent_page
from transom.web.agent import uploads
from transom.web.contained import contained
from transom.web.redirects import see
from transom.web.trouble import CANNOT_SAVE

log = logging.getLogger("transom.pages")
HEAD = 8192  # bytes that tell what a file is


@agent_page
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take one file. `kept` are the tokens of those that are there already: all together have one limit."""
    if request.method != "POST":
        return see(reverse("drafts"))
    file = request.FILES.get("file")
    if file is None:
        return _words(_("No file arrived. Choose it again."), 422)
    if problem := _too_large(request, actor):
        return _words(problem, 422)
    try:
        [taken] = uploads.take([file])
    except CANNOT_SAVE:
        log.exception("a file could not be stored")
        return _words(trouble.words(), 503)
    return render(request, "composer/file.html", {"file": uploads.shown(taken, actor.id)})


def _too_large(request: HttpRequest, actor: Actor) -> str:
    file = request.FILES["file"]
    before = sum(kept.file.size for kept in uploads.kept(request.POST.getlist("kept"), actor.id))
    if before + file.size <= uploads.LARGEST:
        return ""
    return _("%(name)s is too large: a mail carries 20 MB of files together at most.") % {"name": file.name}


def _words(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@contained
@agent_page
def kept_picture(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """A picture that waits in the composer, for the one whose it is; nothing is here for anyone else, nor of another kind."""
    found = uploads.kept([token], actor.id)
    content = found[0].file.open() if found else None
    if content is None:
        raise Http404
    with content:
        kind = filetype.guess_mime(content.read(HEAD))
        content.seek(0)
        if kind not in uploads.PICTURES:
            raise Http404
        return HttpResponse(content.read(), content_type=kind)
