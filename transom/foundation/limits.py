"""How many connections one process holds. Each costs a file descriptor, and without one no file and no database opens."""

import resource

WANTED = 65_536
PORTS = 3
OURS = 256  # descriptors for the database, files, log and children


def raise_open_files() -> None:
    """Take as many descriptors as the system lets us have; shells and services begin with few."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def most_connections() -> int:
    """How many connections one port holds at once. Whoever comes on top is told to come later."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, min(1000, (soft - OURS) // PORTS))
