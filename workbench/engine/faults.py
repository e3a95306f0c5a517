"""What can go wrong in a step so that learning can still go on."""

from __future__ import annotations

import torch

_OUT_OF_MEMORY = ("out of memory", "not enough memory", "can't allocate memory", "cannot allocate memory")


class OutOfMemoryError(Exception):
    """A step did not fit the device's memory; it never happened."""


class DivergedError(Exception):
    """The loss or the weights are no longer numbers; nothing of it was saved."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of torch or Python says that memory ran out, on any device."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return any(words in str(error).lower() for words in _OUT_OF_MEMORY)
