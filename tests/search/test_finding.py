from datetime import timedelta

from django.utils import timezone

from transom.customers.models import Customer
from transom.tickets import actions
from transom.tickets.actions import NewAttachment, Words
from transom.tickets.files import store
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket

LENA = "Lena Voss <lena@nordbau.example>"


def text_of(segments):
    return "".join(segment.text for segment in segments)


def matches(segments):
    return [segment.text for segment in segments if segment.matches]


def test_a_word_of_a_mail_finds_its_ticket(ticket, sue, find):
    assert find("fire", sue) == [ticket.number]
    assert find("broken", sue) == [ticket.number]
    assert find("kettle", sue) == []
    assert_replays(ticket)


def test_accents_and_case_do_not_matter(mail, sue, find):
    number = mail("Der Drücker in Łódź ist kaputt, GROSSE Straße.").ticket.number
    for question in ("drucker", "DRÜCKER", "lodz", "Łódź", "strasse", "große", "kaputt grosse"):
        assert find(question, sue) == [number], question


def test_words_of_a_script_without_spaces_are_found_wherever_they_stand(mail, sue, find):
    number = mail("更新の後、請求書を開くとエラーが出ます。").ticket.number
    for question in ("請求書", "エラー", "開く", "書を開", "更", "ます"):
        assert find(question, sue) == [number], question
    assert find("書請求", sue) == []


def test_a_word_finds_what_begins_with_it_and_in_quotes_itself_alone(mail, sue, find):
    number = mail("All invoices are wrong.").ticket.number
    assert find("invoice", sue) == [number]
    assert find('"invoice"', sue) == []
    assert find('"invoices"', sue) == [number]


def test_a_phrase_stands_as_it_was_written(mail, sue, find):
    one = mail("The report does not open.", sender=LENA).ticket.number
    mail("Does the open report not close?", sender="Max <max@other.example>")
    assert find('"does not open"', sue) == [one]


def test_what_a_message_quotes_is_found_where_it_was_said_first(ticket, mail, sue, find):
    other = mail("Agreed.\n\nOn Monday, Bo wrote:\n> the zeppelin has landed\n", sender=LENA).ticket
    assert find("agreed", sue) == [other.number]
    assert find("zeppelin", sue) == []


def test_words_of_a_message_are_found_together_with_subject_requester_and_customer(ticket, sue, find):
    assert find("broken printer", sue) == [ticket.number]
    assert find("broken acme", sue) == [ticket.number]
    assert find("meyer broken", sue) == [ticket.number]
    assert find(f"broken {ticket.number}", sue) == [ticket.number]


def test_notes_addresses_tags_and_names_of_files_are_found(ticket, sue, as_actor, find, index):
    file = NewAttachment(store(b"log"), "kernel-dump.txt", "text/plain")
    actions.note(ticket, Words("Ask Bodo about the flux capacitor.", attachments=(file,)), actor=as_actor(sue))
    actions.set_tags(ticket, ["hardware"], actor=as_actor(sue))
    index()
    for question in ("capacitor", "kernel dump", "kernel-dump.txt", "hardware", "ann@acme.example"):
        assert find(question, sue) == [ticket.number], question


def test_the_newest_comes_first_and_each_ticket_once(mail, sue, find):
    ticket = mail(at=timezone.now() - timedelta(hours=1)).ticket
    newer = mail("The fire is out.", sender=LENA, subject="Another").ticket
    assert find("fire", sue) == [newer.number, ticket.number]
    mail("There is fire again.", subject=f"Re: [#{ticket.number}]", in_reply_to=ticket.messages.get().message_id)
    assert set(find("fire", sue)) == {newer.number, ticket.number}


def test_pages_follow_by_key_and_no_ticket_stands_on_two(mail, sue, find):
    numbers = [mail(f"Noise {n}.", sender=f"P{n} <p{n}@x{n}.example>", subject="Noise").ticket.number for n in range(5)]
    for number in numbers[:2]:
        row = Ticket.objects.get(number=number)
        mail("More noise.", in_reply_to=row.messages.get().message_id, sender=row.requester.as_address().header())
    seen, after = [], None
    while True:
        found = find.search("noise", sue).by_words(after, 2)
        seen += found.tickets
        after = found.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 5


def test_an_unwanted_word_leaves_the_whole_ticket_out(ticket, mail, sue, find):
    other = mail("The fire is out.", sender=LENA, subject="Another").ticket
    assert find("fire -printer", sue) == [other.number]
    mail("The printer did it.", in_reply_to=other.messages.get().message_id, sender=LENA)
    assert find("fire -printer", sue) == []
    assert find("-printer is:open", sue) == []
    assert find("-zebra", sue) == [other.number, ticket.number]


def test_a_snippet_shows_the_words_marked(ticket, sue, find):
    [hit] = find.hits("fire broken", sue)
    assert matches(hit.subject) == ["fire"]
    assert matches(hit.said[0].text) == ["broken"]
    assert hit.said[0].author == "Ann Meyer"


def test_a_new_subject_a_new_name_and_a_new_customer_are_found_at_once(ticket, acme, sue, as_actor, find, index):
    actions.set_subject(ticket, "The oven smokes", actor=as_actor(sue))
    index()
    assert find("oven broken", sue) == [ticket.number]
    assert find("printer", sue) == []
    actions.correct_customer(ticket, {"name": "Zenith Clinics"}, actor=as_actor(sue))
    actions.correct_contact(ticket, {"name": "Anna Maier"}, actor=as_actor(sue))
    index()
    assert find("zenith oven", sue) == find("maier oven", sue) == [ticket.number]
    assert find('"acme clinics"', sue) == []
    actions.set_customer(ticket, Customer.objects.create(name="Nordbau"), actor=as_actor(sue))
    index()
    assert find("nordbau oven", sue) == [ticket.number]
    assert_replays(ticket)


def test_a_merge_and_its_undoing_take_the_words_along(ticket, mail, quinn, as_actor, find, index):
    other = mail("The zeppelin has landed.", sender=LENA, subject="Zeppelin").ticket
    actions.merge(other, ticket, actor=as_actor(quinn))
    index()
    assert find("landed", quinn) == [ticket.number]
    actions.unmerge(Ticket.objects.get(pk=other.pk), actor=as_actor(quinn))
    index()
    assert find("landed", quinn) == [other.number]
    assert_replays(other)


def test_a_split_takes_the_words_along(ticket, mail, sue, as_actor, find, index):
    mail("Also the zeppelin is late.", in_reply_to=ticket.messages.get().message_id)
    message = ticket.messages.get(text__contains="zeppelin")
    made = actions.split(ticket, [message], "Zeppelin", actor=as_actor(sue))
    index()
    assert find("late", sue) == [made.number]
