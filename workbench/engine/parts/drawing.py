"""Chance for what is done text by text, off the device: a function of the step like all the rest."""

from __future__ import annotations

import numpy as np
import torch
from torch import Generator


def numpy_generator(generator: Generator | None) -> np.random.Generator:
    """A generator whose seed is one draw from a batch's; from the global one when that is None."""
    drawn_on = "cpu" if generator is None else generator.device
    seed = torch.randint(2**62, (1,), generator=generator, device=drawn_on)
    return np.random.default_rng(int(seed))
