"""Addresses to listen on, as an operator writes them."""

import argparse
import socket
from typing import NamedTuple


class Endpoint(NamedTuple):
    host: str
    port: int

    def __str__(self):
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class PortTaken(Exception):
    """Somebody listens there already; the message says where and how to choose another place."""


def endpoint(value: str) -> Endpoint:
    """`HOST:PORT`, `[::1]:PORT`, or `PORT` alone for this machine only. Raises what argparse shows."""
    host, _, port = value.rpartition(":")
    if not port.isdigit() or not 0 <= int(port) < 65536:
        raise argparse.ArgumentTypeError(f"{value!r} is no HOST:PORT, as in 127.0.0.1:8000")
    return Endpoint(host.strip("[]") or "127.0.0.1", int(port))


def family(place: Endpoint) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in place.host else socket.AF_INET


def check_free(place: Endpoint, option: str) -> None:
    """Raise `PortTaken` now, with words, rather than fail with a trace in the middle of the start."""
    with socket.socket(family(place)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {place} ({error.strerror}). Choose another place with {option}."
            ) from error
