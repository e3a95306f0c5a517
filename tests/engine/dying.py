"""Programs that die while they save an encoder and a state: at one moment after the other, by `kill -9`.

python -m tests.engine.dying FOLDER first|again

Prints, for each moment, what is in the folder afterwards: the version of the state and of the encoder, 0 for
none. The last line is of a program that lived.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import ParamSpec, TypeVar

import torch

from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec, build, encoders

P = ParamSpec("P")
T = TypeVar("T")


def save(folder: Path, version: int) -> None:
    """What a checkpoint writes, every weight being the version's number."""
    encoder = build(EncoderSpec(name="small_residual", channels=1, size=32))
    with torch.no_grad():
        for parameter in encoder.parameters():
            parameter.fill_(version)
    checkpoint.save_state(folder, {"version": version})
    checkpoint.save_encoder(folder, encoder, layout=Layout(shape=(32, 32, 1)), modality="image")


def _die_at(moment: int) -> None:
    """Let this program kill itself before or after its so-and-so-many-th flush or renaming."""
    moments = count()

    def dying(function: Callable[P, T]) -> Callable[P, T]:
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            if next(moments) == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            result = function(*args, **kwargs)
            if next(moments) == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    os.fsync, os.replace = dying(os.fsync), dying(os.replace)


def _versions(folder: Path) -> tuple[int, int]:
    """Of the state and of the encoder; raises when either cannot be read."""
    state = checkpoint.load_state(folder, torch.device("cpu"))
    if not (folder / checkpoint.WEIGHTS).exists():
        return (state or {"version": 0})["version"], 0
    values = {int(p.min()) for p in checkpoint.load_encoder(folder).encoder.parameters()}
    assert len(values) == 1, "an encoder of two versions"
    return (state or {"version": 0})["version"], values.pop()


def main(root: Path, how: str) -> None:
    """Fork one program for each moment until one lives."""
    encoders.names()  # imported once here, not in every fork
    for moment in count():
        folder = root / str(moment)
        folder.mkdir()
        if how == "again":
            save(folder, 1)
        child = os.fork()
        if child == 0:
            _die_at(moment)
            save(folder, 2)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps(_versions(folder)) + "\n")
        if os.WIFEXITED(status):
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
