"""A contender as a process: requests go in, answers come out, several at a time."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from time import perf_counter
from types import TracebackType
from typing import Any, Self

SCRIPTS = Path(__file__).parents[1]
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "DO_NOT_TRACK": "1",
}


class ContenderError(Exception):
    """A contender ended, or answered with an error; one line says what it said."""


class Running:
    """A contender that was started; closing it ends the process.

    Attributes:
        started: when, on the clock of `time.perf_counter`.
    """

    def __init__(
        self, python: Path, command: tuple[str, ...], folder: Path, environment: Mapping[str, str]
    ) -> None:
        """Start it.

        Args:
            python: its interpreter.
            command: module and arguments.
            folder: working directory.
            environment: variables besides those of this process.
        """
        variables = {**os.environ, **OFFLINE, **environment}
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, (str(SCRIPTS), environment.get("PYTHONPATH"))))
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the process
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._lock = Lock()
        self._number = 0
        self.started = perf_counter()
        self._process = subprocess.Popen(
            [str(python), "-m", *command],
            cwd=folder,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, do: str, **arguments: object) -> dict[str, Any]:
        """Send a request and wait for its answer; any number of threads may do so at once.

        Raises:
            ContenderError: the contender answered with an error, or ended.
        """
        future: Future[dict[str, Any]] = Future()
        with self._lock:
            self._number += 1
            request = {"id": self._number, "do": do, **arguments}
            self._waiting[self._number] = future
            try:
                assert self._process.stdin is not None
                self._process.stdin.write(json.dumps(request) + "\n")
                self._process.stdin.flush()
            except OSError as error:
                raise ContenderError(self._last_words()) from error
        answer = future.result()
        if "error" in answer:
            raise ContenderError(answer["error"])
        return answer

    def age(self) -> float:
        """Return the seconds since the start."""
        return perf_counter() - self.started

    def memory(self) -> tuple[float, float] | None:
        """Return the memory in MB held now and at its peak; None where the system does not say."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        held, peak = (int(status.split(f"{key}:")[1].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
        return held, peak

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            if stream is not None:
                with suppress(OSError):  # what could not be sent to a process that has died
                    stream.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            answer = json.loads(line)
            with self._lock:
                future = self._waiting.pop(answer["id"])
            future.set_result(answer)
        self._process.wait()
        with self._lock:
            for future in self._waiting.values():
                future.set_result({"error": self._last_words()})
            self._waiting.clear()

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = [line.strip() for line in self._log.read().splitlines() if line.strip()]
        return f"ended with status {self._process.poll()}: {lines[-1] if lines else 'it said nothing'}"[:500]
