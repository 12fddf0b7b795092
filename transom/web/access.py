"""Who asks: the actor of a request, and the doors before the pages of the desk."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from transom.people.actor import Actor, person
from transom.people.roles import Role

View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """The person who asks, with the roles that they hold now."""
    return person(request.user)


def page_for(may: Callable[[Actor], bool]) -> Callable[[View], View]:
    """A page for those whom `may` lets in; the view is called with the request and the actor.

    Who has not signed in is sent to do so. Who has and may not gets what a missing page gives, to the letter.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            actor = actor_of(request)
            if not may(actor):
                raise Http404
            return view(request, actor, *args, **kwargs)

        return guarded

    return decorate


def _minds_the_mail(actor: Actor) -> bool:
    return actor.is_agent and actor.has(Role.ADMIN, Role.QUEUE_MANAGER)


def _runs_the_desk(actor: Actor) -> bool:
    return actor.is_agent and actor.has(Role.ADMIN)


agent_page = page_for(lambda actor: actor.is_agent)
mail_page = page_for(_minds_the_mail)
admin_page = page_for(_runs_the_desk)
