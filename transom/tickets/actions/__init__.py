"""The verbs. Pages, mail, the clock and the portal change a ticket by calling one of these, and in no other way.

Every verb takes the `actor` as a keyword and returns what it made or the ticket as it stands after. `seen` is the
version that the actor was looking at; where something came in since that they must know of, the verb raises
`SomethingCameIn` and writes nothing. `at` is when it happened, for words that waited; else now.
"""

from transom.tickets.actions.answering import Way, approve_estimate, decline_estimate, it_works, still_broken
from transom.tickets.actions.clearing import (
    Spoken,
    clear,
    follow_up,
    hold_follow_up,
    keep,
    silence_broken,
    skip_follow_up,
)
from transom.tickets.actions.delays import escalate, explain_delay, log_call
from transom.tickets.actions.estimating import (
    ask_again,
    current_estimate,
    make_estimate,
    note_asked,
    note_not_asked,
    withdraw_estimate,
)
from transom.tickets.actions.holding import discard, hold, release
from transom.tickets.actions.joining import merge, unmerge
from transom.tickets.actions.knowing import correct_contact, correct_customer, pin, set_customer, take_down
from transom.tickets.actions.linking import link, link_bug, unlink, unlink_bug
from transom.tickets.actions.looking import looked_at
from transom.tickets.actions.moving import change_status, set_type
from transom.tickets.actions.opening import open_ticket
from transom.tickets.actions.quick import mark_quick
from transom.tickets.actions.reopening import count_word
from transom.tickets.actions.reproducing import give_to_reproduce, record_reproduction
from transom.tickets.actions.reviving import bring_back, revive
from transom.tickets.actions.ringing import ring
from transom.tickets.actions.scope import NotAllowed, Refused
from transom.tickets.actions.several import Changes, change
from transom.tickets.actions.sorting import (
    assign,
    assign_team,
    set_priority,
    set_subject,
    set_tags,
    unwatch,
    watch,
)
from transom.tickets.actions.splitting import split
from transom.tickets.actions.talking import answer_stopped, delivery_failed, no_answer_needed, note, receive, reply
from transom.tickets.words import NewAttachment, Words

__all__ = [
    "Spoken",
    "bring_back",
    "revive",
    "Way",
    "clear",
    "follow_up",
    "hold_follow_up",
    "keep",
    "silence_broken",
    "skip_follow_up",
    "approve_estimate",
    "ask_again",
    "current_estimate",
    "decline_estimate",
    "it_works",
    "make_estimate",
    "note_asked",
    "note_not_asked",
    "still_broken",
    "withdraw_estimate",
    "Changes",
    "NewAttachment",
    "NotAllowed",
    "Refused",
    "Words",
    "answer_stopped",
    "assign",
    "assign_team",
    "change",
    "change_status",
    "correct_contact",
    "correct_customer",
    "count_word",
    "delivery_failed",
    "discard",
    "escalate",
    "explain_delay",
    "give_to_reproduce",
    "hold",
    "link",
    "looked_at",
    "mark_quick",
    "link_bug",
    "log_call",
    "merge",
    "no_answer_needed",
    "note",
    "open_ticket",
    "pin",
    "receive",
    "release",
    "record_reproduction",
    "reply",
    "ring",
    "set_customer",
    "set_priority",
    "set_subject",
    "set_tags",
    "set_type",
    "split",
    "unlink",
    "unlink_bug",
    "unmerge",
    "take_down",
    "unwatch",
    "watch",
]
