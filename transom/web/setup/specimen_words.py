"""Made-up words for the style guide: messages, notes, held mail, the composer, the panel."""

from datetime import datetime, timedelta


def words(now: datetime, nowhere: str) -> dict:
    return {
        "messages_shown": _messages(now, nowhere),
        "note_shown": {
            "id": 3,
            "author": "Sue Lindqvist",
            "at": now - timedelta(minutes=40),
            "segments": [
                {
                    "kind": "text",
                    "text": "Three users lost their region in Friday's import. @Dev can the step name them?",
                }
            ],
        },
        "held_shown": {
            "id": 1,
            "sender": "stranger@else.example",
            "at": now,
            "reason": "They are not known on this ticket.",
            "text": "And me?",
        },
        "history": [
            {
                "id": 5,
                "actor": "Sue",
                "words": "took it, moved it from Just in to Being looked at",
                "at": now - timedelta(hours=1),
            },
            {"words": "The desk was restored"},
        ],
        "events": [{"anchor": nowhere, "actor": "Ann Meyer", "words": "wrote", "at": now, "text": "It works again!"}],
        "came": [{"actor": "Quinn", "words": "wrote to Ann", "at": now}],
        "draft": {"pk": 1, "who": "Tess", "at": now, "body": "We **found** it.", "shared": True},
        "race": {"wanted": "move it to With the customer", "url": nowhere, "fields": [("to", "1")]},
        "back": {"why": "something came in first", "at": now},
        "elsewhere_words": {"at": now, "body": "Words from another window.", "version": 2},
        "waiting_words": {
            "pk": 2,
            "author": "Sue Lindqvist",
            "to_words": "Ann Meyer",
            "seconds": 12,
            "body": "It is **fixed**.",
            "files": ["log.txt"],
            "undo_url": nowhere,
        },
        "composing": _composing(),
        "files_shown": {"kind": "reply", "files": {"reply": [_file("screen.png"), _file("log.txt")], "note": []}},
        "moves_shown": [
            _move("1", "Have it done"),
            _move("2", "Not seen here", needs="needs a word why", comment=True),
            _move(
                "4", "Put it off", needs="needs a reason and an assignee", reasons=["No time", "Unclear"], assignee=True
            ),
            _move("3", "To be tested", waits="Link a bug first."),
        ],
        "macros_shown": {
            "url": nowhere,
            "shown": [{"name": "Ask for the version", "key": 1, "letter": "V"}],
            "more": [{"name": "Close as answered", "key": 2, "letter": ""}],
        },
        "pinned": [{"id": 1, "text": "Runs its own region step.", "by": "Pia, 2 d ago"}],
        "hearing_shown": {"is_watching": True, "is_muted": False, "unread": 2},
        "facts_shown": [("Customer", "Acme Clinics"), ("Tier", "Gold"), ("Phone", "")],
        "variables": [{"written": "{{their first name}}", "what": "Ann"}],
        "places_shown": [{"name": "People", "url": "#", "current": True}, {"name": "Teams", "url": "#"}],
        "saved_row": {"pk": 1, "name": "Which browser?", "is_changeable": True},
        "banners": [
            {"what": "sending", "name": "Sending", "reason": "The desk was restored from a backup.", "may_resume": True}
        ],
    }


def _move(value: str, label: str, **asked) -> dict:
    nothing = {"needs": "", "waits": "", "comment": False, "reasons": [], "assignee": False}
    return nothing | {"value": value, "label": label, "to": label} | asked


def _messages(now: datetime, nowhere: str) -> list[dict]:
    text = "Hello,\n\nsince the update the button says “3 visits have no region”. See https://acme.example/visits."
    first = {
        "id": 1,
        "incoming": True,
        "author": "Ann Meyer",
        "to_words": "ann@acme.example",
        "cc_words": "bea@acme.example",
        "trust_words": "a colleague of the requester",
        "at": now - timedelta(hours=3),
        "segments": [{"kind": "text", "text": text}, {"kind": "fold", "label": "", "text": "Ann Meyer\nAcme Clinics"}],
        "attachments": [
            {"url": nowhere, "name": "screen.png", "size": "84 kB", "is_image": True},
            {"url": nowhere, "name": "log.txt", "size": "2 kB"},
        ],
    }
    ours = {
        "id": 2,
        "incoming": False,
        "author": "Sue Lindqvist",
        "to_words": "to Ann Meyer",
        "at": now - timedelta(hours=1),
    }
    said = {"segments": [{"kind": "text", "text": "I see the same on your test site, and write again before 13:00."}]}
    states = (("queued", "Waits to be sent"), ("sent", "Sent"), ("failed", "ann@acme.example: 550 no such user"))
    return [
        first,
        *(
            ours | said | {"id": 10 + place, "delivery": {"state": state, "words": shown}}
            for place, (state, shown) in enumerate(states)
        ),
    ]


def _composing() -> dict:
    return {
        "number": 17,
        "kind": "reply",
        "body": "The three users are Kara, Lev and Mo.",
        "version": 1,
        "once": "sample",
        "to_name": "Ann Meyer",
        "requester": "Ann Meyer <ann@acme.example>",
        "reachable": True,
        "to": "",
        "cc": "",
        "bcc": "",
        "offered": [{"label": "Bea <bea@acme.example>", "address": "bea@acme.example", "ticked": True}],
        "known": ["ann@acme.example"],
        "no_answer_expected": False,
        "changes": "",
        "changes_words": "Then: move it to With the customer",
        "moves": [{"value": "1", "to": "With the customer", "comment": False}],
        "errors": ["Write something first."],
        "new_people": ["new@else.example"],
        "stopped": False,
        "elsewhere": None,
        "files": {"reply": [_file("log.txt")], "note": []},
        "other": {"kind": "note", "version": 0, "body": "", "at": None, "changes": "", "changes_words": ""},
        "came_back": [],
        "waiting": [],
        "shared": [],
        "draft": {"at": datetime.fromisoformat("2026-01-05T08:52:00+00:00"), "shared": False},
        "signature": "Sue Lindqvist, Support",
    }


def _file(name: str) -> dict:
    return {"token": name, "name": name, "size": 84_000, "picture": ""}
