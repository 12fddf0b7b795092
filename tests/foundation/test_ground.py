"""A failure that passes is told in a line; one that may be ours, with its trace."""

import errno
import logging

import pytest
from django.db import OperationalError

from transom.foundation import ground

log = logging.getLogger("transom.mail")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("database or disk is full"),
        OperationalError("database is locked\nstill"),
    ],
)
def test_what_passes_is_one_line_however_often_it_comes(error, caplog):
    ground.tell(log, error, "mail %s waits", 7)
    [record] = caplog.records
    assert record.getMessage().startswith("mail 7 waits (")
    assert "\n" not in record.getMessage()
    assert record.exc_info is None


def test_what_may_be_our_fault_comes_with_its_trace(caplog):
    ground.tell(log, ValueError("no such colour"), "mail %s waits", 7)
    [record] = caplog.records
    assert record.getMessage() == "mail 7 waits"
    assert "no such colour" in caplog.text
    assert record.exc_info
