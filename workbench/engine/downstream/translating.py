"""Writing down what a whole sound means: for texts in another language than the one that is heard.

Vaswani et al. 2017, "Attention Is All You Need" (a decoder that looks at what the encoder made of the sound);
Bérard et al. 2016, "Listen and Translate" (speech translation without a transcript); Szegedy et al. 2016,
"Rethinking the Inception Architecture", section 7 (smoothed labels); Wu et al. 2016, "Google's Neural Machine
Translation System", section 7 (beam search, scores over length). The decoder is transformers' own (BART).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.both_ways import BothWays
from workbench.engine.downstream.hearing import HearingNetwork, Said, WayName
from workbench.engine.encoders.audio import SoundEncoder
from workbench.engine.encoders.text.library import transformers
from workbench.engine.parts.text_decoder import sines

WIDTH = 128
_HEADS = 4
_LAYERS = 2
_DROPOUT = 0.2
_SMOOTHING = 0.1
_BEGIN, _END, _FIRST = 0, 1, 2
_LENGTH_POWER = 0.8
_IGNORED = -100
_FEW_LETTERS = 10
MOST_BEAM = 4


class TranslatingNetwork(HearingNetwork):
    """A small decoder writes letter by letter, looking at all of the encoder's tokens each time."""

    name: WayName = "decoder"

    def __init__(
        self, encoder: SoundEncoder, alphabet: Alphabet, *, longest: int = 200, pace: float = 1e3
    ) -> None:
        super().__init__(encoder, alphabet)
        self.longest = longest
        """The most letters that it writes."""
        self.pace = pace
        """Of a short sound it writes at most so many letters a token, and a few more."""
        config = transformers().BartConfig(
            vocab_size=_FIRST + len(alphabet), max_position_embeddings=longest + 2, d_model=WIDTH,
            decoder_layers=_LAYERS, decoder_attention_heads=_HEADS, decoder_ffn_dim=2 * WIDTH,
            dropout=_DROPOUT, attention_dropout=_DROPOUT / 2, activation_dropout=0.0, scale_embedding=True,
            pad_token_id=_END, bos_token_id=_BEGIN, eos_token_id=_END, is_decoder=True,
            is_encoder_decoder=False, add_cross_attention=True, init_std=0.06,
        )  # fmt: skip
        self.decoder = transformers().BartForCausalLM(config).model.decoder
        self.reader = BothWays(encoder.width)
        self.enter = nn.Linear(BothWays.width, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(_DROPOUT)
        self.leave = nn.Linear(WIDTH, _FIRST + len(alphabet))

    def settings(self) -> Mapping[str, Any]:
        return {"longest": self.longest, "pace": self.pace}

    def remember(self, encoded: Encoded) -> Tensor:
        """What the decoder looks at: tokens with their places, (B, N, W)."""
        memory = self.norm(self.enter(self.reader(encoded)[0]))
        places = sines(memory.shape[1], WIDTH).to(memory.device)
        remembered: Tensor = self.dropout(memory + places)
        return remembered

    def loss(self, encoded: Encoded, texts: Sequence[str]) -> Tensor:
        """The nats a letter, ends included, when the letters before are known (teacher forcing).

        While it learns, each wanted letter is smoothed over all others.
        """
        rows = [[_FIRST + number for number in self.alphabet.numbers(text)][: self.longest] for text in texts]
        length = 1 + max(len(row) for row in rows)
        given = torch.full((len(rows), length), _BEGIN)
        wanted = torch.full((len(rows), length), _IGNORED)
        for place, row in enumerate(rows):
            given[place, 1 : 1 + len(row)] = torch.tensor(row, dtype=torch.int64)
            wanted[place, : 1 + len(row)] = torch.tensor([*row, _END])
        device = encoded.tokens.device
        made = self.decoder(
            input_ids=given.to(device), encoder_hidden_states=self.remember(encoded),
            encoder_attention_mask=encoded.mask.long(), use_cache=False,
        )  # fmt: skip
        logits = self.leave(self.dropout(made.last_hidden_state)).flatten(0, 1)
        return F.cross_entropy(
            logits, wanted.to(device).flatten(), ignore_index=_IGNORED,
            label_smoothing=_SMOOTHING if self.training else 0.0,
        )  # fmt: skip

    @torch.no_grad()
    def say(self, encoded: Encoded, *, beam: int) -> list[Said]:
        """The confidence is the mean chance of the letters that were written, and of the end."""
        beam = min(beam, MOST_BEAM)
        most = (encoded.mask.sum(1) * self.pace + _FEW_LETTERS).long().clamp_max(self.longest)
        most = most.repeat_interleave(beam, 0)
        memory = self.remember(encoded).repeat_interleave(beam, 0)
        mask = encoded.mask.long().repeat_interleave(beam, 0)
        search = _Search(len(encoded.tokens), beam, int(most.max()))
        past, last = None, torch.full((len(memory), 1), _BEGIN, device=memory.device)
        for step in range(self.longest + 1):
            made = self.decoder(
                input_ids=last, encoder_hidden_states=memory, encoder_attention_mask=mask,
                past_key_values=past, use_cache=True,
            )  # fmt: skip
            logs = self.leave(made.last_hidden_state[:, -1]).float().log_softmax(1)
            logs[:, _BEGIN] = -torch.inf
            logs[most <= step, _FIRST:] = -torch.inf  # it must end here
            kept, letters = search.take(logs.cpu())
            if search.is_over:
                break
            past = made.past_key_values
            past.reorder_cache(kept.to(memory.device))
            last = letters[:, None].to(memory.device)
        return [
            Said(text=self.alphabet.text(i - _FIRST for i in best.letters).strip(), confidence=best.sure)
            for best in search.best()
        ]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A text that is over: its letters, its score over its length, and the mean chance of a letter."""

    letters: tuple[int, ...]
    score: float
    sure: float


class _Search:
    """Beam search over several sounds at once, each with as many beginnings as the beam is wide."""

    def __init__(self, num: int, beam: int, longest: int) -> None:
        self._num, self._beam, self._longest = num, beam, longest
        self._scores = torch.full((num, beam), -torch.inf)
        self._scores[:, 0] = 0.0
        self._chances = torch.zeros(num, beam)
        self._texts: list[list[tuple[int, ...]]] = [[()] * beam for _ in range(num)]
        self._ended: list[list[_Ended]] = [[] for _ in range(num)]

    @property
    def is_over(self) -> bool:
        """Whether no beginning can become better than a text that has ended."""
        hoped = (self._scores.max(1).values / (self._longest + 1) ** _LENGTH_POWER).tolist()
        return all(
            ended and (len(ended) >= self._beam or max(one.score for one in ended) >= hope)
            for ended, hope in zip(self._ended, hoped, strict=True)
        )

    def take(self, logs: Tensor) -> tuple[Tensor, Tensor]:
        """Go on by one letter, logs (num * beam, K): which beginnings were kept, and their letters."""
        width = logs.shape[1]
        logs = logs.view(self._num, self._beam, width)
        top = (self._scores[:, :, None] + logs).flatten(1).topk(min(2 * self._beam, self._beam * width))
        kept = torch.zeros(self._num, self._beam, dtype=torch.int64)
        letters = torch.full((self._num, self._beam), _END)
        scores = torch.full_like(self._scores, -torch.inf)
        chances = torch.zeros_like(self._chances)
        for sound in range(self._num):
            texts: list[tuple[int, ...]] = []
            for score, place in zip(top.values[sound].tolist(), top.indices[sound].tolist(), strict=True):
                source, letter = divmod(place, width)
                if score == -torch.inf or len(texts) == self._beam:
                    break
                text = self._texts[sound][source]
                chance = float(self._chances[sound, source]) + float(logs[sound, source, letter].exp())
                if letter == _END:
                    self._end(sound, text, score, chance)
                    continue
                slot = len(texts)
                texts.append((*text, letter))
                kept[sound, slot], letters[sound, slot] = source, letter
                scores[sound, slot], chances[sound, slot] = score, chance
            self._texts[sound] = texts + [()] * (self._beam - len(texts))
        self._scores, self._chances = scores, chances
        rows = kept + torch.arange(self._num)[:, None] * self._beam
        return rows.flatten(), letters.flatten()

    def best(self) -> list[_Ended]:
        """The best text of each sound."""
        return [max(ended, key=lambda one: one.score) for ended in self._ended]

    def _end(self, sound: int, text: tuple[int, ...], score: float, chance: float) -> None:
        length = len(text) + 1
        ended = _Ended(letters=text, score=score / length**_LENGTH_POWER, sure=chance / length)
        self._ended[sound].append(ended)
