"""How a verb comes from a page to the ticket: one small resource each, that takes POST and answers with a redirect.

A form that does not go through comes back with the whole ticket page and everything that was typed: 422 where it
makes no sense or is not allowed, 409 where something came in that its writer had not seen, 503 where the desk cannot save.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from transom.people.actor import Actor
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import MergedInto
from transom.tickets.history import Event
from transom.tickets.log import SomethingCameIn
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.web import trouble
from transom.web.access import agent_page
from transom.web.agent.following import NEXT, next_url
from transom.web.agent.forms import VerbForm
from transom.web.agent.show import ticket_url
from transom.web.agent.ticket import Found, find, queue_of, ticket_page
from transom.web.redirects import see
from transom.web.trouble import CANNOT_SAVE
from transom.workflow.rules import TransitionDenied

log = logging.getLogger("transom.pages")
Act = Callable[[Actor, Ticket, VerbForm], Ticket | Message | Note | str]


def verb(form_class: type[VerbForm]) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a view of a function that acts on a ticket with a valid form, and returns what to look at afterwards."""

    def decorate(act: Act):
        @agent_page
        @wraps(act)
        def view(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
            found = find(actor, number)
            if request.method != "POST":
                return see(ticket_url(number, queue_of(request)))
            form = form_class(request.POST, request.FILES, ticket=found.ticket, actor=actor)
            form.queue = queue_of(request)
            if found.ticket.merged_into:
                return _merged_meanwhile(request, actor, found.ticket, form)
            after = _next(request, actor, found)
            result, status = attempt(act, actor, found.ticket, form)
            if result is not None:
                for words in form.warnings:
                    messages.warning(request, words)
                return see(after or _place(result, queue_of(request)))
            return ticket_page(request, actor, find(actor, number), form, status)

        view.verb = (form_class, act)  # for pages that lead back to themselves
        return view

    return decorate


def _next(request: HttpRequest, actor: Actor, found: Found) -> str:
    """Where the button that was pressed leads on to; empty where it is to the ticket itself."""
    if request.POST.get("then") != NEXT:
        return ""
    return next_url(actor, found.visible, found.ticket, queue_of(request))


def attempt(act: Act, actor: Actor, ticket: Ticket, form: VerbForm) -> tuple[Ticket | Message | Note | None, int]:
    """What the verb gave, or None and the status of the page that says why it did not; the form carries the reasons."""
    try:
        return (act(actor, ticket, form), 303) if form.is_valid() else (None, 422)
    except NotAllowed:
        raise Http404 from None
    except SomethingCameIn as stop:
        form.came_in = stop.events
        return None, 409
    except (Refused, TransitionDenied) as refusal:
        form.add_error(None, str(refusal))
        return None, 422
    except CANNOT_SAVE:
        log.exception("a verb could not be saved")
        form.add_error(None, trouble.words())
        return None, 503


def _place(result: Ticket | Message | Note | str, queue: str) -> str:
    """Where to look: the ticket, at the word that was said. A verb that knows better gives the address itself."""
    if isinstance(result, str):
        return result
    if isinstance(result, Ticket):
        return ticket_url(result.number, queue)
    kind = "message" if isinstance(result, Message) else "note"
    return f"{ticket_url(result.ticket.number, queue)}#{kind}-{result.pk}"


def _merged_meanwhile(request: HttpRequest, actor: Actor, ticket: Ticket, form: VerbForm) -> HttpResponse:
    """Someone merged the ticket while this was written: the words come along to where everything else went."""
    form.is_valid()
    form.came_in = list(Event.objects.of_ticket(ticket.pk).filter(kind=MergedInto.kind))
    return ticket_page(request, actor, _successor(actor, ticket), form, 409)


def _successor(actor: Actor, ticket: Ticket) -> Found:
    found = find(actor, ticket.merged_into.number)
    return _successor(actor, found.ticket) if found.ticket.merged_into else found
