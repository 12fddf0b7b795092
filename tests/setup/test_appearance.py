"""Each in their own zone, theme and language."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from django.test import Client
from django.utils import timezone

from transom.config.environment import BadSetting, read
from transom.people.models import User
from transom.web.setup.zones import choices

MAY = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def choose(client, **said):
    return client.post("/me/appearance", {"theme": "", "time_zone": "", "language": ""} | said)


def test_times_are_shown_in_the_zone_of_whoever_reads(mail, sue, quinn, sign_in):
    ticket = mail(at=MAY).ticket
    User.objects.filter(pk=sue.pk).update(time_zone="America/New_York")
    User.objects.filter(pk=quinn.pk).update(time_zone="Asia/Tokyo")
    for person, shown in ((sue, "Mon 4 May 2026, 08:00 EDT"), (quinn, "Mon 4 May 2026, 21:00 JST")):
        assert shown in sign_in(person).get(f"/tickets/{ticket.number}/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


def test_who_chose_none_reads_in_the_zone_of_the_desk(mail, sues, settings):
    ticket = mail(at=MAY).ticket
    settings.TIME_ZONE = "Europe/Berlin"
    assert "Mon 4 May 2026, 14:00 CEST" in sues.get(f"/tickets/{ticket.number}/").content.decode()


def test_a_zone_that_the_world_has_forgotten_is_the_desks(sue, sues):
    User.objects.filter(pk=sue.pk).update(time_zone="Europe/Atlantis")
    assert sues.get("/sent/").status_code == 200


def test_zone_and_theme_cost_no_query(sue, sues, django_assert_num_queries):
    with django_assert_num_queries(3):  # the session, the person and their roles, as without
        sues.get("/pauses/")
    User.objects.filter(pk=sue.pk).update(time_zone="Asia/Tokyo", theme="dark")
    with django_assert_num_queries(3):
        sues.get("/pauses/")


def test_somebody_chooses_zone_theme_and_language(sue, sues):
    answer = choose(sues, theme="dark", time_zone="Asia/Kolkata", language="en")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/")
    sue.refresh_from_db()
    assert (sue.theme, sue.time_zone, sue.language) == ("dark", "Asia/Kolkata", "en")
    page = sues.get("/sent/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'lang="en"' in page
    choose(sues)
    assert "data-theme" not in sues.get("/sent/").content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"time_zone": "Europe/Atlantis"}, "Choose the city nearest to you"),
        ({"theme": "pink"}, "pink"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_what_does_not_exist_is_refused_with_words(sue, sues, said, words):
    answer = choose(sues, **said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    sue.refresh_from_db()
    assert (sue.theme, sue.time_zone, sue.language) == ("", "", "")


def test_nobody_changes_the_looks_of_another_or_without_signing_in(sue, olga, sign_in):
    assert Client().post("/me/appearance", {"theme": "dark"}).status_code == 302
    assert choose(sign_in(olga), theme="dark").status_code == 404
    assert Client().post("/me/zone", {"time_zone": "Asia/Tokyo"}).status_code == 302
    assert not User.objects.exclude(theme="", time_zone="").exists()


def test_the_zone_of_the_browser_is_offered_until_one_is_chosen(sue, sues):
    assert 'data-zone-offer="UTC"' in sues.get("/sent/").content.decode()
    answer = sues.post("/me/zone", {"time_zone": "Asia/Calcutta", "next": "/sent/"})  # its old name, which browsers say
    assert answer.headers["Location"] == "/sent/"
    sue.refresh_from_db()
    assert sue.time_zone == "Asia/Calcutta"
    assert "data-zone-offer" not in sues.get("/sent/").content.decode()


def test_a_zone_that_is_none_and_a_way_out_of_the_desk_are_not_taken(sue, sues):
    answer = sues.post("/me/zone", {"time_zone": "../../etc/passwd", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/me/"
    sue.refresh_from_db()
    assert sue.time_zone == ""
    sues.get("/me/zone?time_zone=Asia/Tokyo")
    sue.refresh_from_db()
    assert sue.time_zone == ""


def test_every_zone_of_a_city_can_be_picked():
    listed = {name for _area, cities in choices("none")[2:] for name, _city in cities}
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires", "Pacific/Auckland"} <= listed <= available_timezones()
    assert choices("none", "EST5EDT")[2] == ("EST5EDT", "EST5EDT")


def test_the_zone_of_the_desk_is_one_that_there_is(tmp_path):
    surroundings = {"TRANSOM_DATA": str(tmp_path)}
    assert read(surroundings).time_zone == "UTC"
    assert read(surroundings | {"TRANSOM_TIME_ZONE": "Europe/Berlin"}).time_zone == "Europe/Berlin"
    with pytest.raises(BadSetting, match="Europe/Berlin"):
        read(surroundings | {"TRANSOM_TIME_ZONE": "Berlin"})


def test_the_zone_of_one_request_is_not_that_of_the_next(mail, sue, quinn, sign_in):
    User.objects.filter(pk=sue.pk).update(time_zone="Asia/Tokyo")
    ticket = mail(at=MAY + timedelta(hours=1)).ticket
    clients = {"JST": sign_in(sue), "UTC": sign_in(quinn)}
    for _round in range(2):
        for zone, client in clients.items():
            assert f":00 {zone}" in client.get(f"/tickets/{ticket.number}/").content.decode()
