"""No request leaves the machine: the commands run with every socket but loopback refused and recorded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT

# Loaded by every Python process that has its folder on PYTHONPATH, before anything else.
GUARD = """
import os, socket
def _check(host):
    if isinstance(host, (bytes, bytearray)):
        host = host.decode()
    if host not in (None, "", "127.0.0.1", "::1", "localhost", "0.0.0.0"):
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(str(host) + "\\n")
        raise OSError("blocked: " + str(host))
def _guarded(name):
    original = getattr(socket.socket, name)
    def call(self, *args):
        address = args[-1] if name == "sendto" else args[0]
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _check(address[0])
        return original(self, *args)
    setattr(socket.socket, name, call)
for _name in ("connect", "connect_ex", "sendto"):
    _guarded(_name)
_lookup = socket.getaddrinfo
def _getaddrinfo(host, *args, **kwargs):
    _check(host)
    return _lookup(host, *args, **kwargs)
socket.getaddrinfo = _getaddrinfo
"""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """An environment in which every attempt to reach another machine is refused and written to a log."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("HF_", "GRADIO_", "TRANSFORMERS_"))
    }
    return {**kept, "PYTHONPATH": str(tmp_path / "guard"), "GUARD_LOG": str(tmp_path / "attempts.log")}


def attempts(environment: dict[str, str]) -> str:
    log = Path(environment["GUARD_LOG"])
    return log.read_text(encoding="utf-8") if log.exists() else ""


def program() -> str:
    return str(Path(sys.executable).with_name("drugbot"))


def test_the_guard_sees_an_attempt(guarded: dict[str, str]) -> None:
    code = "import urllib.request as u\ntry: u.urlopen('http://example.invalid')\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", code], env=guarded, check=True, timeout=60)
    assert attempts(guarded) == "example.invalid\n"


def test_index_and_ask_reach_for_no_other_machine(guarded: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    text = (ROOT / "corpus" / "raloxifene.md").read_text(encoding="utf-8")
    (tmp_path / "corpus" / "raloxifene.md").write_text(text, encoding="utf-8")
    for arguments in (["index"], ["ask", "what is evista used for"]):
        done = subprocess.run(
            [program(), *arguments],
            cwd=tmp_path,
            env=guarded,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "Raloxifene" in done.stdout
    assert attempts(guarded) == ""


def test_chat_starts_and_serves_without_reaching_for_another_machine(
    guarded: dict[str, str], project_index: Path, tmp_path: Path
) -> None:
    command = [program(), "chat", "--index", str(project_index), "--port", "7899"]
    with subprocess.Popen(command, cwd=tmp_path, env=guarded, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert address is not None, line
            page = urlopen(address.group(), timeout=20).read().decode()
            time.sleep(2)  # what a library sends from a thread after the start would be sent by now
        finally:
            server.terminate()
    assert "drugbot" in page
    assert attempts(guarded) == ""
