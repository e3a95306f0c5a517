"""The ways from sounds to texts, tried on held-out sounds; the best of them becomes the model."""

from __future__ import annotations

import copy
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from workbench.engine.batches import mixed
from workbench.engine.downstream import nearest_clips, text_scores
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.hearing import HearingNetwork, Said, WayName
from workbench.engine.downstream.hearing_training import Clips, ends, teach
from workbench.engine.downstream.nearest_clips import BY_NETWORK, Likeness, NearestClips
from workbench.engine.downstream.scribe import Scribe
from workbench.engine.downstream.spelling import MOST_FINER, SpellingNetwork, steps_needed
from workbench.engine.downstream.translating import TranslatingNetwork
from workbench.engine.encoders.audio import RATE_HZ, SoundEncoder
from workbench.engine.seeded import seeded
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted

_LIKENESSES: tuple[Likeness, ...] = ("warped", "spectra", "embedding", "tokens")
"""In the order in which they are tried."""
_SHARE_OF_COMPARING = 0.25
"""Of the time; past it no further likeness is tried."""
_COMPARING = "Looking for the most similar known sounds"
_TEACHING = {
    "letters": "Learning to write down letter by letter",
    "decoder": "Learning to write down with a decoder",
}
_SAYING = "Writing down what was held out"
_COVERED = 0.99
_ROOM = 1.25
"""What is written may be longer than the longest that was learnt by so much."""
_CHUNK = 32


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Sounds with texts, by their places: learnt from, looked at to stop and choose, and to score.

    The last two may be the same. `encoder` is never trained itself: whoever learns takes a copy.
    """

    clips: Clips
    learnt: tuple[int, ...]
    stop: tuple[int, ...]
    scored: tuple[int, ...]
    encoder: SoundEncoder
    is_pretrained: bool
    device: torch.device
    token: CancelToken
    seed: int = 0
    by_letters: bool = False
    """Whether wrong letters (CER) decide which way is best; else what is like the wanted text (chrF)."""
    reading: Mapping[str, Any] = field(default_factory=dict)

    def texts(self, places: Sequence[int]) -> tuple[str, ...]:
        """What is wanted at these places."""
        return tuple(self.clips.texts[place] for place in places)

    @property
    def alphabet(self) -> Alphabet:
        """Of what is learnt from."""
        return Alphabet.of(self.texts(self.learnt))

    def value(self, said: Sequence[Said]) -> float:
        """How good these texts of `stop` are: higher is better."""
        found = text_scores.score(self.texts(self.stop), [one.text for one in said])
        return 1 - found.cer if self.by_letters else found.chrf


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One way: what it said of the held-out sounds, and what it has learnt."""

    way: WayName
    value: float
    stop: tuple[Said, ...]
    scored: tuple[Said, ...]
    steps: int = 0
    network: HearingNetwork | None = None
    likeness: Likeness | None = None


@dataclass(frozen=True, kw_only=True)
class Tried:
    """All ways that were tried; the nearest sound is always among them."""

    attempts: tuple[Attempt, ...]
    best: Attempt

    @property
    def nearest(self) -> Attempt:
        """The control."""
        return next(attempt for attempt in self.attempts if attempt.way == "nearest")


def try_ways(
    trial: Trial, ways: Sequence[WayName], *, seconds: float, wanted: WayName | None = None
) -> Generator[Event, None, Tried]:
    """The nearest sound, and each of these ways; the best is the one whose texts of `stop` are best.

    wanted: a way of these that is taken whatever is best.

    Raises `Stopped`, inside a step too.
    """
    started = time.monotonic()
    nearest = yield from _nearest(trial, _SHARE_OF_COMPARING * seconds)
    found = [nearest]
    taught = [way for way in ways if way != "nearest"]
    for number, way in enumerate(taught):
        left = (seconds - (time.monotonic() - started)) / (len(taught) - number)
        found.append((yield from _taught(trial, way, left)))
    able = [attempt for attempt in reversed(found) if wanted in (None, attempt.way)]
    best = max(able, key=lambda attempt: attempt.value)  # of equals the one that learnt
    return Tried(attempts=tuple(found), best=best)


def deliver(trial: Trial, best: Attempt) -> Scribe:
    """The model of the best way; of the nearest sound it knows all that may be learnt from."""
    clips = trial.clips
    if best.network is not None:
        return Scribe(
            layout=clips.layout, modality=clips.modality.name, network=best.network.cpu(),
            reading=trial.reading,
        )  # fmt: skip
    assert best.likeness is not None
    places = [*trial.learnt, *trial.stop]
    if trial.scored and trial.scored != trial.stop and max(trial.scored) < clips.num_pool:
        places += trial.scored
    return Scribe(
        layout=clips.layout,
        modality=clips.modality.name,
        nearest=_known(trial, best.likeness, sorted(set(places))),
        encoder=copy.deepcopy(trial.encoder).cpu() if best.likeness in BY_NETWORK else None,
        reading=trial.reading,
    )


def notes(trial: Trial) -> tuple[str, ...]:
    """What a person should know of these texts before anything is learnt, a sentence each."""
    found = []
    unseen = trial.alphabet.unseen(trial.texts([*trial.stop, *trial.scored]))
    if unseen:
        signs = ", ".join(f"“{sign}”" for sign in unseen[:12]) + (" ..." if len(unseen) > 12 else "")
        found.append(
            f"Signs that occur only in texts that are held out or check cannot be learnt: {signs}."
            " Those texts still count; the signs will be missing from what is written."
        )
    return tuple(found)


