"""Rows: what is being written, saved words, finding and its views, what one is told, what moves by itself."""

from tests.web.matrix.desk import TICKET
from tests.web.matrix.rows import AGENTS, PAGE, TAKEN_OR_ASKED_AGAIN, Row, form, page, verb

POSTED = Row(AGENTS, frozenset({303, 404, 405}), TAKEN_OR_ASKED_AGAIN)
SAVED = {"pk": "saved reply"}
MACRO = {"pk": "macro"}

COMPOSER = {
    "keep_draft": verb(TICKET),
    "drafts": page(),
    "discard_draft": verb({"pk": "draft"}),
    "take_over": verb({"pk": "draft of a colleague"}),
    "undo": verb({"pk": "leaving"}),
    "outcome": Row(get=frozenset({200, 204}), things={"pk": "leaving"}),
    "sending": page(),
    "upload": POSTED,
    "kept_picture": page(token="picture"),
    "preview": POSTED,
    "mentionable": page(),
    "choose_words": Row(AGENTS, PAGE, TAKEN_OR_ASKED_AGAIN, TICKET),
    "saved_menu": page(**TICKET),
    "use_words": Row(AGENTS, PAGE, TAKEN_OR_ASKED_AGAIN, TICKET | {"kind": "saved kind", "pk": "saved reply"}),
    "run_macro": verb(TICKET),
}
SAVED_WORDS = {
    "saved_replies": page(),
    "new_saved_reply": form(),
    "preview_reply": form(),
    "saved_reply": form(**SAVED),
    "retire_saved_reply": verb(SAVED),
    "duplicate_saved_reply": verb(SAVED),
    "macros": page(),
    "new_macro": form(),
    "macro": form(**MACRO),
    "retire_macro": verb(MACRO),
    "duplicate_macro": verb(MACRO),
    "tags_offered": page(),
    "own_signature": verb({}),
}
FIND = {
    "find": page(query="q=printer"),
    "find_completions": page(query="q=sta"),
    "palette": page(query="q=pri"),
    "save_view": verb({}),
    "view_counts": page(),
    "change_view": verb({"pk": "view"}),
    "remove_view": verb({"pk": "view"}),
    "move_view": verb({"pk": "view"}),
}
LIVE = {
    "live_here": POSTED,
    "live_rail": page(),
    "queue_rows": page(slug="queue", query="numbers=1"),
    "ticket_since": Row(get=frozenset({200, 204}), things=TICKET, query="seen=1"),
}
TOLD = {
    "me": page(),
    "own_notifications": verb({}),
    "own_hours": verb({}),
    "appearance": verb({}),
    "set_zone": verb({}),
    "notifications": page(),
    "bell": page(),
    "read_notifications": verb({}),
    "read_notification": verb({"pk": "notification"}),
    "read_ticket": verb(TICKET),
    "mute": verb(TICKET),
}
ROWS = COMPOSER | SAVED_WORDS | FIND | LIVE | TOLD
