"""The one redirect helper: nobody is ever sent from the desk to an address that somebody else wrote."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """RFC 9110, 15.4.4: the form was taken, look there. Reloading does not send it again."""

    status_code = 303


def is_local(url: str) -> bool:
    """A path on this desk: no host, no scheme, nothing that a browser reads as either."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def local(url: str, otherwise: str) -> str:
    return url if is_local(url) else otherwise


def see(url: str, otherwise: str = "/") -> HttpResponse:
    """Go to `url` where it is on this desk, else to `otherwise`."""
    return SeeOther(local(url, otherwise))
