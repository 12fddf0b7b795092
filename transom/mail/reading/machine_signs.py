"""The marks that machines leave on their mail, one question each; `bounces` and `automatic` weigh them."""

import re

from transom.mail.reading.parsed import ParsedEmail

DAEMON = re.compile(r"(mailer|mail|mail-|e?mail_?)-?daemon|mdaemon|mail-?delivery(-?(sub)?system)?|maildelivery", re.I)
# The whole name, or nearly: there are companies called Bounce, and people who work at a Mail Delivery Service Ltd.
DAEMON_NAME = re.compile(
    r"""\W*(the\s)?(
    mail(er)?[ -]?(delivery[ -]?(sub)?system|daemon|delivery\sservice) | (mail\s)?delivery\s(failure|status) | bounces?
    )(\s(notifications?|reports?|messages?|handler|mails?|agent))*(\W*|\s*[(@[].*)""",
    re.I | re.X,
)
POSTMASTER = re.compile(
    r"post[._-]?master|root|mail(er)?|mailadmin|mailmaster|administrator|bounces?([+=-].*)?|postman", re.I
)
# Anchored at the start: a person who answers or forwards a bounce has "Re:" or "Fwd:" before it.
BOUNCE_SUBJECT = re.compile(
    r"""\W*(\*{3}spam\*{3}\s*)?(
    (mail\s|message\s|e-?mail\s)?(system\s)?(un|non-?)deliver(able|ed|y)
  | (mail|message|e-?mail|returned\smail|transaction)?:?\s?delivery\s(status\s)?(failure|failed|notification|problem
        |error|report|delay|has\sbeen\sdelayed|incomplete|temporarily)
  | deliver(y|ing)\s?(status|report|fail|problem|unsuccess|delay)
  | (your\s)?(mail|message|e-?mail)\s(status|delivery|system|could\snot|not\sdelivered|was\snot|to\s\S+\s(could|failed)
        |you\ssent|failure|rejected|undeliverable|bounced)
  | failure\s(notice|delivery|de\sdistribution)|failed\s(mail|delivery|message)|fail(ed|ure)\sto\s(send|deliver)
  | return(ed|ing)?\s(to\ssender|mail|message|e-?mail)|mail\sreturned|warning:\s(could\snot|message|mail)
  | notification\s(d'|d’)?[ée]tat|bounced?\s(mail|message|e-?mail)|nondeliverable\smail|rejected\smail|rejected:
  | user\sunknown|unknown\suser|unzustellbar|nicht\szustellbar|zustellung|mail\skonnte\snicht
  | non\s?remis|remise\sdu\smessage|[ée]chec\s(de|d')|no\sse\spuede\sentregar|devuelto|mancat[oa]\s(recapito|consegna)
  | niet\s?bezorg|onbestelbaar|n[ãa]o\sentregue|недоставлен|не\sдоставлено|無法|配信|未送達|送信エラー|退信|系统退信
    )""",
    re.I | re.X,
)


def has_null_return_path(mail: ParsedEmail, envelope_sender: str | None) -> bool:
    """Sent from `<>` (RFC 5321, 4.5.5): nobody may answer it, and only machines send so."""
    if envelope_sender is not None:
        return envelope_sender.strip("<> ") == ""
    return any(value.replace(" ", "") == "<>" for value in mail.header_values("return-path"))


def is_from_daemon(mail: ParsedEmail) -> bool:
    if mail.sender is None:
        return bool(DAEMON.search(mail.header("from")) or DAEMON_NAME.fullmatch(mail.header("from")))
    local = mail.sender.address.partition("@")[0]
    return bool(DAEMON.fullmatch(local) or DAEMON_NAME.fullmatch(mail.sender.name))


def is_from_postmaster(mail: ParsedEmail) -> bool:
    """A mailbox that machines use and people sometimes answer from: never enough on its own."""
    local = mail.sender.address.partition("@")[0] if mail.sender else mail.header("from").strip("<> ")
    return bool(POSTMASTER.fullmatch(local))


def has_bounce_subject(mail: ParsedEmail) -> bool:
    return bool(BOUNCE_SUBJECT.match(mail.subject))


def report_type(mail: ParsedEmail) -> str:
    """The report-type of a multipart/report (RFC 6522), "unknown" where it names none, empty for other mail."""
    content_type = mail.header("content-type").lower()
    if not content_type.startswith("multipart/report"):
        return ""
    found = re.search(r"report-type\s*=\s*\"?([a-z0-9-]+)", content_type)
    return found.group(1) if found else "unknown"


def auto_submitted(mail: ParsedEmail) -> str:
    """The keyword of Auto-Submitted (RFC 3834, 5), lower case; empty where absent or "no"."""
    keyword = re.split(r"[;\s(]", mail.header("auto-submitted").strip().lower(), maxsplit=1)[0]
    return "" if keyword == "no" else keyword


def precedence(mail: ParsedEmail) -> str:
    return mail.header("precedence").strip().lower()
