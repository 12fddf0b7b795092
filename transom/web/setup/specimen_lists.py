"""Made-up rows for the style guide: tickets in lists, links in the rail, what was found, what leaves, who is told."""

from datetime import datetime, timedelta


def lists(now: datetime, nowhere: str) -> dict:
    return {
        "tickets": _tickets(now, nowhere),
        "hits": [{**_tickets(now, nowhere)[1], "marks": _marked(), "said": _said(now, nowhere)}],
        "list_head": {
            "sides": [
                {"name": "Put before you", "count": "3", "url": nowhere, "current": True},
                {"name": "Everybody's", "count": "17", "url": nowhere, "current": False},
            ],
            "told": {"words": "12 tickets are urgent: then nothing is urgent any more.", "url": nowhere},
            "delays": [
                {"name": "Waiting for capacity", "count": "4", "url": nowhere},
                {"name": "nobody has said", "count": "2", "url": nowhere},
            ],
        },
        "links": [
            {"name": "Answer owed", "url": nowhere, "count": "7", "current": True, "hot": True},
            {"name": "Mine", "url": nowhere, "count": "500+", "current": False},
            {"name": "Closed", "url": nowhere, "count": "", "current": False},
        ],
        "attention": {"name": "Mail needing attention", "url": nowhere, "count": "2", "current": False},
        "views": [{"name": "Exports, urgent", "url": nowhere, "current": False, "key_of": "sample"}],
        "inbox": _inbox(now, nowhere),
        "rail": {"bell": {"unread": 3, "words": "3"}},
        "leaving": [
            {
                "pk": 1,
                "undo_url": nowhere,
                "seconds": 12,
                "outcome_url": nowhere,
                "number": 17,
                "url": nowhere,
                "subject": "Export stops",
            }
        ],
        "others": {
            "tickets": [
                {"number": 12, "subject": "Invoices twice", "status": "Being looked at", "closed": False},
                {"number": 9, "subject": "A second approver", "status": "Over and done", "closed": True},
            ]
        },
        "stays": [
            {"name": "Just in", "lasted": "3 h", "at": now - timedelta(hours=5), "here": False},
            {"name": "Being looked at", "lasted": "2 h", "at": now - timedelta(hours=2), "here": True},
        ],
    }


def _tickets(now: datetime, nowhere: str) -> list[dict]:
    plain = {
        "number": 17,
        "version": 4,
        "url": nowhere,
        "subject": "Export stops at “Assign region to visits”",
        "snippet": "The button under the visit list now says that there is no region, so the evening's report is missing.",
        "requester": "Ann Meyer",
        "customer": "Acme Clinics",
        "urgent": False,
        "status": {"name": "Being looked at", "category": "open"},
        "type": "Custom code",
        "assignee": "Sue Lindqvist",
        "at": now - timedelta(minutes=25),
        "need_since": None,
        "waiting_words": "",
    }
    owed = {
        "urgent": True,
        "need_since": now,
        "waiting_words": "waits for us 3 h",
        "status": {"name": "Just in", "category": "new"},
    }
    silent = {"status": {"name": "With the customer", "category": "waiting"}, "waiting_words": "our word was last, 2 d"}
    over = {
        "status": {"name": "Over and done", "category": "closed"},
        "assignee": "",
        "snippet": "",
        "at": None,
        "subject": "",
    }
    late = {"act": "Call: 9 d here", "delay": "Blocked by the new database driver"}
    changes = [owed, {}, silent, late, over]
    return [plain | change | {"number": 17 + place} for place, change in enumerate(changes)]


def _marked() -> list[dict]:
    return [
        {"text": "Export stops at “", "matches": False},
        {"text": "Assign region", "matches": True},
        {"text": " to visits”", "matches": False},
    ]


def _said(now: datetime, nowhere: str) -> list[dict]:
    at = now - timedelta(hours=1)
    return [
        {"kind": "message", "url": nowhere, "author": "Ann Meyer", "at": at, "text": _marked()},
        {"kind": "note", "url": nowhere, "author": "Sue Lindqvist", "at": at, "text": _marked()},
    ]


def _inbox(now: datetime, nowhere: str) -> dict:
    ticket = {"number": 17, "subject": "Export stops at “Assign region to visits”"}
    head = {
        "url": nowhere,
        "ticket": ticket,
        "row": {"at": now - timedelta(minutes=5)},
        "sentence": "Sue mentioned you",
        "words": "",
    }
    unread = {
        "head": head | {"text": "@Dev can the step name them?"},
        "is_unread": True,
        "others": 2,
        "newest": 1,
        "is_muted": False,
    }
    read = {
        "head": head | {"text": "", "sentence": "Ann wrote"},
        "is_unread": False,
        "others": 0,
        "newest": 2,
        "is_muted": True,
    }
    return {"unread": [unread], "read": [read]}
