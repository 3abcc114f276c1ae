"""Choose how a model is run: by onnxruntime where it can be exported, else by sentence-transformers."""

from __future__ import annotations

from drugbot.errors import EncoderError
from drugbot.index.encoder import Encoder
from drugbot.index.models import Model
from drugbot.settings import Settings


def load_encoder(model: Model, settings: Settings) -> Encoder:
    """Load a model in the way that the settings ask for.

    With ``runtime`` "auto" a model that can be exported is run by onnxruntime, from a file that is made when
    it is first used; any other model, or where that file cannot be kept, by sentence-transformers. Both make
    the same vectors (`drugbot.index.onnx_export.AGREEMENT`), so an index serves both.

    Raises:
        EncoderError: the model cannot be loaded, or "onnx" is asked for and cannot be had.
    """
    # Each way imports what it needs: torch takes seconds, and the quick way does without it.
    if settings.runtime != "torch":
        from drugbot.index.onnx_export import open_exported  # noqa: PLC0415

        try:
            exported = open_exported(model, settings.cache)
        except EncoderError:
            if settings.runtime == "onnx":
                raise
            exported = None
        if exported is not None:
            return exported
        if settings.runtime == "onnx":
            raise EncoderError(
                f"{model.directory}: this kind of model cannot be exported to ONNX; set DRUGBOT_RUNTIME=auto"
            )
    from drugbot.index.reference import load_reference  # noqa: PLC0415

    return load_reference(model)
