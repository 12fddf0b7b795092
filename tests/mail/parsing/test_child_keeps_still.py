"""A library that a mail has led astray reaches no network and changes no file, from Python."""

import subprocess
import sys

import pytest

TRY = """
import os, pathlib, socket, sys
from transom.mail.parsing import limits
limits.settle()
path = pathlib.Path(sys.argv[1])
try:
    {deed}
except PermissionError as error:
    print(error)
"""
DEEDS = {
    "empties a file": "open(path, 'w')",
    "opens one to change it": "os.open(path, os.O_RDWR)",
    "links": "os.link(path, str(path) + '2')",
    "links by name": "os.symlink('/etc/passwd', str(path) + '2')",
    "opens it to others": "os.chmod(path, 0o777)",
    "cuts it short": "os.truncate(path, 0)",
    "removes": "os.remove(path)",
    "connects": "socket.create_connection(('127.0.0.1', 9))",
    "says it in one packet": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "asks for a name": "socket.gethostbyname('localhost')",
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_it_may_not(tmp_path, deed):
    path = tmp_path / "kept"
    path.write_bytes(b"words")
    path.chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(deed=deed), str(path)], capture_output=True, timeout=60, check=True
    )
    assert b"the parser may not do that" in done.stdout
    assert path.read_bytes() == b"words"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_it_may_read_what_it_meets(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(b"words")
    script = TRY.format(deed="print(path.read_text())")
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, timeout=60, check=True)
    assert done.stdout == b"words\n"
