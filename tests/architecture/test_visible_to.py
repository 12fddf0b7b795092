"""Whoever asks gets rows through `visible_to` alone, so that what is foreign answers like what is missing."""

import ast

import pytest
from django.apps import apps
from django.utils import timezone

from tests.architecture.source import assert_holds, bad, last_name, modules
from transom.composing.drafts import Writing, keep
from transom.tickets import actions
from transom.tickets.files import store

SERVED = ("Ticket", "Message", "Note", "Attachment", "InboundEmail", "OutboundEmail", "Draft")
NARROWED_BY = ("ticket", "message__ticket", "note__ticket", "other__in", "ticket__in", "message")
"""Filters that hold rows to tickets which the caller has got through `visible_to` already. Not for views."""
NARROWED_OTHERWISE = {
    ("web/composer/bar.py", "of_frame"): "one's own, outside the mailboxes that `visible_to` left out",
    ("web/composer/beside.py", "drafts"): "of the ticket that it is given: one's own and what is shared",
    ("web/composer/drafts.py", "_lost"): "a number: one's own that `visible_to` leaves out",
    ("web/agent/desk.py", "_waiting"): "a number, outside the mailboxes that `visible_to` left out",
    ("web/agent/desk.py", "_frame"): "outside the mailboxes that `visible_to` left out",
    ("web/agent/desk.py", "_alone"): "outside the mailboxes that `visible_to` left out",
    ("web/agent/ticket.py", "_numbered"): "outside the mailboxes that `visible_to` left out",
    ("web/agent/whom.py", "_others"): "its keys come out of `visible`, or are the ticket's own",
    ("web/agent/around.py", "_files"): "of the ticket that it is given",
    ("web/agent/around.py", "_held"): "of the ticket that it is given, and of those merged into it",
    ("web/agent/around.py", "_asking"): "the type of the ticket that it is given",
    ("web/agent/thread.py", "thread"): "the mails that the ticket's own events name",
    ("web/agent/talking.py", "reply"): "the ticket that it is given, read again",
}


def is_view(node: ast.AST) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "request"


def function_around(module, node):
    while node is not None and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        node = module.parents.get(node)
    return node


def keywords_in(call: ast.Call | None) -> set[str]:
    """The keywords of a call and of the Q()s within: the columns that it filters by."""
    calls = [node for node in ast.walk(call) if isinstance(node, ast.Call)] if call else []
    return {keyword.arg for node in calls for keyword in node.keywords if keyword.arg}


def unscoped(module):
    for name, manager in module.managers_of(*SERVED):
        links, function = module.calls_from(manager), function_around(module, manager)
        if manager.attr == "objects" and links and links[0][0] == "visible_to":
            continue
        where = (module.path, function.name) if function else ()
        in_view = function is not None and is_view(function)
        narrowed = any(keywords_in(call).intersection(NARROWED_BY) for _verb, call in links)
        if in_view or not (narrowed or where in NARROWED_OTHERWISE):
            yield module.at(manager, f"{name}.{manager.attr} without visible_to(actor)")
    for call in module.calls():
        if last_name(call.func) in ("get_object_or_404", "get_list_or_404") and last_name(call.args[0]) in SERVED:
            yield module.at(call, f"{last_name(call.args[0])} without visible_to(actor)")


def test_web_takes_rows_from_visible_to():
    assert_holds(unscoped, "web")


@pytest.mark.parametrize(
    "snippet",
    [
        "Ticket.objects.get(number=1)",
        "models.Message.objects.filter(pk=1)",
        "Note.objects.all()",
        "get_object_or_404(Attachment, pk=1)",
        "get_object_or_404(Ticket.objects, pk=1)",
        "Ticket.objects.filter(pk=1).visible_to(actor)",
        "def page(request, number):\n    Message.objects.filter(ticket=number)",
    ],
)
def test_an_unscoped_row_is_seen(snippet):
    assert bad(unscoped, snippet)


@pytest.mark.parametrize(
    "snippet",
    [
        "Ticket.objects.visible_to(actor).get(number=1)",
        "get_object_or_404(Ticket.objects.visible_to(actor), number=1)",
        "def files(ticket):\n    return Attachment.objects.filter(message__ticket=ticket)",
    ],
)
def test_a_scoped_row_passes(snippet):
    assert not bad(unscoped, snippet)


def test_every_exception_is_still_needed():
    used = {(module.path, node.name) for module in modules("web") for node in module.each(ast.FunctionDef)}
    assert NARROWED_OTHERWISE.keys() <= used


@pytest.fixture
def busy(ticket, sue, as_actor):
    """Ann's ticket with one row of each kind that pages serve."""
    file = actions.NewAttachment(store(b"log"), "log.txt", "text/plain")
    actions.note(ticket, actions.Words("Between us.", attachments=(file,)), actor=as_actor(sue))
    keep(ticket, Writing(body="Half a thought"), actor=as_actor(sue), now=timezone.now())
    return ticket


@pytest.mark.parametrize("name", SERVED)
def test_people_of_the_desk_see_it_and_outsiders_do_not(busy, sue, olga, as_actor, name):
    rows = apps.get_model("transom", name).objects
    assert rows.visible_to(as_actor(sue)).exists()
    assert not rows.visible_to(as_actor(olga)).exists()


@pytest.mark.parametrize("name", SERVED)
def test_a_stranger_at_a_customers_sees_nothing(busy, mail, as_actor, name):
    stranger = mail(sender="Eve <eve@other.example>").ticket.requester
    column = {"Ticket": "pk", "Attachment": "note__ticket"}.get(name, "ticket")
    rows = apps.get_model("transom", name).objects
    assert rows.filter(**{column: busy.pk}).exists()
    assert not rows.visible_to(as_actor(stranger)).filter(**{column: busy.pk}).exists()


@pytest.mark.parametrize("name", ["Note", "Attachment", "InboundEmail", "OutboundEmail", "Draft"])
def test_the_customer_sees_nothing_internal(busy, ann, as_actor, name):
    assert not apps.get_model("transom", name).objects.visible_to(as_actor(ann)).exists()
