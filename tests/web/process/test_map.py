"""The map of a path: what stands where, what it says and where it leads, also to who does not see it."""

from datetime import timedelta

import pytest
from django.template import engines
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from transom.tickets.dwelling import Figures
from transom.web.process.map import Links, drawing
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.paths import PATHS

ISSUE = next(path for path in PATHS if path.type == "issue")
ENDS = {"closed-without-answer", "not-for-us", "spam", "merged"}
PAGE = '{% from "components/path_map.html" import path_map, path_table %}{{ path_map(it) }}{{ path_table(it) }}'


def page(drawn) -> LexborHTMLParser:
    return LexborHTMLParser(engines["jinja2"].env.from_string(PAGE).render(it=drawn))


def stop(drawn, slug):
    return next(one for one in drawn.stops if one.slug == slug)


def move(drawn, origin, to):
    return next(one for one in drawn.moves if (one.origin, one.to) == (origin, to))


def test_what_can_be_reached_from_everywhere_stands_aside_and_no_arrow_leads_to_it():
    drawn = drawing(ISSUE)
    assert {one.slug for one in drawn.stops if one.aside} == ENDS
    assert stop(drawn, "spam").aside == "from everywhere"
    assert all(one.rect is None for one in drawn.moves if {one.origin, one.to} & ENDS)
    assert all(one.rect for one in drawn.moves if not {one.origin, one.to} & ENDS)
    lowest = max(one.rect.bottom for one in drawn.stops if not one.aside)
    assert all(one.rect.y > lowest for one in drawn.stops if one.aside)


def test_a_status_without_a_way_to_a_shared_end_is_named():
    fewer = tuple(one for one in ISSUE.moves if (one.origin, one.to) != ("in-review", "spam"))
    assert stop(drawing(replace(ISSUE, moves=fewer)), "spam").aside == "from everywhere but In review"


def test_the_own_end_of_a_path_stays_on_the_map_however_many_ways_lead_there():
    for path in PATHS:
        drawn = drawing(path)
        assert not next(one for one in drawn.stops if one.category == "closed").aside
        assert not drawn.stops[0].aside


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.type)
def test_nothing_on_a_shipped_map_lies_on_anything_else_or_outside_it(path):
    drawn = drawing(path)
    rects = [part.rect for part in drawn.painted]
    for number, rect in enumerate(rects):
        assert rect.x >= 0
        assert rect.x + rect.width <= drawn.width
        assert rect.bottom <= drawn.height
        assert not any(rect.overlaps(other) for other in rects[number + 1 :])


def test_a_box_says_whose_it_is_how_many_are_there_and_how_long_that_takes():
    day = timedelta(days=1)
    here = {"client-testing": Figures(12, usual=2 * day, longest=9 * day), "completed": Figures(1000, is_more=True)}
    drawn = drawing(ISSUE, here, Links(tickets=lambda slug: f"/queues/status-{slug}/"))
    testing = stop(drawn, "client-testing")
    assert testing.told == (
        "Client testing. Waiting on customer, Supporter, 12 tickets, longest 9 d, usually 2 d, 5 days at most."
    )
    assert ("late", "12 tickets · longest 9 d") in testing.words
    assert ("", "usually 2 d · 5 days at most") in testing.words
    assert stop(drawn, "completed").tickets == "1000+ tickets"
    assert testing.tickets_url == "/queues/status-client-testing/"
    assert stop(drawn, "in-review").tickets_url == ""


def test_who_may_take_a_move_is_told_on_request_and_to_who_does_not_see_it():
    way = move(drawing(ISSUE), "in-review", "cannot-replicate")
    assert way.told == (
        "Cannot replicate: In review to Cannot replicate, Supporter, Queue manager, QA or Support developer, "
        "asks for a comment."
    )
    assert way.tip[0] == "In review to Cannot replicate"
    assert way.tip[-1] == "asks for a comment"
    assert way.tip_at.x >= 0
    assert way.tip_at.bottom <= way.rect.y, "above its label, so that it hides nothing that comes later"


def test_ways_back_and_moves_that_take_themselves_are_told_apart():
    drawn = drawing(ISSUE)
    again = move(drawn, "cannot-replicate", "in-review")
    assert again.back
    assert again.icon == "mail"
    assert again.trigger == "When the customer writes"
    start = move(drawn, "submitted", "in-review")
    assert start.on_spine
    assert not start.back
    assert start.icon == ""


