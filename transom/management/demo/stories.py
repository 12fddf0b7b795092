"""What the demo's customers wrote and what became of it: a list of steps for each ticket, told as data."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Mail:
    """A mail to the desk, so long ago. `answers` tells it to answer our last mail on the ticket of this story."""

    ago: timedelta
    sender: str
    subject: str
    text: str
    answers: bool = False
    headers: str = ""


@dataclass(frozen=True)
class Act:
    """A verb by one of the cast, so long ago."""

    ago: timedelta
    who: str
    verb: str
    value: str = ""
    comment: str = ""


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    return timedelta(days=count)


ANN = "Ann Meyer <ann@acme.example>"
STORIES = (
    (
        Mail(
            days(2.1),
            ANN,
            "Export stops at “Assign region to visits”",
            "Hello,\n\nsince the update the button under the visit list says “3 visits have no region” and the export stops there. "
            "We click it every evening, so the weekend reports are missing.\n\nBest regards\nAnn Meyer\n\n-- \nAnn Meyer\nAcme Clinics\n+49 30 5550",
        ),
        Act(days(2), "quinn", "type", "custom-code"),
        Act(days(2), "quinn", "assign", "sue"),
        Act(days(1.9), "sue", "move", "in-review"),
        Act(
            days(1.8),
            "sue",
            "note",
            "Reproduced on their test site: the message comes from the region step. Three users lost their region in Friday’s import.",
        ),
        Act(
            days(1.7),
            "sue",
            "reply",
            "Good morning Ann,\n\nI see the same on your test site. Three users have no region since Friday’s import; I’m checking why and will write again before noon.",
        ),
        Mail(
            hours(3),
            ANN,
            "Re: Export stops at “Assign region to visits”",
            "Thank you. Which users are they?\n\n> Good morning Ann,\n>\n> I see the same on your test site.",
            answers=True,
        ),
    ),
    (
        Mail(
            hours(1.2),
            "Bruno Keller <bruno@kontora.example>",
            "Card payments fail since this morning",
            "Every customer gets “declined by issuer”, also with our own test card. Nothing changed on our side.\n\nBruno",
        ),
        Act(hours(1), "quinn", "type", "issue"),
        Act(hours(1), "quinn", "urgent", "No customer of theirs can pay."),
    ),
    (
        Mail(
            hours(0.6),
            "Ines Prado <ines@lumen.example>",
            "How do I add a second approver?",
            "I only see one field in the settings. Is that a plan limit or am I looking in the wrong place?\n\nThanks, Ines",
        ),
    ),
    (
        Mail(
            days(9),
            "Tomasz Wilk <tomasz@nordbau.example>",
            "Invoices twice in the archive",
            "Since Monday each invoice is in the archive twice. The second copy has no number.",
        ),
        Act(days(8.9), "quinn", "type", "issue"),
        Act(days(8.8), "tess", "move", "in-review"),
        Act(days(8.6), "tess", "bug", "ARCHIVE-41"),
        Act(days(8.5), "tess", "move", "approved"),
        Act(days(8.4), "dev", "assign", "dev"),
        Act(days(8.3), "dev", "move", "in-progress"),
        Act(days(8), "dev", "move", "ready-to-test"),
        Act(days(7.8), "tess", "move", "in-testing"),
        Act(days(7.7), "tess", "move", "ready-to-install"),
        Act(days(7.5), "rolf", "move", "client-testing"),
        Act(
            days(7.4),
            "dev",
            "reply",
            "Hello Tomasz,\n\nthe second copy is gone with build 4.2.1, which is on your system since this morning. Could you check one invoice of this week?",
        ),
        Act(days(1), "sue", "missed", "+49 40 5550 12"),
    ),
    (
        Mail(
            days(1.2),
            "Mara Lindt <mara@helio.example>",
            "Idea: keyboard shortcut for duplicate",
            "We duplicate rows all day, it would save us hours. Ctrl+D maybe?",
        ),
        Act(days(1.1), "quinn", "type", "idea"),
        Act(days(1.1), "quinn", "assign", "petra"),
    ),
    (
        Mail(
            days(6),
            "Bruno Keller <bruno@kontora.example>",
            "Training for two new colleagues",
            "We have two new people in accounting. Can you train them on the approval flow, half a day, remote?",
        ),
        Act(days(5.9), "quinn", "type", "request"),
        Act(days(5.8), "quinn", "assign", "pia"),
        Act(days(5.7), "pia", "move", "in-review"),
        Act(days(5.6), "pia", "move", "needs-estimate"),
        Act(
            days(5.1),
            "pia",
            "estimate",
            "Half a day of training on the approval flow, remote, for two people.\n\n* two sessions of two hours\n* the training material, to keep",
            "4 480 EUR",
        ),
        Act(days(5), "pia", "move", "estimate-ready"),
        Act(days(4.9), "pia", "move", "estimate-pending"),
    ),
    (
        Mail(
            days(9),
            "Lena Voss <lena@nordbau.example>",
            "Where do I change our address?",
            "We moved. Where is the address on the invoices set?",
        ),
        Act(days(8.9), "sue", "assign", "sue"),
        Act(
            days(8.8),
            "sue",
            "reply",
            "Hello Lena,\n\nunder Settings, Company, Address. It is on every invoice from then on.",
        ),
        Mail(
            days(8.5),
            "Lena Voss <lena@nordbau.example>",
            "Re: Where do I change our address?",
            "Found it, thank you!",
            answers=True,
        ),
        Act(days(8.4), "sue", "move", "completed", "She found it."),
        Mail(
            days(8.2),
            "Lena Voss <lena@nordbau.example>",
            "Re: Where do I change our address?",
            "Thank you, Sue! Have a nice weekend.\n\nLena",
            answers=True,
        ),
    ),
    (
        Mail(
            days(3.2),
            "Omar Haddad <omar@lumen.example>",
            "Report is empty for March",
            "The monthly report shows no rows for March, all other months are fine. See the picture that I sent to Sue on the phone.",
        ),
        Act(days(3.1), "sue", "assign", "sue"),
        Act(
            days(3),
            "sue",
            "reply",
            "Hello Omar,\n\ncould you send me the filter that you use? With an empty filter I see 214 rows for March.",
        ),
    ),
    (
        Mail(
            days(5),
            "Mara Lindt <mara@helio.example>",
            "Login loop on the old tablet",
            "Since last week the tablet in the hall asks for the password again and again.",
        ),
        Act(days(4.9), "quinn", "type", "issue"),
        Act(days(4.8), "tess", "move", "in-review"),
        Act(
            days(4.6),
            "tess",
            "tried",
            "not-reproduced",
            "Signed in ten times on three tablets of ours, it kept me in.",
        ),
        Act(
            days(4.5),
            "tess",
            "move",
            "cannot-replicate",
            "Works on three tablets of ours. Need the version of the browser.",
        ),
        Act(
            days(4.4),
            "tess",
            "reply",
            "Hello Mara,\n\nI could not make it happen here. Which browser is it, and which version? Menu, Help, About tells.",
        ),
    ),
    (
        Mail(
            hours(5),
            "Priya Nair <priya@acme.example>",
            "Two visits overlap and nobody is warned",
            "Yesterday two visits of the same nurse overlapped by an hour and the planner accepted both.",
        ),
        Act(hours(4.5), "quinn", "type", "issue"),
        Act(hours(4.4), "quinn", "move", "in-review"),
    ),
    (
        Mail(
            hours(20),
            "Deals <deals@bargains.example>",
            "Pre-owned forklifts, best price",
            "Dear sir, we offer forklifts of all brands.",
        ),
        Act(hours(19), "quinn", "move", "spam"),
    ),
    (
        Mail(
            hours(8),
            "Ines Prado <ines@lumen.example>",
            "Automatic reply: Your invoice",
            "I am out of the office until Monday.",
            headers="Auto-Submitted: auto-replied\n",
        ),
    ),
    (
        Mail(
            days(7.2),
            "Jonas Reiter <jonas@kontora.example>",
            "API returns 500 for archived projects",
            "GET /projects/8812 returns 500 since the release, the other projects work. Response body is attached in the ticket of Bruno.",
        ),
        Act(days(7.1), "quinn", "type", "issue"),
        Act(days(7), "tess", "move", "in-review"),
        Act(
            days(6.9),
            "tess",
            "tried",
            "reproduced",
            "Archive any project\nGET /projects/ and its number\nIt answers 500",
        ),
        Act(days(6.8), "tess", "move", "approved"),
        Act(days(4), "dev", "delay", "Blocked by…", "the new database driver"),
    ),
    (
        Mail(
            hours(2),
            "Olga Petrenko <olga@outside.example>",
            "Re: Export stops at “Assign region to visits”",
            "Hi, I was forwarded this. Please send me everything that you found out, I consult for Acme.",
            answers=True,
        ),
    ),
)
# The last mail answers the thread of the first story, which its sender is not part of: it is held.
STRANGER = len(STORIES) - 1
