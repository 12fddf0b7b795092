"""What the desk keeps of a mail that it cannot fetch whole: its head, and a word about where the whole of it lies.

It goes the way of every mail, so it opens or joins a ticket, has its clock, and is seen. The head stays as it came but
for what describes the body.
"""

from transom.mail.fetching.models import ImapAccount

ABOUT_THE_BODY = (b"content-", b"mime-version:")


def too_large(head: bytes, size: int, account: ImapAccount, lies_in: str) -> bytes:
    return _compose(
        head,
        f"This mail is {size / 1_000_000:.0f} MB large, which is more than this desk fetches, so only its head is here.",
        account,
        lies_in,
    )


def unreadable(head: bytes, account: ImapAccount, lies_in: str) -> bytes:
    return _compose(head, "The mail server did not give the desk this mail, only its head.", account, lies_in)


def _compose(head: bytes, what: str, account: ImapAccount, lies_in: str) -> bytes:
    where = f"The whole of it lies in the folder {lies_in} of {account.login} at {account.host}: read it there with a mail program."
    text = f"[{what} {where}]\r\n"
    mime = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    return b"".join(_without_body_fields(head)) + mime + b"\r\n" + text.encode()


def _without_body_fields(head: bytes):
    """The lines of the head up to the empty one, each with its end; the last only if it is whole."""
    dropped = False
    for line in head.split(b"\n")[:-1]:
        line = line.rstrip(b"\r")
        if not line:
            return
        if line[:1] not in (b" ", b"\t"):
            dropped = line.lower().startswith(ABOUT_THE_BODY)
        if not dropped:
            yield line + b"\r\n"
