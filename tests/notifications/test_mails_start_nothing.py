"""The mail itself: it can start nothing, it is nobody's business but its person's, and what goes wrong with it ends."""

from datetime import timedelta

from tests.notifications.conftest import MONDAY
from transom.foundation.pauses import Pause, Paused
from transom.mail.models import NoticeEmail, OutboundEmail
from transom.mail.transport import Unavailable
from transom.notifications.telling import GRACE


def test_it_can_start_nothing(desk, dev, mentioned, work, post):
    [mail] = work(MONDAY + GRACE, dev)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "bulk"
    assert mail["List-Id"] == "<notifications.desk.example>"
    assert mail["X-Transom-Desk"]
    assert [sender for sender, to, _mime in post.sent if to == (dev.email,)] == [""]


def test_it_is_no_sent_mail_and_no_event(dev, mentioned, work):
    mentioned.refresh_from_db()
    events = mentioned.version
    work(MONDAY + GRACE)
    mentioned.refresh_from_db()
    assert mentioned.version == events
    assert not OutboundEmail.objects.filter(recipients__icontains=dev.email).exists()


def test_a_way_out_that_fails_is_tried_again_with_the_same_mail(dev, mentioned, work, post):
    post.trouble = Unavailable("the server is away")
    work(MONDAY + GRACE)
    frozen = bytes(NoticeEmail.objects.get(person=dev).mime)
    post.trouble = None
    work(MONDAY + timedelta(minutes=10))
    assert [mime for _from, to, mime in post.sent if to == (dev.email,)] == [frozen]


def test_a_refusal_is_told_to_nobody_but_its_person(quinn, dev, mentioned, work, post, told):
    post.trouble = Unavailable("550 no such user", permanent=True)
    before = len(told(quinn))
    work(MONDAY + GRACE)
    work(MONDAY + timedelta(hours=2))
    assert NoticeEmail.objects.get(person=dev).refused == "550 no such user"
    mentioned.refresh_from_db()
    assert len(told(quinn)) == before


def test_while_sending_is_paused_it_waits(dev, mentioned, work, post):
    Pause.objects.create(what=Paused.SENDING, since=MONDAY)
    assert work(MONDAY + GRACE, dev) == []
    Pause.objects.all().delete()
    assert len(work(MONDAY + timedelta(hours=1), dev)) == 1


def test_what_is_a_day_too_late_is_not_sent(dev, mentioned, work, post):
    post.trouble = Unavailable("the server is away")
    work(MONDAY + GRACE)
    post.trouble = None
    assert work(MONDAY + timedelta(days=2), dev) == []
    assert NoticeEmail.objects.get(person=dev).refused
