"""Trying a mailbox's settings step by step, in words: for the button on its page and for `transom check mailbox`.

Nothing is fetched, marked or made. What a server says is repeated as one short line at most.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from transom.foundation.secrets import SecretLost
from transom.mail.fetching import connecting, trouble
from transom.mail.fetching.connecting import Client
from transom.mail.fetching.models import ImapAccount, Security
from transom.mail.fetching.session import Session
from transom.mail.fetching.trouble import NotSecure, Trouble

SECONDS = (8.0, 12.0)  # for connecting, and for each word of an answer: a person is waiting
WHOLE = 60.0  # for all of it: a server that drips would keep a thread of the pages for days


@dataclass(frozen=True)
class Finding:
    """One step: what was tried, whether it is well, and where it is not, what to do."""

    name: str
    ok: bool
    said: str
    remedy: str = ""


def probe(account: ImapAccount, secret: str | None = None, whole: float = WHOLE) -> list[Finding]:
    """What was found, in order, up to the first step that failed. `secret`: what to sign in with, if not the stored one;
    `whole`: how many seconds all of it may take.
    """
    findings: list[Finding] = []
    client = None
    name = _("Server")
    try:
        client = connecting.reach(account, SECONDS, whole)
        findings += _reached(account, client)
        name = _("Login")
        connecting.sign_in(client, account, account.read_secret() if secret is None else secret)
        findings.append(Finding(name, True, _("%(login)s is signed in.") % {"login": account.login}))
        name = _("Folder")
        session = Session(client, account)
        findings.append(_folder(session))
        if account.moves:
            name = _("Fetched mail")
            findings.append(_archive(session))
        findings.append(_waiting(session))
    except SecretLost as error:
        findings.append(_failed(name, trouble.secret_lost(error)))
    except NotSecure as error:
        findings.append(_failed(_("Encryption"), error))
    except Trouble as error:
        findings.append(_failed(name, error))
    finally:
        connecting.close(client)
    return findings


def _failed(name: str, error: Trouble) -> Finding:
    return Finding(name, False, error.said, error.remedy)


def _reached(account: ImapAccount, client: Client) -> list[Finding]:
    place = {"host": account.host, "port": account.port}
    reached = Finding(_("Server"), True, _("%(host)s answers on port %(port)s.") % place)
    if account.security == Security.NONE:
        return [reached, Finding(_("Encryption"), True, _("None, and none is needed on this machine."))]
    version = {"version": client.socket().version()}
    return [reached, Finding(_("Encryption"), True, _("%(version)s, and the certificate holds.") % version)]


def _folder(session: Session) -> Finding:
    account = session.account
    session.open()
    count = {"folder": account.folder, "count": session.exists, "unread": len(session.search("UNSEEN"))}
    said = _("Mails in %(folder)s: %(count)s, unread: %(unread)s.") % count
    if account.uid_validity is None:
        said += " " + _("The desk begins with the unread ones; what was read before stays where it is.")
    return Finding(_("Folder"), True, said)


def _archive(session: Session) -> Finding:
    found, words = session.archive(), {"folder": session.account.move_to}
    if session.moves or session.expunges:
        said = _("It is moved to %(folder)s.") % words
    else:
        said = _("This server can move nothing, so it stays and is marked as read.")
    if not found:
        said += " " + _("That folder is not there yet; the desk makes it.")
    return Finding(_("Fetched mail"), True, said)


def _waiting(session: Session) -> Finding:
    said = _("The server tells of new mail at once.") if session.idles else _("The desk looks every 30 seconds.")
    return Finding(_("New mail"), True, said)
