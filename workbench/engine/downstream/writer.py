"""A finished model whose output is text: a network that answers, in a folder that needs nothing else."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import safetensors.torch
import torch

from workbench.engine.checkpoint import replace
from workbench.engine.contracts import Layout
from workbench.engine.downstream.answering import Form
from workbench.engine.downstream.classifier import DESCRIPTION, WEIGHTS
from workbench.engine.downstream.retrieval import Near, Pair, Retrieval
from workbench.engine.downstream.writing import Grown, Manner, grow
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.text import TextEncoder
from workbench.jobs import UserError

KIND = "text"
FORMAT = 1
TAUGHT = "pairs.csv"


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Answers in words. `pairs`: what it was taught, to show what is nearest to a question."""

    encoder: TextEncoder
    pairs: tuple[Pair, ...]
    layout: Layout
    modality: str
    words: int = 60
    """The most words of an answer: as many as the longest that it was taught."""
    reading: Mapping[str, Any] = field(default_factory=dict)
    """How files are cut into samples, as plain data: see `Modality.reading`."""

    def answer(
        self, question: str, *, temperature: float = 0.0, words: int | None = None, seed: int = 0
    ) -> Iterator[Grown]:
        """The answer after each token, the last with `ended`; at temperature 0 always the likeliest."""
        asked = Form(self.encoder).question(question)
        kept = len(asked) if len(asked) <= self.encoder.spec.size // 2 else 1
        manner = Manner(words=words or self.words, temperature=temperature)
        generator = torch.Generator().manual_seed(seed)
        for grown in grow(self.encoder.eval(), asked, manner, generator, kept=kept):
            yield Grown(
                text=grown.text.lstrip(),
                tokens=grown.tokens,
                probability=grown.probability,
                ended=grown.ended,
            )

    def whole_answer(self, question: str) -> Grown:
        """The likeliest answer, when it is done."""
        return list(self.answer(question))[-1]

    def nearest(self, question: str, count: int = 3) -> tuple[Near, ...]:
        """The questions it was taught that are most like this one, best first."""
        return self._retrieval.find(question, count)

    @cached_property
    def _retrieval(self) -> Retrieval:
        return Retrieval(self.pairs)

    def save(self, folder: Path) -> None:
        """Write pairs.csv, model.safetensors (the vocabulary lies in it) and model.json. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {
            name: value.detach().cpu().clone().contiguous()
            for name, value in self.encoder.state_dict().items()
        }
        replace(folder / TAUGHT, self._write_pairs)
        replace(folder / WEIGHTS, lambda path: safetensors.torch.save_file(tensors, path))
        text = json.dumps(self._description(), indent=2, ensure_ascii=False)
        replace(folder / DESCRIPTION, lambda path: _write_text(path, text))

    @classmethod
    def load(cls, folder: Path) -> Writer:
        """What `save` wrote, on the CPU. Raises `UserError` when it is missing, damaged, or no such model."""
        try:
            data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
            if data.get("kind") != KIND:
                raise UserError(
                    f"The model {folder.name} does not answer in words.",
                    "It tells classes apart.",
                    "Choose a model that was taught questions and answers, or predict with this one.",
                )
            if data["format"] > FORMAT:
                raise ValueError("it was written by a newer version of the program")
            encoder = build(EncoderSpec(**data["encoder"]))
            if not isinstance(encoder, TextEncoder):
                raise TypeError("its network does not read texts")
            encoder.load_state_dict(safetensors.torch.load_file(folder / WEIGHTS))
            return cls(
                encoder=encoder.eval(),
                pairs=_read_pairs(folder / TAUGHT),
                layout=Layout(shape=tuple(data["layout"]["shape"]), dtype=data["layout"]["dtype"]),
                modality=data["modality"],
                words=int(data["words"]),
                reading=data.get("reading", {}),
            )
        except (
            OSError, LookupError, ValueError, TypeError, RuntimeError, AttributeError, csv.Error,
            safetensors.SafetensorError,
        ) as error:  # fmt: skip
            raise UserError(
                f"The model in {folder} cannot be read.",
                f"{type(error).__name__}: {error}.",
                "Choose another model, or teach it again.",
            ) from error

    def _description(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "kind": KIND,
            "modality": self.modality,
            "layout": {"shape": list(self.layout.shape), "dtype": self.layout.dtype},
            "reading": dict(self.reading),
            "words": self.words,
            "encoder": asdict(self.encoder.spec),
        }

    def _write_pairs(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(["prompt", "answer"])
            table.writerows([pair.prompt, pair.answer] for pair in self.pairs)


def kind_of(folder: Path) -> str:
    """What a model folder's output is: "text", or "class"; raises `UserError` when it cannot be read."""
    try:
        data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        return str(data.get("kind", "class"))
    except (OSError, ValueError, AttributeError) as error:
        raise UserError(
            f"The model in {folder} cannot be read.",
            f"{type(error).__name__}: {error}.",
            "Choose another model.",
        ) from error


def _read_pairs(path: Path) -> tuple[Pair, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(Pair(prompt=row["prompt"], answer=row["answer"]) for row in csv.DictReader(stream))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
