"""What can go wrong at somebody else's server, in words for the person who has to mend it."""

from transom.mail.fetching.models import Security

LONGEST_ECHO = 120  # characters of a server's own words that we repeat


class Trouble(Exception):
    """Fetching cannot go on. `said` is what happened, `remedy` what to do about it; each a sentence or two."""

    def __init__(self, said: str, remedy: str = ""):
        super().__init__(f"{said} {remedy}".strip())
        self.said = said
        self.remedy = remedy


class NotSecure(Trouble):
    """The server is there, but what is said to it would not be safe."""


def echo(words: bytes | str | Exception) -> str:
    """One short printable line of what a server said. Never more of it: it may be anybody's server."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    line = " ".join("".join(character if character.isprintable() else " " for character in text[:1000]).split())
    line = line.removeprefix("b'").removeprefix('b"').rstrip("'\"")
    if line.startswith("["):  # a code for programs (RFC 5530)
        line = line.partition("] ")[2] or line
    line = line.rstrip(". ")
    return line if len(line) <= LONGEST_ECHO else f"{line[:LONGEST_ECHO]}…"


def unreachable(host: str, port: int, error: OSError) -> Trouble:
    why = "it did not answer in time" if isinstance(error, TimeoutError) else error.strerror or "no connection"
    return Trouble(
        f"{host} cannot be reached on port {port}: {echo(why)}.",
        "Check the server's name and the port, and that this machine may connect to it.",
    )


def bad_certificate(host: str, why: str) -> Trouble:
    return NotSecure(
        f"The certificate of {host} does not hold: {echo(why)}.",
        "Use the name that the certificate is for, or have it renewed. "
        "Where a private authority signed it, name that authority's file in SSL_CERT_FILE.",
    )


def no_tls(host: str, port: int, security: str) -> Trouble:
    other = "STARTTLS (usually port 143)" if security == Security.TLS else "TLS from the start (usually port 993)"
    return NotSecure(f"{host} does not speak TLS that way on port {port}.", f"Try {other}.")


def no_imap(host: str, port: int) -> Trouble:
    return Trouble(
        f"What answers on port {port} of {host} does not speak IMAP, or not as the standard says.",
        "Check the port and how the connection is secured.",
    )


def not_encrypted(host: str) -> Trouble:
    return NotSecure(
        f"{host} is not this machine, so a password would cross the network unencrypted.",
        "Choose TLS or STARTTLS.",
    )


def refused(login: str, host: str, why: str, oauth: bool) -> Trouble:
    return Trouble(
        f"{host} refused the login of {login}{f': {why}' if why else ''}.",
        "The token may have run out: enter a new one."
        if oauth
        else "Check the user name and the password; many providers want an app password here.",
    )


def no_folder(folder: str, host: str) -> Trouble:
    return Trouble(
        f"The folder {folder} cannot be opened at {host}.",
        "Check its name, as a mail program shows it, and that it may be changed and not only read.",
    )


def no_archive(folder: str, host: str) -> Trouble:
    return Trouble(
        f"There is no folder {folder} at {host}, and the server would not make one.",
        "Make it with a mail program, or name one that is there.",
    )


def cut(host: str) -> Trouble:
    return Trouble(f"The connection to {host} broke off.", "The desk connects again by itself.")


def too_much(host: str) -> Trouble:
    return Trouble(f"{host} sent far more than it was asked for, or too slowly.", "Ask whoever runs that server.")


def refusal(host: str, why: str) -> Trouble:
    return Trouble(f"{host} refused what the desk asked: {why}.", "The desk tries again by itself.")


def secret_lost(error: Exception) -> Trouble:
    return Trouble("The stored password cannot be read.", str(error))
