"""A draft is edited step by step, undone and done again; two admins never overwrite each other unseen."""

import pytest
from django.utils import timezone

from tests.process.changing import stop_says
from transom.process import drafts, edits
from transom.process.models import PathDraft
from transom.tickets.actions import Refused
from transom.workflow.models import TicketType, WorkflowVersion
from transom.workflow.reading import path_of, path_today

NOW = timezone.now()


@pytest.fixture
def draft(issue, admin):
    return drafts.begin(issue, actor=admin, now=NOW)


@pytest.fixture
def edit(admin):
    """Rename In review, in a draft as it stands at `place`."""

    def make(draft, name, place=None):
        path = edits.change_stop(drafts.path(draft), "in-review", name=name)
        return drafts.edit(draft, path, actor=admin, now=NOW, place=draft.place if place is None else place)

    return make


def name(draft: PathDraft) -> str:
    return drafts.path(PathDraft.objects.get(pk=draft.pk)).stop("in-review").name


def test_there_is_one_draft_and_it_begins_with_the_path_of_today(draft, issue, admin):
    assert drafts.path(draft) == path_today(issue)
    assert drafts.begin(issue, actor=admin, now=NOW) == draft
    assert drafts.edits(draft) == []


def test_edits_are_told_in_words_undone_and_done_again(draft, edit, admin):
    for words in ("One", "Two", "Three"):
        draft = edit(draft, words)
    draft = drafts.undo(draft, actor=admin, place=draft.place)
    draft = drafts.undo(draft, actor=admin, place=draft.place)
    assert name(draft) == "One"
    draft = drafts.redo(draft, actor=admin, place=draft.place)
    assert name(draft) == "Two"
    assert [row.words for row in drafts.edits(draft)] == [
        "In review is called One.",
        "One is called Two.",
        "Two is called Three.",
    ]


def test_what_was_undone_is_gone_with_the_next_edit_and_its_number_never_comes_back(draft, edit, admin):
    seen = edit(draft, "One").place
    draft = drafts.undo(draft, actor=admin, place=seen)
    draft = edit(draft, "Other")
    assert draft.place != seen
    with pytest.raises(drafts.SomeoneEdited):
        edit(draft, "Mine", place=seen)
    with pytest.raises(Refused, match="nothing to do again"):
        drafts.redo(draft, actor=admin, place=draft.place)


def test_undo_ends_at_the_beginning(draft, admin):
    with pytest.raises(Refused, match="nothing to undo"):
        drafts.undo(draft, actor=admin, place=0)


def test_the_second_of_two_admins_is_told_what_the_first_did(draft, edit, admin):
    edit(draft, "Hers", place=0)
    with pytest.raises(drafts.SomeoneEdited) as came:
        edit(draft, "His", place=0)
    assert [(row.by.name, row.words) for row in came.value.edits] == [("Ada Winter", "In review is called Hers.")]
    assert name(draft) == "Hers"
    draft.refresh_from_db()
    drafts.discard(draft, actor=admin, place=draft.place)
    with pytest.raises(drafts.SomeoneEdited):
        drafts.undo(draft, actor=admin, place=draft.place)


def test_an_edit_that_changes_nothing_is_none(draft, edit):
    assert edit(draft, "In review").place == 0
    assert drafts.edits(draft) == []


def test_words_that_a_draft_leaves_alone_are_those_of_today(draft, change, edit):
    other = TicketType.objects.get(slug="custom-code")
    change(other, stop_says("in-review", name="With QA"))
    assert name(draft) == "With QA"
    edit(draft, "Looked at")
    assert name(draft) == "Looked at"


def test_an_older_version_comes_back_as_an_edit_of_a_draft(issue, change, admin, opened):
    change(issue, stop_says("in-review", name="With QA"))
    first = WorkflowVersion.objects.get(ticket_type=issue, number=1)
    draft = drafts.begin(issue, actor=admin, now=NOW, from_version=first)
    assert drafts.path(draft) == path_of(first)
    assert [row.words for row in drafts.edits(draft)] == ["Back to version 1"]
    drafts.undo(draft, actor=admin, place=draft.place)
    assert name(draft) == "With QA"