def _nearest(trial: Trial, seconds: float) -> Generator[Event, None, Attempt]:
    """By each likeness that there is time for, at least one; the one that serves `stop` best."""
    end = time.monotonic() + seconds
    kinds = [kind for kind in _LIKENESSES if trial.is_pretrained or kind not in BY_NETWORK]
    yield PhaseStarted(phase=_COMPARING, total=len(kinds), unit="ways to compare")
    found: list[tuple[float, Likeness, tuple[Said, ...], NearestClips, bool]] = []
    for done, kind in enumerate(kinds, 1):
        trial.token.wait_while_paused()
        if found and time.monotonic() > end:
            break
        known = _known(trial, kind, trial.learnt)
        stop = _looked_up(trial, known, trial.stop)
        same = trial.scored == trial.stop
        found.append((trial.value(stop), kind, stop, known, same))
        yield Advanced(phase=_COMPARING, done=done, total=len(kinds), unit="ways to compare")
    value, kind, stop, known, same = max(found, key=lambda one: one[0])
    scored = stop if same else _looked_up(trial, known, trial.scored)
    return Attempt(way="nearest", value=value, stop=stop, scored=scored, likeness=kind)


def _known(trial: Trial, kind: Likeness, places: Sequence[int]) -> NearestClips:
    return NearestClips.of(kind, _features(trial, kind, places), trial.texts(places), trial.token)


def _features(trial: Trial, kind: Likeness, places: Sequence[int]) -> list[nearest_clips.Floats]:
    clips, made = trial.clips, []
    for first in range(0, len(places), _CHUNK):
        rows = clips.gather(clips.rows[np.asarray(places[first : first + _CHUNK], np.int64)])
        made += nearest_clips.features(kind, rows, clips.modality, trial.encoder, trial.device, trial.token)
    return made


def _looked_up(trial: Trial, known: NearestClips, places: Sequence[int]) -> tuple[Said, ...]:
    return tuple(known.say(asked, trial.token) for asked in _features(trial, known.likeness, places))


def _taught(trial: Trial, way: WayName, seconds: float) -> Generator[Event, None, Attempt]:
    """A network of this way, taught and asked about what was held out."""
    with seeded(mixed(trial.seed, 11)):
        network = _network(trial, way)
    learnt = yield from teach(
        network, trial.clips, trial.learnt, trial.stop, seconds=seconds, seed=trial.seed,
        device=trial.device, token=trial.token, phase=_TEACHING[way], is_pretrained=trial.is_pretrained,
    )  # fmt: skip
    scribe = Scribe(layout=trial.clips.layout, modality=trial.clips.modality.name, network=network)
    places = list(dict.fromkeys([*trial.stop, *trial.scored]))
    yield PhaseStarted(phase=_SAYING, total=len(places), unit=trial.clips.modality.plural)
    said: dict[int, Said] = {}
    for first in range(0, len(places), _CHUNK):
        some = places[first : first + _CHUNK]
        rows = trial.clips.gather(trial.clips.rows[np.array(some, np.int64)])
        said |= dict(zip(some, scribe.write_down(rows, trial.token, trial.device), strict=True))
        yield Advanced(phase=_SAYING, done=len(said), total=len(places), unit=trial.clips.modality.plural)
    stop = tuple(said[place] for place in trial.stop)
    return Attempt(
        way=way, value=trial.value(stop), stop=stop, scored=tuple(said[place] for place in trial.scored),
        steps=learnt.steps, network=network,
    )  # fmt: skip


def _network(trial: Trial, way: WayName) -> HearingNetwork:
    encoder, alphabet = copy.deepcopy(trial.encoder), trial.alphabet
    if way == "decoder":
        sizes = np.array([len(text) for text in trial.texts(trial.learnt)])
        pace = float(np.quantile(sizes / np.maximum(1, _num_tokens(trial)), _COVERED))
        longest = round(_ROOM * int(sizes.max())) + 1
        return TranslatingNetwork(encoder, alphabet, longest=longest, pace=round(_ROOM * pace, 3))
    return SpellingNetwork(encoder, alphabet, finer=_finer(trial, alphabet))


def _finer(trial: Trial, alphabet: Alphabet) -> int:
    """Into how many steps a token is divided so that nearly every text fits its sound."""
    needed = [
        steps_needed(alphabet.numbers(trial.clips.texts[place])) / max(1, tokens)
        for place, tokens in zip(trial.learnt, _num_tokens(trial), strict=True)
    ]
    return int(min(MOST_FINER, max(1, np.ceil(np.quantile(needed, _COVERED)))))


def _num_tokens(trial: Trial) -> list[int]:
    """About how many tokens the encoder makes of each learnt sound."""
    made: list[int] = []
    for first in range(0, len(trial.learnt), _CHUNK):
        places = np.array(trial.learnt[first : first + _CHUNK], np.int64)
        lengths = ends(trial.clips.gather(trial.clips.rows[places]))
        made += (lengths / (trial.encoder.token_seconds * RATE_HZ)).astype(int).tolist()
    return made
