"""The page that finds: its rows, its words, its help, and the list beside the ticket."""

import pytest

from transom.search.models import SavedView
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.web.find.lists import find_url, question_of, slug_of
from transom.worker import drain

HOSTILE = '<script>alert(1)</script> fire "><img src=x onerror=alert(2)> &lt;b&gt;'


def page_of(client, question, **more):
    answer = client.get(find_url(question, **more))
    assert answer.status_code == 200
    return answer.content.decode()


def test_hits_are_marked_and_lead_to_the_word_with_the_search_beside_it(ticket, sues):
    page = page_of(sues, "broken fire")
    assert "<mark>fire</mark>" in page and "<mark>broken</mark>" in page
    message = ticket.messages.get()
    assert f'href="/tickets/{ticket.number}/?queue={slug_of("broken fire")}#message-{message.pk}"' in page


def test_beside_the_ticket_stands_what_was_found(ticket, mail, sues):
    mail("Nothing of it.", sender="Lena <lena@nordbau.example>", subject="Elsewhere")
    page = sues.get(f"/tickets/{ticket.number}/", {"queue": slug_of("fire")}).content.decode()
    assert "The printer is on fire" in page and "Elsewhere" not in page
    head = f'href="/queues/{slug_of("fire")}/"'
    assert head in page
    answer = sues.get(f"/queues/{slug_of('fire')}/")
    assert (answer.status_code, answer["Location"]) == (303, find_url("fire"))


def test_a_verb_comes_back_to_the_ticket_with_the_search_beside_it(ticket, sues, at):
    query = f"?queue={slug_of('fire')}"
    answer = sues.post(f"{at('tags')}{query}", {"seen": ticket.version, "tags": "smoke"})
    assert answer["Location"].startswith(f"/tickets/{ticket.number}/{query}")


def test_what_strangers_wrote_is_text(mail, sues):
    mail(
        HOSTILE,
        subject=HOSTILE,
        sender="Eve <eve@other.example>",
        attachments=((f"{HOSTILE}.txt", "text/plain", b"x"),),
    )
    for question in ("fire", HOSTILE, '"img src"', "script", "onerror"):
        page = page_of(sues, question)
        assert "<script>alert" not in page and "<img src=x" not in page, question


def test_what_is_not_understood_is_said_and_the_rest_is_found(ticket, sues):
    page = page_of(sues, "fire sattus:open is:urgnt before:someday")
    assert f"#{ticket.number}" in page
    for words in ("no such operator", "status:open", "is:urgent", "that is no day"):
        assert words in page
    assert page_of(sues, "assigned:me").count("assignee:me") > 1


def test_an_empty_box_teaches(sues):
    page = page_of(sues, "")
    assert "What you can ask" in page and "assignee:me" in page and "Nothing was found" not in page


def test_nothing_found_says_what_to_do(ticket, sues):
    assert "Nothing was found" in page_of(sues, "kettle")


def test_operators_alone_list_tickets(ticket, sue, sues, as_actor):
    for question in (
        "is:open",
        "is:unassigned",
        "status:open",
        "type:question",
        "customer:acme",
        "requester:ann",
        f"#{ticket.number}",
    ):
        found = f'id="row-{ticket.number}"' in page_of(sues, question)
        assert found == (question != "type:question" or ticket.ticket_type.name.lower() == "question"), question
    actions.assign(ticket, sue, actor=as_actor(sue))
    assert f'id="row-{ticket.number}"' in page_of(sues, "is:mine") and f'id="row-{ticket.number}"' in page_of(
        sues, "assignee:me"
    )
    assert f'id="row-{ticket.number}"' not in page_of(sues, "-assignee:me is:open")


