"""Who has it, what it is, how urgent it is, what it is called."""

from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.models import Watcher
from transom.workflow.models import TicketType


def post(browser, at, verb, ticket, now, **said):
    return browser.post(at(verb), said | {"seen": now(ticket).version})


def test_give_it_to_someone_and_back_to_nobody(ticket, dev, sues, at, now):
    assert post(sues, at, "assignee", ticket, now, assignee=dev.pk).status_code == 303
    assert now(ticket).assignee == dev
    assert post(sues, at, "assignee", ticket, now, assignee="").status_code == 303
    assert now(ticket).assignee is None


def test_nobody_without_a_role_can_have_it_or_is_offered(ticket, olga, sues, at, now):
    assert "Olga" not in sues.get(at()).content.decode()
    answer = post(sues, at, "assignee", ticket, now, assignee=olga.pk)
    assert answer.status_code == 422
    assert "Choose someone with a role at the desk." in answer.content.decode()
    assert now(ticket).assignee is None


def test_two_who_take_it_at_once(ticket, sue, dev, sues, at, now, as_actor):
    seen = now(ticket).version
    actions.assign(ticket, dev, actor=as_actor(dev))
    answer = sues.post(at("assignee"), {"assignee": sue.pk, "seen": seen})
    assert answer.status_code == 409
    assert "took it" in answer.content.decode()
    assert now(ticket).assignee == dev


def test_team(ticket, sues, at, now):
    team = Team.objects.create(name="Payments")
    post(sues, at, "team", ticket, now, team=team.pk)
    assert now(ticket).team == team


def test_urgent_needs_a_reason(ticket, sues, at, now):
    answer = post(sues, at, "priority", ticket, now, priority="urgent", reason=" ")
    assert answer.status_code == 422
    assert "Say why this is urgent" in answer.content.decode()
    assert post(sues, at, "priority", ticket, now, priority="urgent", reason="Payroll is tonight.").status_code == 303
    assert now(ticket).is_urgent
    assert "Payroll is tonight, " in sues.get(at()).content.decode()


def test_type(ticket, sues, at, now):
    issue = TicketType.objects.get(slug="issue")
    assert post(sues, at, "type", ticket, now, ticket_type=issue.pk).status_code == 303
    assert now(ticket).ticket_type == issue
    assert post(sues, at, "type", ticket, now, ticket_type=issue.pk).status_code == 422


def test_who_takes_it_is_not_given_it(ticket, sue, quinn, sues, at, now):
    post(sues, at, "assignee", ticket, now, assignee=sue.pk)
    assert "took it" in sues.get(at()).content.decode()
    post(sues, at, "assignee", ticket, now, assignee=quinn.pk)
    assert "assigned it to Quinn Abara" in sues.get(at()).content.decode()


def test_subject(ticket, sues, at, now):
    post(sues, at, "subject", ticket, now, subject="Printer on fire, third floor")
    assert now(ticket).subject == "Printer on fire, third floor"
    assert post(sues, at, "subject", ticket, now, subject=" ").status_code == 422


def test_tags(ticket, sues, at, now):
    post(sues, at, "tags", ticket, now, tags="Printer; third floor, printer,")
    assert sorted(ticket.tags.values_list("name", flat=True)) == ["printer", "third floor"]
    answer = post(sues, at, "tags", ticket, now, tags="x" * 60)
    assert answer.status_code == 422
    assert "x" * 60 in answer.content.decode(), "what was typed stays"


def test_watching(ticket, sue, sues, at, now):
    post(sues, at, "watch", ticket, now, watching="1")
    assert Watcher.objects.filter(ticket=ticket, user=sue).exists()
    assert "Stop watching" in sues.get(at()).content.decode()
    post(sues, at, "watch", ticket, now)
    assert not Watcher.objects.filter(ticket=ticket, user=sue).exists()
