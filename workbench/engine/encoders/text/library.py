"""Hugging Face's transformers: imported when the first network is built, never on the net, and silent."""

from __future__ import annotations

import functools
import importlib
import os
from typing import Any

_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")


@functools.cache
def transformers() -> Any:
    """The library. Importing it and a network takes seconds, which who has pictures need not wait for.

    It and its hub may not use the network from here on, in this process and those it starts.
    """
    os.environ.update(dict.fromkeys(_OFFLINE, "1"))
    constants: Any = importlib.import_module("huggingface_hub.constants")
    constants.HF_HUB_OFFLINE = constants.HF_HUB_DISABLE_TELEMETRY = True  # timm may have imported it before
    library: Any = importlib.import_module("transformers")
    library.logging.set_verbosity_error()
    library.logging.disable_progress_bar()
    return library
