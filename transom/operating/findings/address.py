"""TRANSOM_BASE_URL: where links lead, and where browsers must be able to go."""

import ipaddress
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http.request import validate_host

from transom.operating.findings.finding import Finding, ok, problem, warning

EXAMPLE = "Set TRANSOM_BASE_URL to the address that people type, as in https://desk.example.com."
NOBODY_MEANS_THESE = ("0.0.0.0", "::")  # noqa: S104, only compared with


def base_url(now: datetime) -> Finding:
    url = settings.BASE_URL
    parts = urlsplit(url)
    if fault := _fault(parts):
        return problem(f"Links begin with {url}, {fault}.", EXAMPLE)
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        return problem(
            f"Browsers that go to {url} are turned away: TRANSOM_ALLOWED_HOSTS does not name {parts.hostname}.",
            f"Add {parts.hostname} to TRANSOM_ALLOWED_HOSTS, or take that variable away.",
        )
    if _is_here(parts.hostname):
        return _for_this_machine(url)
    if parts.scheme == "http":
        return warning(
            f"Links begin with {url}: passwords and customers' words cross the network in the clear.",
            "Put a web server with TLS before the desk and set TRANSOM_BASE_URL to its https:// address.",
        )
    return ok(f"Links begin with {url}.")


def _fault(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        return "whose port is no number of a port"
    if not parts.hostname or parts.hostname in NOBODY_MEANS_THESE or port == 0:
        return "which is no address that a browser can go to"
    if parts.path or parts.query or parts.fragment:
        return "but the desk has its pages at / and not below a path"
    return "which has a name or a password in it" if parts.username or parts.password else ""


def _for_this_machine(url: str) -> Finding:
    said = f"Links begin with {url}, which leads to the desk on this machine alone."
    return warning(said, EXAMPLE) if settings.SMTP_URL not in ("", "sink:") else ok(said)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
