"""Stopping inside a step: it may take seconds, a stop half of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import Tensor, nn

from workbench.jobs import CancelToken


@contextmanager
def watching(module: nn.Module, token: CancelToken) -> Iterator[None]:
    """Look at the token inside the module's forward and backward pass: raises `Stopped` there."""

    def look(*_: object) -> None:
        token.raise_if_stopping()

    def look_both_ways(layer: nn.Module, inputs: object, output: object) -> None:
        token.raise_if_stopping()
        # A hook on the tensor, not on the module: those do not bear in-place activations.
        if isinstance(output, Tensor) and output.requires_grad:
            output.register_hook(look)  # type: ignore[no-untyped-call]

    layers = [m for m in module.modules() if any(True for _ in m.parameters(recurse=False))]
    hooks = [layer.register_forward_hook(look_both_ways) for layer in layers]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
