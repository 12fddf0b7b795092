"""What a rule holds for grows with the rules that may take a ticket from it, and not with all that there are."""

from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.due import holds
from transom.tickets.models import Ticket
from transom.timers.models import RuleKind, TimerRule
from transom.timers.rules import Rule


def rule(place: int, **wanted) -> Rule:
    return Rule.of(
        TimerRule(pk=place, kind=RuleKind.REACTION, name="A rule", position=place, after_minutes=60, **wanted)
    )


def test_rules_of_other_teams_are_not_asked(desk):
    rules = [rule(place, team_id=place) for place in range(1, 200)]
    first, last = (str(Ticket.objects.filter(holds(one, rules)).query) for one in (rules[0], rules[-1]))
    assert len(last) < len(first) + 10


def held_by(ticket, rules) -> list[Rule]:
    return [one for one in rules if Ticket.objects.filter(holds(one, rules), pk=ticket.pk).exists()]


def test_the_first_that_fits_holds(ticket, quinn, as_actor):
    team = Team.objects.create(name="Printers")
    other, mine, tier, everybodys = (
        rule(1, team_id=team.pk + 1),
        rule(2, team_id=team.pk),
        rule(3, tier="Gold"),
        rule(4),
    )
    rules = [other, mine, tier, everybodys]
    assert held_by(ticket, rules) == [everybodys]
    actions.assign_team(ticket, team, actor=as_actor(quinn))
    assert held_by(ticket, rules) == [mine]
    assert held_by(ticket, [everybodys, *rules[:3]]) == [mine]
    assert held_by(ticket, [rule(0), *rules]) == [rule(0)]
