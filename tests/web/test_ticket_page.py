"""The page of a ticket: everything that was said and done, in its order, and what can be done now."""

from transom.tickets import actions
from transom.tickets.words import Words


def html(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_words_notes_and_history_in_the_order_of_time(ticket, sue, dev, sues, at, as_actor):
    actions.assign(ticket, dev, actor=as_actor(sue))
    actions.note(ticket, Words(text="Seen it on build 4."), actor=as_actor(sue))
    actions.reply(ticket, Words(text="We look into it."), actor=as_actor(sue))
    page = html(sues.get(at())).partition('class="thread"')[2]  # the list beside it has its last words as well
    places = [
        page.index(words)
        for words in (
            "opened this by mail",
            "It is broken.",
            "assigned it to Dev",
            "Seen it on build 4.",
            "We look into it.",
        )
    ]
    assert places == sorted(places)
    assert "moved it from Submitted to Answered" in page
    assert "note, only for us" in page


def test_it_says_whose_move_it_is(ticket, sues, at):
    page = html(sues.get(at()))
    assert "answer owed by" in page
    assert "No answer needed" in page


def test_only_allowed_moves_are_buttons(ticket, sue, petra, sues, sign_in, at):
    assert "Complete…" in html(sues.get(at()))
    assert "Close without answer…" in html(sues.get(at()))
    assert "Close without answer" not in html(sign_in(petra).get(at()))


def test_what_others_wrote_is_text_and_its_addresses_are_links(mail, sues):
    row = mail('<script>alert(1)</script> see https://acme.example/x?a=1&b=2 "quoted"', subject="<b>bold</b>").ticket
    page = html(sues.get(f"/tickets/{row.number}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>bold</b>" not in page
    assert '<a href="https://acme.example/x?a=1&amp;b=2" rel="noopener noreferrer nofollow">' in page


def test_quoted_text_and_signatures_are_folded_and_there(mail, sues):
    text = "Still broken.\n\nOn Monday, Sue wrote:\n> Try again.\n> Please.\n"
    page = html(sues.get(f"/tickets/{mail(text).ticket.number}/"))
    assert '<details class="fold">' in page
    assert "&gt; Try again." in page


def test_the_list_that_the_reader_came_from_stands_beside(ticket, mail, sues, at):
    mail(subject="Another matter", sender="Bo <bo@other.example>")
    page = html(sues.get(at() + "?queue=unassigned"))
    assert 'aria-current="true"' in page
    assert "Another matter" in page
    assert html(sues.get(at() + "?queue=%22%3E%3Cscript%3E"))


def test_a_merged_number_leads_to_where_everything_went(ticket, mail, sue, sues, at, as_actor):
    other = mail(subject="The same again").ticket
    actions.merge(other, ticket, actor=as_actor(sue))
    answer = sues.get(f"/tickets/{other.number}/")
    assert answer.status_code == 303
    assert answer.headers["Location"] == at()


def test_what_did_not_arrive_is_said_aloud(ticket, sue, sues, at, as_actor):
    actions.delivery_failed(ticket, 1, ("ann@acme.example",), "550 no such user", actor=as_actor(sue))
    page = html(sues.get(at()))
    assert "Our answer did not reach ann@acme.example" in page
    assert "550 no such user" in page


def test_other_tickets_of_the_customer_are_near(ticket, mail, sues, at):
    mail(subject="Earlier trouble", sender="Cy <cy@acme.example>")
    assert "Earlier trouble" in html(sues.get(at() + "?queue=mine"))
