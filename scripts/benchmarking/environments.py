"""An environment for each contender, made once and kept.

torch and the weights are large, so they stand in one environment that the others look into by a .pth file.
Where a contender needs another version of something, pip puts it into the contender's own, which comes first.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarking.contenders import PACKAGES, SHARED

TORCH = "torch==2.13.0"  # by itself and first: other specifiers may bring gigabytes of GPU libraries
_STAMP = "installed.json"


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a contender runs.

    Attributes:
        python: its interpreter, None where it could not be made.
        versions: package → version of what was asked for.
        problem: why it could not be made.
    """

    python: Path | None
    versions: dict[str, str]
    problem: str = ""


def environments(folder: Path, names: Iterable[str]) -> dict[str, Environment]:
    """Make the environments that are not there yet.

    Args:
        folder: where they are kept.
        names: of `benchmarking.contenders.PACKAGES`.

    Returns:
        Name → environment, "shared" among them; one that does not install says why.
    """
    shared = _made(folder / "shared", (TORCH, *SHARED), None)
    found = {"shared": shared}
    for name in names:
        if shared.python is None:
            found[name] = Environment(None, {}, f"what all need does not install: {shared.problem}")
        else:
            found[name] = _made(folder / name, PACKAGES[name], folder / "shared")
    return found


def _made(place: Path, packages: tuple[str, ...], shared: Path | None) -> Environment:
    python, stamp = place / "bin" / "python", place / _STAMP
    if not stamp.exists() or json.loads(stamp.read_bytes()) != list(packages):
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        if shared is not None:
            (_site(python) / "shared.pth").write_text(
                f"{_site(shared / 'bin' / 'python')}\n", encoding="utf-8"
            )
        for batch in (packages[:1], packages[1:]) if packages[0] == TORCH else (packages,):
            command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *batch]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
                return Environment(None, {}, (lines or done.stderr.splitlines() or ["pip failed"])[-1])
        stamp.write_text(json.dumps(packages), encoding="utf-8")
    return Environment(python, versions(python, packages))


def _site(python: Path) -> Path:
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(
        subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    )


def versions(python: Path, packages: Iterable[str]) -> dict[str, str]:
    """Return the versions of packages, given by their specifiers, as an interpreter sees them."""
    names = [package.split("=")[0].split(">")[0] for package in packages]
    code = (
        "import importlib.metadata as m, json, sys; "
        "print(json.dumps({n: m.version(n) for n in sys.argv[1:]}))"
    )
    done = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def own(packages: Iterable[str]) -> Environment:
    """Return the environment that this runs in."""
    return Environment(Path(sys.executable), versions(Path(sys.executable), packages))
