"""A real Dovecot in a folder of its own: its own ports, certificates and users, no root needed, nothing left behind.

Every login name is a user with an empty mailbox, so each test takes one of its own. The password is `PASSWORD` or
`WIDE_PASSWORD`; `token()` makes what OAuth 2 would, which Dovecot checks by a key (RFC 7519).
"""

import base64
import hashlib
import hmac
import json
import os
import pwd
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import trustme
from imapclient import IMAPClient

from tests.desks import answers, free_port, wait_for

PASSWORD, WIDE_PASSWORD = "staple-battery", "schlüssel-für-müller"
KEY = b"the key that tokens of the tests are signed with"
PROGRAM = shutil.which("dovecot") or (path if os.path.exists(path := "/usr/sbin/dovecot") else None)
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
ssl = yes
ssl_cert = <{folder}/certificate
ssl_key = <{folder}/key
disable_plaintext_auth = {encrypted}
auth_mechanisms = {mechanisms}
mail_location = maildir:{folder}/mail/%u
mailbox_idle_check_interval = 1s
auth_failure_delay = 0
mail_max_userip_connections = 100
{capability}
passdb {{
  driver = static
  args = password={password}
}}
passdb {{
  driver = static
  args = password={wide_password}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
service imap-login {{
  {login_chroot}
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
  }}
}}
service anvil {{
  {login_chroot}
}}
service stats {{
  {login_chroot}
}}
{users}
"""
OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""


class Dovecot:
    """A server that `start` starts and `stop` ends; its mail stays between the two."""

    def __init__(
        self,
        folder: Path,
        certificate: trustme.LeafCert,
        capability: str = "",
        mechanisms: str = "plain xoauth2 oauthbearer",
        encrypted: bool = True,
    ):
        self.folder = folder
        self.port, self.tls_port = free_port(), free_port()
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for name in ("mail", "run", "state", "keys/default/HS256"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        os.chown(folder / "mail", self.user.pw_uid, self.user.pw_gid)
        folder.chmod(0o755)
        (folder / "keys/default/HS256/default").write_text(base64.b64encode(KEY).decode())
        (folder / "oauth2").write_text(OAUTH.format(folder=folder))
        (folder / "log").touch()
        self.present(certificate)
        (folder / "configuration").write_text(
            CONFIGURATION.format(
                folder=folder,
                port=self.port,
                tls_port=self.tls_port,
                user=self.user.pw_uid,
                group=self.user.pw_gid,
                password=PASSWORD,
                wide_password=WIDE_PASSWORD,
                mechanisms=mechanisms,
                encrypted="yes" if encrypted else "no",
                capability=f"imap_capability = {capability}" if capability else "",
                **self._users(),
            )
        )
        self.process = None

    def _users(self) -> dict[str, str]:
        """As root Dovecot brings its own; without, everything is done by whoever runs it, and nothing can be locked away."""
        if os.geteuid() == 0:
            return {"users": "", "login_chroot": ""}
        name, group = self.user.pw_name, self.user.pw_gid
        users = f"default_login_user = {name}\ndefault_internal_user = {name}\ndefault_internal_group = {group}"
        return {"users": users, "login_chroot": "chroot ="}

    def present(self, certificate: trustme.LeafCert) -> None:
        """Show this certificate from the next start on."""
        certificate.private_key_pem.write_to_path(self.folder / "key")
        (self.folder / "certificate").write_bytes(b"".join(pem.bytes() for pem in certificate.cert_chain_pems))

    def start(self) -> "Dovecot":
        command = [PROGRAM, "-F", "-c", self.folder / "configuration"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: answers(self.port) and answers(self.tls_port))
        except AssertionError:
            raise AssertionError(f"Dovecot did not start: {(self.folder / 'log').read_text()}") from None
        return self

    def stop(self, sign: int = signal.SIGTERM) -> None:
        """By SIGKILL its children live on: end those, too, and only those."""
        if self.process is None:
            return
        children = _children(self.process.pid)
        self.process.send_signal(sign)
        self.process.wait(30)
        for child in children if sign == signal.SIGKILL else ():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.process = None
        wait_for(lambda: not answers(self.port))

    @contextmanager
    def client(self, login: str):
        """A mail program of the person whose mailbox it is."""
        client = IMAPClient("127.0.0.1", self.tls_port, ssl_context=_trusting(), timeout=20)
        try:
            client.login(login, PASSWORD)
            yield client
        finally:
            client.shutdown()

    def post(self, login: str, *mails: bytes, folder: str = "INBOX", flags=(), at=None) -> None:
        """Put mails into the folder, as the mail server does when they arrive."""
        with self.client(login) as client:
            for mail in mails:
                client.append(folder, mail, flags, at)

    def subjects(self, login: str, folder: str = "INBOX", criteria: str = "ALL") -> list[str]:
        """The subjects of what lies in the folder; None of a folder that is missing."""
        with self.client(login) as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            rows = client.fetch(client.search(criteria), ["ENVELOPE"])
            return [row[b"ENVELOPE"].subject.decode() for row in rows.values()]

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


def token(login: str, seconds: int = 600) -> str:
    """An access token for `login` that is good for so many seconds."""
    now = int(time.time())
    parts = [{"alg": "HS256", "typ": "JWT"}, {"sub": login, "iat": now - 3600, "exp": now + seconds}]
    said = b".".join(_base64(json.dumps(part).encode()) for part in parts)
    return (said + b"." + _base64(hmac.new(KEY, said, hashlib.sha256).digest())).decode()


def _base64(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _children(pid: int) -> list[int]:
    found = []
    with suppress(FileNotFoundError):  # it ended meanwhile
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


@contextmanager
def running(certificate: trustme.LeafCert, **options):
    """A Dovecot that runs, in a temporary folder. As root it must be where other users may go."""
    with tempfile.TemporaryDirectory(prefix="transom-dovecot-", ignore_cleanup_errors=True) as name:
        server = Dovecot(Path(name), certificate, **options).start()
        try:
            yield server
        finally:
            server.stop()
