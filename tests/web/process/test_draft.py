"""A draft of a path: every edit is a form, told in words, undone and done again; two admins never overwrite each other."""

from tests.web.process.conftest import DRAFT, TYPE
from transom.people.models import User
from transom.process.models import PathDraft


def stop_said(stop, **changed) -> dict:
    """The form of a status as it is filled in when it is opened."""
    said = {
        "name": stop.name,
        "public_name": stop.public_name,
        "entering": stop.entering,
        "leaving": stop.leaving,
        "owner": f"{stop.owner.kind}:{stop.owner.name}" if stop.owner else "",
        "days": stop.days or "",
        "act": stop.act,
        "asks": stop.asks,
        "reasons": "\n".join(stop.reasons),
    }
    return said | ({"silence_counts": "on"} if stop.silence_counts else {}) | changed


def test_a_status_is_renamed(adas, begun, path, send):
    answer = send("statuses/in-review/", **stop_said(path().stop("in-review"), name="Under review"))
    assert answer.headers["Location"] == f"{DRAFT}#stop-in-review"
    assert path().stop("in-review").name == "Under review"
    page = adas.get(DRAFT).content.decode()
    assert "In review is called Under review." in page


def test_saving_a_form_as_it_was_opened_changes_nothing(adas, begun, path, send):
    before = path()
    for stop in before.stops:
        assert send(f"statuses/{stop.status}/", **stop_said(stop)).status_code == 303
    for move in before.moves:
        said = {"origin": move.origin, "to": move.to, "label": move.label, "trigger": move.trigger}
        lists = {"roles": move.roles, "requires": move.requires, "reasons": "\n".join(move.reasons)}
        assert send(f"moves/{move.origin}/{move.to}/", **said, **lists).status_code == 303
    assert path() == before
    assert not begun.edits.filter(number__gt=0).exists()


def test_a_status_put_between_two_others_is_on_the_way(send, path):
    said = {"name": "Waits for build", "category": "open", "where": "ready-to-test", "label": "Hand to the build"}
    answer = send("statuses/?after=in-progress", **said)
    assert answer.headers["Location"] == f"{DRAFT}#stop-waits-for-build"
    now = path()
    assert now.slugs.index("waits-for-build") == now.slugs.index("in-progress") + 1
    assert now.move("in-progress", "waits-for-build").label == "Hand to the build"
    assert now.move("waits-for-build", "ready-to-test").label == "Ready to test"
    assert now.move("in-progress", "ready-to-test") is None


def test_a_status_beside_another_goes_there_and_back(adas, send, path):
    send("statuses/?after=in-review", name="Waits for a partner", category="open", where="aside", label="")
    now = path()
    assert now.move("in-review", "waits-for-a-partner").label == "Waits for a partner"
    assert now.move("waits-for-a-partner", "in-review")
    assert "to mend" not in adas.get(DRAFT).content.decode()


def test_a_status_alone_says_what_it_lacks_beside_it(adas, send):
    send("statuses/?after=in-review", name="Alone", category="open", where="alone")
    page = adas.get(DRAFT).content.decode()
    assert "Nothing leads to Alone." in page
    assert "things to mend before it can be published" in page


def test_a_status_of_another_path_keeps_its_category_and_words(send, path):
    send("statuses/?after=in-review", known="needs-estimate", where="aside", category="closed")
    found = path().stop("needs-estimate")
    assert (found.name, found.category) == ("Needs estimate", "open")


def test_order_undo_and_redo(adas, send, path):
    before = path().slugs
    send("statuses/in-review/order?down=1")
    assert path().slugs.index("in-review") == before.index("in-review") + 1
    send("undo")
    assert path().slugs == before
    assert "undone" in adas.get(DRAFT).content.decode()
    send("redo")
    assert path().slugs != before


def test_a_removed_status_says_where_its_tickets_go(send, path):
    refused = send("statuses/in-testing/remove/")
    assert refused.status_code == 422
    assert "Choose where its tickets go" in refused.content.decode()
    send("statuses/in-testing/remove/", to="ready-to-test", merge="on")
    now = path()
    assert now.stop("in-testing") is None
    assert now.remaps == {"in-testing": "ready-to-test"}
    assert now.move("ready-to-test", "ready-to-install").label == "Passed"


def test_a_move_is_added_changed_ordered_and_removed(send, path):
    said = {"label": "Skip the test", "roles": ["qa"], "requires": ["comment"], "trigger": "", "reasons": ""}
    answer = send("moves/", origin="in-progress", to="ready-to-install", **said)
    assert answer.headers["Location"] == f"{DRAFT}#move-in-progress-ready-to-install"
    assert path().move("in-progress", "ready-to-install").requires == ("comment",)
    send("moves/in-progress/ready-to-install/", origin="in-progress", to="client-testing", **said)
    assert path().move("in-progress", "client-testing")
    last = path().moves_from("in-progress")
    send("moves/in-progress/client-testing/order?up=1")
    assert path().moves_from("in-progress")[-2] == last[-1]
    send("moves/in-progress/client-testing/remove")
    assert path().move("in-progress", "client-testing") is None


def test_a_move_that_makes_no_sense_says_what_to_do(send):
    said = {"label": "Round", "origin": "in-review", "to": "in-review", "trigger": ""}
    page = send("moves/", **said, reasons="Too busy").content.decode()
    assert "It leads nowhere: choose another status." in page
    assert "Tick who may take it" in page
    assert "Tick that it asks for a reason" in page


def test_the_second_admin_is_shown_what_the_first_did(begun, send, path, sign_in, desk):
    bea = User.objects.create_user("bea@desk.example", "Bea Roth", roles=["admin"])
    seen = begun.place
    send("statuses/in-review/", **stop_said(path().stop("in-review"), name="Under review"))
    beas = sign_in(bea)
    said = stop_said(path().stop("approved"), name="Agreed", place=seen)
    answer = beas.post(f"{DRAFT}statuses/approved/", said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ada Winter: In review is called Under review." in page
    assert 'value="Agreed"' in page
    begun.refresh_from_db()
    assert f'name="place" value="{begun.place}"' in page
    assert path().stop("approved").name == "Approved for action"


def test_undo_of_what_was_not_seen_is_stopped_on_the_draft(send, path):
    send("statuses/in-review/order?down=1")
    answer = send("undo", place=0)
    assert answer.status_code == 409
    assert "Somebody changed this draft while you looked at it" in answer.content.decode()


def test_name_and_purpose(send, path):
    send("words/", name="Defect", purpose="Something does not work.")
    assert (path().name, path().purpose) == ("Defect", "Something does not work.")


def test_a_draft_that_is_thrown_away_leaves_the_path(adas, send):
    assert send("discard").headers["Location"] == TYPE
    assert not PathDraft.objects.exists()
    assert adas.get(DRAFT).headers["Location"] == TYPE


def test_what_is_not_there_is_missing(adas, begun):
    for address in ("statuses/nowhere/", "statuses/nowhere/remove/", "moves/in-review/nowhere/"):
        assert adas.get(f"{DRAFT}{address}").status_code == 404


def test_only_admins_change_the_path(begun, sign_in, quinn):
    quinns = sign_in(quinn)
    assert quinns.get(DRAFT).status_code == 404
    assert quinns.post(f"{DRAFT}undo", {"place": 0}).status_code == 404
