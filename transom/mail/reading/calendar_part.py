"""An invitation (text/calendar, RFC 5545 and 5546) as a few lines that a person can read."""

from datetime import date, datetime

from icalendar import Calendar, Component, Event

from transom.mail.reading.charset import printable

LONGEST_CALENDAR = 200_000  # bytes; a year's holidays have 60,000
MOST_EVENTS = 5
METHODS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "REPLY": "Answer to an invitation",
    "COUNTER": "Proposal of another time",
    "PUBLISH": "Calendar entry",
    "ADD": "Another date",
    "REFRESH": "Request for the newest version",
    "DECLINECOUNTER": "Refused proposal",
}
ANSWERS = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "accepted tentatively",
    "DELEGATED": "delegated",
}


def describe_calendar(content: bytes, method: str = "") -> str:
    """Lines about each event: what, when with its zone, where, by whom. Empty where the part holds no event.

    `method` is that of the Content-Type, for calendars that name none. Raises `ValueError` for what is no calendar.
    """
    if len(content) > LONGEST_CALENDAR:
        raise ValueError("the calendar is too long to be read")
    calendar = Calendar.from_ical(content)
    method = str(calendar.get("METHOD", method)).upper()
    events = [component for component in calendar.walk("VEVENT") if isinstance(component, Event)]
    blocks = [describe_event(event, method) for event in events[:MOST_EVENTS]]
    if len(events) > MOST_EVENTS:
        blocks.append(f"({len(events) - MOST_EVENTS} more)")
    return "\n\n".join(blocks)


def describe_event(event: Event, method: str) -> str:
    lines = [f"{METHODS.get(method, 'Calendar entry')}: {printable(str(event.get('SUMMARY', ''))) or '(no title)'}"]
    when = describe_times(event)
    where = printable(str(event.get("LOCATION", "")))
    organiser = describe_person(event, "ORGANIZER")
    for label, value in (("When", when), ("Where", where), ("Organiser", organiser)):
        if value:
            lines.append(f"{label}: {value}")
    if method == "REPLY":
        lines += [f"Answer: {answer}" for answer in describe_answers(event)]
    return "\n".join(lines)


def describe_times(event: Event) -> str:
    start, end = event.get("DTSTART"), event.get("DTEND")
    if start is None:
        return ""
    start_text = describe_time(start)
    zone = zone_name(start)
    if end is None:
        return f"{start_text} {zone}".strip()
    starts, ends = start.dt, end.dt
    same_day = isinstance(starts, datetime) and isinstance(ends, datetime) and starts.date() == ends.date()
    end_text = f"{ends:%H:%M}" if same_day else describe_time(end)
    return f"{start_text} to {end_text} {zone}".strip()


def describe_time(value) -> str:
    moment: date = value.dt
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def zone_name(value) -> str:
    """The zone as the calendar names it; "UTC"; or nothing for a floating time or a day."""
    named = value.params.get("TZID", "")
    return printable(str(named)) or ("UTC" if getattr(value.dt, "tzinfo", None) else "")


def describe_person(component: Component, name: str) -> str:
    person = component.get(name)
    if person is None:
        return ""
    address = printable(str(person)).removeprefix("mailto:").removeprefix("MAILTO:")
    common_name = printable(str(person.params.get("CN", "")))
    return f"{common_name} <{address}>" if common_name and common_name != address else address


def describe_answers(event: Event) -> list[str]:
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    answers = []
    for attendee in attendees[:MOST_EVENTS]:
        answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper(), "")
        if answer:
            answers.append(f"{printable(str(attendee)).removeprefix('mailto:').removeprefix('MAILTO:')} {answer}")
    return answers
