"""Writing down letter by letter, in the order of the sound: for texts in the language that is heard.

Graves et al. 2006, "Connectionist Temporal Classification: Labelling Unsegmented Sequence Data with Recurrent
Neural Networks". The encoder's tokens pass a recurrent layer that reads both ways, which sees further than a
small encoder does; each step then says a letter or nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.downstream import ctc_search
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.both_ways import BothWays
from workbench.engine.downstream.hearing import HearingNetwork, Said, WayName
from workbench.engine.encoders.audio import SoundEncoder

_FIRST_BLANK = 2.0
MOST_FINER = 4


class SpellingNetwork(HearingNetwork):
    """CTC on an encoder's tokens, each of which may stand for several steps (`finer`)."""

    name: WayName = "letters"

    def __init__(self, encoder: SoundEncoder, alphabet: Alphabet, *, finer: int = 1) -> None:
        super().__init__(encoder, alphabet)
        self.reader = BothWays(encoder.width, finer=finer)
        self.leave = nn.Linear(BothWays.width, 1 + len(alphabet))
        with torch.no_grad():
            self.leave.bias[ctc_search.BLANK] = _FIRST_BLANK  # nearly all steps say nothing

    def settings(self) -> Mapping[str, Any]:
        return {"finer": self.reader.finer}

    def logs(self, encoded: Encoded) -> tuple[Tensor, Tensor]:
        """What each step says: log-probabilities (B, N', 1 + K) float32, and how many steps are real (B,)."""
        steps, counts = self.reader(encoded)
        return self.leave(steps).log_softmax(2), counts

    def loss(self, encoded: Encoded, texts: Sequence[str]) -> Tensor:
        """The nats of each text over its letters, on average; texts that do not fit count nothing."""
        logs, counts = self.logs(encoded)
        numbers = [torch.tensor(self.alphabet.numbers(text)) + 1 for text in texts]
        sizes = torch.tensor([len(number) for number in numbers])
        nats = F.ctc_loss(
            logs.transpose(0, 1), torch.cat(numbers).to(logs.device), counts, sizes.to(logs.device),
            blank=ctc_search.BLANK, reduction="none", zero_infinity=True,
        )  # fmt: skip
        return (nats / sizes.clamp_min(1).to(nats.device)).mean()

    @torch.no_grad()
    def say(self, encoded: Encoded, *, beam: int) -> list[Said]:
        """The confidence is the text's chance, a letter on average (the geometric mean)."""
        logs, counts = self.logs(encoded)
        made = []
        for row, count in zip(logs.float().cpu().numpy(), counts.tolist(), strict=True):
            own = row[:count]
            letters, chance = (
                ctc_search.best_path(own) if beam <= 1 else ctc_search.beam_search(own, beam=beam)
            )
            text = self.alphabet.text(letters).strip()
            made.append(Said(text=text, confidence=math.exp(chance / (1 + len(letters))) if text else 0.0))
        return made


def steps_needed(numbers: Sequence[int]) -> int:
    """The fewest steps in which CTC can say these letters: one each, and one between equal neighbours."""
    return len(numbers) + sum(a == b for a, b in itertools.pairwise(numbers))
