"""Every component of the desk in every state, light and dark side by side. For whoever builds on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.people.models import Theme
from transom.web.access import admin_page
from transom.web.setup.places import setup_frame
from transom.web.setup.specimens import specimens as shown


@admin_page
def styleguide(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "setup/styleguide.html", setup_frame(actor, "styleguide") | {"themes": Theme})


@admin_page
def specimens(request: HttpRequest, actor: Actor, theme: str) -> HttpResponse:
    """The components in one theme: a page of its own, shown in a frame of the style guide."""
    if theme not in Theme.values:
        raise Http404
    return render(request, "setup/specimens.html", shown() | {"only_theme": theme})