def test_every_part_of_the_map_leads_where_it_is_said_to():
    links = Links(stop=lambda slug: f"/stops/{slug}", move=lambda origin, to: f"/moves/{origin}/{to}")
    shown = page(drawing(ISSUE, links=links))
    leads = [link.attributes["href"] for link in shown.css("svg a")]
    assert leads.count("/stops/in-review") == 1
    assert leads.count("/moves/submitted/in-review") == 1
    assert all(link.attributes["aria-label"] for link in shown.css("svg a"))


@pytest.mark.parametrize("links", [None, Links(tickets=lambda slug: f"/queues/status-{slug}/")])
def test_by_default_it_leads_to_its_table(links):
    shown = page(drawing(ISSUE, links=links))
    ids = [one.attributes["id"] for one in shown.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"][1:] for link in shown.css("svg a")} <= set(ids)


def test_the_table_tells_all_that_the_map_does():
    shown = page(drawing(ISSUE, {"in-review": Figures(3)}))
    rows = {row.css_first("th strong").text(): row.text(separator=" ") for row in shown.css("tbody tr")}
    assert [*rows] == [one.name for one in ISSUE.stops]
    for way in ISSUE.moves:
        names = [one.name for one in ISSUE.stops if one.status in (way.origin, way.to)]
        assert any(way.label in rows[name] for name in names), way
    assert "from everywhere" in rows["Spam"]


def test_there_is_no_style_and_no_script_in_it():
    html = page(drawing(ISSUE)).html
    assert "style=" not in html
    assert "<script" not in html


def test_words_of_an_admin_are_words_and_no_markup():
    odd = replace(ISSUE.stops[1], name="<b>&amp; a very long name that goes on and on and does not end here")
    shown = page(drawing(replace(ISSUE, stops=(ISSUE.stops[0], odd, *ISSUE.stops[2:]))))
    assert not shown.css("svg b")
    [box] = [link for link in shown.css("svg a.path-box") if "<b>" in link.attributes["aria-label"]]
    assert box.css("text")[1].text().endswith("…")


def test_a_draft_shows_what_it_adds_changes_and_removes():
    added = Stop(status="board", name="Before the board", category="open", owner=Owner("team", "Payments"))
    kept = tuple(one for one in ISSUE.stops if one.status != "cannot-replicate")
    renamed = replace(kept[1], name="Under review")
    stays = tuple(one for one in ISSUE.moves if "cannot-replicate" not in (one.origin, one.to))
    after = replace(
        ISSUE,
        stops=(kept[0], renamed, added, *kept[2:]),
        moves=(
            *stays[:-1],
            replace(stays[-1], label="Back"),
            Move(origin="board", to="approved", label="They agree", roles=("qa",)),
        ),
    )
    drawn = drawing(after, before=ISSUE)
    assert [one.mark for one in (stop(drawn, slug) for slug in ("submitted", "in-review", "board", "cannot-replicate"))] == [
        "", "changed", "added", "removed",
    ]  # fmt: skip
    assert [one.slug for one in drawn.stops][:5] == ["submitted", "in-review", "cannot-replicate", "board", "approved"]
    assert move(drawn, "board", "approved").words == ("+ They agree",)
    assert move(drawn, "in-review", "cannot-replicate").words == ("− Cannot replicate",)
    assert move(drawn, stays[-1].origin, stays[-1].to).mark == "changed"
    assert "removed" in page(drawn).css_first("table").text()


def test_without_anything_to_compare_nothing_is_marked():
    drawn = drawing(ISSUE)
    assert not any(one.mark for one in (*drawn.stops, *drawn.moves))
    assert not any(one.mark for one in drawing(ISSUE, before=ISSUE).stops)


def test_a_path_that_is_being_begun_has_a_map():
    assert drawing(Path(type="new", name="New")).painted == []
    alone = drawing(Path(type="new", name="New", stops=ISSUE.stops[:1]))
    assert [one.slug for one in alone.painted] == ["submitted"]


def test_how_it_lies_on_paper_follows_its_shape():
    assert drawing(ISSUE).shape == "tall"
    assert drawing(Path(type="new", name="New", stops=ISSUE.stops[:1])).shape == "wide"


@pytest.mark.django_db
def test_a_person_who_owns_a_status_is_called_by_name(sue):
    owned = replace(ISSUE.stops[0], owner=Owner("person", sue.email))
    assert stop(drawing(replace(ISSUE, stops=(owned, *ISSUE.stops[1:]))), "submitted").owner == "Sue Lindqvist"
