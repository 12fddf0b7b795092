"""Rows: what an admin sets up."""

from tests.web.matrix.rows import ADMINS, form, page, verb

PERSON, TEAM = {"pk": "person"}, {"pk": "team"}
ROWS = {
    "setup": page(ADMINS),
    "people": page(ADMINS),
    "new_person": form(ADMINS),
    "person": form(ADMINS, **PERSON),
    **dict.fromkeys(["send_link", "leave", "come_back", "hand_over"], verb(PERSON, ADMINS)),
    "teams": page(ADMINS),
    "new_team": form(ADMINS),
    "team": form(ADMINS, **TEAM),
    "remove_team": verb(TEAM, ADMINS),
    "add_area": verb(TEAM, ADMINS),
    "area": verb({"pk": "area"}, ADMINS),
    "mailbox_test": page(ADMINS, pk="mailbox"),
    "send_test_mail": verb({"pk": "mailbox"}, ADMINS),
    "tags": form(ADMINS),
    "tag": form(ADMINS, pk="tag"),
    "retire_tag": verb({"pk": "tag"}, ADMINS),
    "signatures": form(ADMINS),
    "styleguide": page(ADMINS),
    "specimens": page(ADMINS, theme="theme"),
}
