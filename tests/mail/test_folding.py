"""What is folded away of a mail's text, and above all what never is."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transom.mail.reading.fold import Fold, folds, visible

MEGABYTE = 1_000_000
HEADER_BLOCK = "From: Sue <support@desk.example>\nSent: Tuesday 14:22\nTo: Ann\nSubject: Licence"

# Lines that mean something to the rules, so that chance puts them together as no mail program would.
TELLING_LINES = st.sampled_from([
    "", " ", "> quoted", ">> twice", ">", ">>> prompt", "an answer", "Hi Sue,", "--", "-- ", "_____________",
    "On 12 Mar 2024, at 14:22, Sue <support@desk.example> wrote:", "Am 12.03.24 um 14:22 schrieb Sue:", "Sue wrote:",
    "From: Sue <support@desk.example>", "Sent: Tuesday", "To: Ann", "Subject: Licence", "Betreff: Lizenz",
    "-----Original Message-----", "---------- Forwarded message ---------", "Begin forwarded message:",
    "Sent from my iPhone", "Best regards", "Ann Lindqvist", "+44 20 7946 0958", "https://acme.example", "wrote:",
    "This message is confidential. If you are not the intended recipient, please notify the sender and delete it.",
])  # fmt: skip
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
MAIL_LIKE = st.builds(
    lambda lines, end: end.join(lines), st.lists(st.one_of(TELLING_LINES, st.text(max_size=30)), max_size=25), LINE_ENDS
)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(fold.kind, text[fold.start : fold.end]) for fold in folds(text)]


@given(MAIL_LIKE)
@example("Hi\n> a\n-- \nAnn\n> b")
def test_folds_are_whole_lines_in_order_and_in_range(text):
    end = 0
    for fold in folds(text):
        assert end <= fold.start < fold.end <= len(text)
        assert fold.start == 0 or text[fold.start - 1] in "\r\n"
        assert fold.end == len(text) or text[fold.end - 1] in "\r\n"
        end = fold.end


@given(MAIL_LIKE)
@example("Sent from my iPhone\n\n> quote")
@example("-- \nAnn")
def test_something_always_stays_in_sight(text):
    assert bool(visible(text)) == bool(text.strip())


@given(MAIL_LIKE)
def test_what_stays_in_sight_is_the_texts_own_lines_in_order(text):
    remaining = iter(lines_of(text))
    assert all(line in remaining for line in lines_of(visible(text)))


@given(MAIL_LIKE)
def test_nothing_is_lost(text):
    """Whatever stood in the text is in sight or in a fold."""
    folded = "\n".join(text[fold.start : fold.end] for fold in folds(text))
    assert sorted(lines_of(text)) == sorted(lines_of(folded) + lines_of(visible(text)))


def test_a_fold_says_where_and_what():
    text = "Yes.\n\n> Do you see it?\n\n-- \nAnn\n"
    assert folds(text) == (Fold(6, 23, "quote"), Fold(24, 32, "signature"))


def test_an_answer_above_an_unmarked_history_hides_the_history():
    text = f"Yes.\n\n{HEADER_BLOCK}\n\nDo you see it?\n\nSue"
    assert visible(text) == "Yes."
    assert kinds(text) == [("quote", f"{HEADER_BLOCK}\n\nDo you see it?\n\nSue")]


def test_a_block_without_a_subject_needs_an_address():
    mail_block = "From: Sue <support@desk.example>\nSent: Tuesday 14:22\nTo: Ann"
    assert visible(f"Yes.\n\n{mail_block}\n\nDo you see it?") == "Yes."
    assert folds("The trip:\n\nFrom: Berlin\nTo: Munich\nDate: 14 March\n\nIs that all right?") == ()


def test_a_pasted_source_is_what_the_mail_is_about():
    headers = "Date: Monday\nFrom: a@b.example\nTo: c@d.example\nSubject: x"
    assert folds(f"This one is refused:\n\nReceived: from mx.example\n{headers}\n\nWhy?") == ()
    assert folds(f"This one is refused:\n\n{headers}\nMessage-ID: <1@b.example>\n\nWhy?") == ()


def test_nothing_above_an_unmarked_history_hides_only_its_introduction():
    text = "On 12 Mar 2024, at 14:22, Sue <support@desk.example> wrote:\n\nDo you see it?\n\nYes."
    assert visible(text) == "Do you see it?\n\nYes."


def test_each_quote_between_answers_folds_alone():
    text = "Sue wrote:\n> One?\nYes.\n> Two?\nNo.\n"
    assert kinds(text) == [("quote", "Sue wrote:\n> One?\n"), ("quote", "> Two?\n")]
    assert visible(text) == "Yes.\n\nNo."


def test_a_forwarded_mail_is_the_matter_and_stays():
    text = "Please see below.\n\n---------- Forwarded message ---------\nFrom: Ann\n\n> old\nThe import stops."
    assert folds(text) == ()


def test_a_doubtful_introduction_is_believed_only_above_a_quote():
    assert visible("As Sue wrote:\n> Restart it.\nI did.") == "I did."
    assert visible("Hello.\nAs Sue wrote:\nI restarted it.") == "Hello.\nAs Sue wrote:\nI restarted it."


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone", "Sent from Mail for Windows", "Sent from my phone, please excuse typos.",
        "Von meinem iPhone gesendet", "Gesendet von Outlook für Android", "Envoyé de mon iPhone",
        "Enviado desde mi teléfono móvil", "Inviato da iPhone", "Enviado do meu telemóvel",
        "Verstuurd vanaf mijn iPhone", "Wysłane z iPhone'a", "Skickat från min iPhone", "Sendt fra min iPad",
        "Lähetetty iPhonesta", "Odesláno z iPhonu", "Отправлено с iPhone", "iPhoneから送信", "发自我的 iPhone",
    ],
)  # fmt: skip
def test_a_phones_own_line_is_a_signature(line):
    assert kinds(f"Yes, it works.\n\n{line}\n") == [("signature", f"{line}\n")]


@pytest.mark.parametrize(
    "line",
    [
        "Sent from our Bremen office on Monday.",
        "Sent from my desk, is much easier then my phone.",
        "Sent from Outlook and it came back.",
        "Sent by mail on Monday.",
        "From my phone it works.",
    ],
)
def test_a_sentence_about_sending_is_none(line):
    assert folds(f"Here is what happened.\n\n{line}\n") == ()


def test_a_greeting_alone_does_not_make_the_next_line_a_signature():
    assert folds("Hi Sue,\n\nSent from my iPhone\n") == ()


def test_a_question_below_a_bare_double_dash_stays():
    assert folds("It works.\n\n--\nBut does it on Windows?\n") == ()
    assert kinds("It works.\n\n--\nAnn\nAcme\n") == [("signature", "--\nAnn\nAcme\n")]


def test_a_closing_folds_only_with_a_way_to_reach_someone():
    assert folds("It works.\n\nBest regards\nAnn") == ()
    assert visible("It works.\n\nBest regards\nAnn\nann@acme.example") == "It works."


@pytest.mark.parametrize("postscript", ["PS: It", "P.S. It", "ps it"])
def test_a_postscript_is_an_answer(postscript):
    assert folds(f"It works.\n\nThanks,\nAnn\n\n{postscript} is at https://acme.example") == ()


@pytest.mark.parametrize(
    "words",
    [
        "We found confidential rows in an export that went to unauthorised users of ours, and we would like to "
        "know since when that has been so.",
        "The export has a column that says whether rows are confidential. It goes to somebody who is not the intended "
        "recipient of such rows: can it be left out?",
        "Every request is refused as unauthorized since the privileged account was renamed; we think that is in error.",
    ],
)
def test_words_about_secrecy_are_no_notice(words):
    assert folds(f"Hello Sue, a question again.\n\n{words}\n") == ()


def test_a_link_below_thanks_is_part_of_the_answer():
    assert folds("The page is broken.\n\nThanks\nhttps://acme.example/page7") == ()
    assert folds("The page is broken.\n\nThanks\nand see the page\nhttps://acme.example/page7") == ()


def test_code_keeps_its_indentation_after_a_fold():
    assert visible("Sue wrote:\n> How?\n\n    run()\n    stop()") == "run()\n    stop()"
    assert visible("So:\n> How?\n\n    run()\n    stop()") == "So:\n\n    run()\n    stop()"


def test_pasted_markup_and_decoration_are_no_quotes():
    assert folds('Our tag is\n<img\n  src="a"\n>\nand it fails.') == ()
    assert folds("News\n>> TODAY <<\nIt rains.") == ()


@pytest.mark.parametrize(
    "unit",
    [
        "On 12:22 wrote ", "Am schrieb ", "a:\n", "> q\nanswer\n", ">", "\n", " ", "Cc:\nBcc:\nTo:\nDate:\n", "--\n",
        "Regards,\nAnn\nann@x.test\n", "From: x\nTo: y\nz\nz\n", "On on on 1 <a@b> " * 15 + ":\n", "<" * 300 + ":\n",
        "Am " + "schrieb " * 400 + ":\n", "confidential intended recipient\n", "a" * 500 + "<b@c:\n",
        "Sent from my iPhone\n",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(unit):
    """A pattern that backtracks would take minutes here; the bound is loose because machines differ."""
    text = (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]
    started = time.process_time()
    folds(text)
    assert time.process_time() - started < 20