def test_the_next_page_begins_where_this_one_ends(desk, mail, sues):
    numbers = [mail(f"Noise {n}.", sender=f"P{n} <p{n}@x.example>", subject="Noise").ticket.number for n in range(27)]
    for question in ("noise", "is:open"):
        page = page_of(sues, question)
        assert page.count('id="row-') == 25
        following = page.split('class="pager"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
        rest = sues.get(following).content.decode()
        assert rest.count('id="row-') == 2
        assert not {n for n in numbers if f'id="row-{n}"' in page and f'id="row-{n}"' in rest}


@pytest.mark.parametrize(
    "text", ['"', "\x00", "a" * 10_000, "status:" * 100, "%", "🎉", "after:99999999d", "<->", "𐍈" * 900]
)
def test_any_question_has_a_page_and_any_list_a_name(ticket, sues, text):
    for path in (find_url(text), f"/palette/?q={find_url(text)[8:]}", f"/find/completions/?q={find_url(text)[8:]}"):
        assert sues.get(path).status_code == 200
    assert sues.get(f"/tickets/{ticket.number}/", {"queue": slug_of(text)}).status_code == 200
    assert question_of(slug_of(text)) == text[:1000]


@pytest.mark.parametrize(
    "slug", ["find-", "find-1", "find-!!", "find-a1b2", "find-" + "a" * 3000, "team-", "team-x", "team-99", "team-²"]
)
def test_a_name_that_is_none_leads_nowhere(sues, slug):
    assert sues.get(f"/queues/{slug}/").status_code in (303, 404)


@pytest.mark.parametrize(
    "question",
    ["noise", "noise status:open", "noise is:mine", "noise -kettle", "noise type:question", "noise p@x", "is:open"],
)
def test_few_queries_and_no_more_for_more_tickets(desk, mail, sues, question, django_assert_max_num_queries):
    mail("Noise.", subject="Noise", sender="P <p@x.example>")
    page_of(sues, question)
    for n in range(8):
        mail(f"Noise {n}.", sender=f"P{n} <p{n}@x.example>", subject="Noise")
    with django_assert_max_num_queries(12):
        page_of(sues, question)
    with django_assert_max_num_queries(12):
        sues.get("/palette/", {"q": question})


def test_the_palette_finds_as_one_types(ticket, sue, sues, as_actor):
    actions.note(ticket, Words("Ask Bodo about the flux capacitor."), actor=as_actor(sue))
    drain()
    for typed in (
        "prin",
        "printer fi",
        "broke",
        "capac",
        str(ticket.number),
        f"#{ticket.number}",
        "is:open",
        "status:",
    ):
        answer = sues.get("/palette/", {"q": typed}).content.decode()
        assert (f'data-href="/tickets/{ticket.number}/' in answer) == (typed != "status:"), typed
    answer = sues.get("/palette/", {"q": "acme"}).content.decode()
    assert "Customer" in answer and "customer%3A" in answer
    assert "requester%3Aann%40acme.example" in sues.get("/palette/", {"q": "ann"}).content.decode()
    assert "/queues/status-" in sues.get("/palette/", {"q": "compl"}).content.decode()
    assert sues.get("/palette/", {"q": ""}).content.decode().strip() == ""


def test_completions_complete_the_last_part(ticket, sues):
    answer = sues.get("/find/completions/", {"q": "fire sta"}).content.decode()
    assert 'data-question="fire status:"' in answer
    assert (
        'data-question="fire customer:&#34;Acme Clinics&#34; "'
        in sues.get("/find/completions/", {"q": "fire customer:ac"}).content.decode()
    )
    assert 'data-question="-is:urgent "' in sues.get("/find/completions/", {"q": "-is:ur"}).content.decode()
    assert sues.get("/find/completions/", {"q": "fire "}).content.decode().strip() == ""


def test_the_outsider_finds_no_page(ticket, olga, sign_in, client):
    for path in ("/find/?q=fire", "/palette/?q=fire", "/find/completions/?q=is", "/views/counts/", "/views/"):
        assert sign_in(olga).get(path).status_code == 404
        assert client.get(path).status_code == 302
    assert not SavedView.objects.exists()
