"""Who may read the figures of a desk. To everybody else they do not exist."""

import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest

BEARER = "Bearer "
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_", "HTTP_X_REAL_IP", "HTTP_VIA")
"""How a proxy gives itself away. Whoever comes through one is not on this machine."""


def may_read(request: HttpRequest) -> bool:
    """With TRANSOM_METRICS_TOKEN whoever presents it; without, a peer on this machine that speaks for nobody else."""
    if settings.METRICS_TOKEN:
        return _presents(request.headers.get("Authorization", ""), settings.METRICS_TOKEN)
    return _is_here(request.META.get("REMOTE_ADDR", "")) and not any(
        name.startswith(FORWARDED) for name in request.META
    )


def _presents(header: str, token: str) -> bool:
    scheme, presented = header[: len(BEARER)], header[len(BEARER) :]
    same = hmac.compare_digest(presented.encode("utf-8", "surrogateescape"), token.encode())
    return same and scheme.lower() == BEARER.lower()


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
