"""What a row's read-outs look at: the pool and the test split as one network, or a control, sees them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.benchmarks.quality.events import result_of
from tests.benchmarks.quality.labels import Draw
from tests.benchmarks.quality.sets import LabelledSet
from tests.engine import tiny
from workbench.engine.checkpoint import load_encoder
from workbench.engine.contracts import Layout, Rows
from workbench.engine.downstream import assembly, full
from workbench.engine.downstream.features import Floats, Source
from workbench.engine.downstream.pool import Graph
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.embedding import embed
from workbench.engine.encoders import Encoder
from workbench.engine.modalities import Numbers, modalities
from workbench.engine.modalities.text import text_of
from workbench.jobs import CancelToken
from workbench.operations import prepare
from workbench.operations import reading as readings
from workbench.operations.import_folder import layout_of
from workbench.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A problem without labels, the pool's classes for whoever stands for a person, and the test split."""

    pictures: LabelledSet
    problem: Problem
    classes: Indices
    """Of the pool, (N,): looked at only for samples that get a label."""
    test_rows: Rows
    test_features: dict[Source, Numbers]
    graphs: dict[object, Graph] = field(default_factory=dict)
    """Neighbours in the pool, kept from one draw of labels to the next."""

    def labelled(self, draw: Draw, seed: int) -> Problem:
        """The problem with the labels of a draw."""
        return dataclasses.replace(
            self.problem, labelled=draw.places, classes=self.classes[draw.places], seed=seed
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """What there is to look at, "embedding" first."""
        return tuple(sorted(self.problem.features, reverse=True))


def of_run(pictures: LabelledSet, run: str) -> Subject:
    """What a pretrained run sees, beside classic features."""
    with Project(pictures.project) as project:
        saved = load_encoder(project.run_folder(run))
    return _subject(pictures, saved.layout, saved.encoder)


def random_network(pictures: LabelledSet, seed: int) -> Subject:
    """What a network that has learnt nothing sees, beside classic features."""
    plain = _subject(pictures, _layout(pictures), None)
    encoder = full.fresh_encoder(dataclasses.replace(plain.problem, seed=seed))
    return _subject(pictures, plain.problem.layout, encoder)


def classic(pictures: LabelledSet) -> Subject:
    """Oriented gradients and colours alone; for networks from scratch too."""
    return _subject(pictures, _layout(pictures), None)


def plain_values(pictures: LabelledSet) -> Subject:
    """The simplest numbers in the place of classic features: pixels, a sound's mean spectrum."""
    plain = classic(pictures)
    of = plain.problem.modality.plain_values
    pool = of(plain.problem.gather(plain.problem.rows))
    return dataclasses.replace(
        plain,
        problem=dataclasses.replace(plain.problem, features={"classic": pool}),
        test_features={"classic": of(plain.test_rows)},
        graphs={},
    )


def word_counts(texts: LabelledSet) -> Subject:
    """scikit-learn's TF-IDF of words and pairs of words in the place of classic features."""
    plain = classic(texts)
    pool = [text_of(row) for row in plain.problem.gather(plain.problem.rows)]
    test = [text_of(row) for row in plain.test_rows]
    counted = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, dtype=np.float32).fit(pool)
    found = sparse.csr_array(counted.transform(pool))
    return dataclasses.replace(
        plain,
        problem=dataclasses.replace(plain.problem, features={"classic": found}),
        test_features={"classic": sparse.csr_array(counted.transform(test))},
        graphs={},
    )


def _layout(pictures: LabelledSet) -> Layout:
    with Project(pictures.project) as project:
        return layout_of(project)


def _subject(pictures: LabelledSet, layout: Layout, encoder: Encoder | None) -> Subject:
    modality, nobody = modalities.get(pictures.modality), np.zeros(0, dtype=np.int64)
    with Project(pictures.project, write=True) as project:
        samples = project.samples.usable(("pool",))
        for _ in prepare.prepare(project, modality, layout, samples, CancelToken()):
            pass
        gather = prepare.open_cache(project, layout).gather
        reading = readings.of(project)
    problem = result_of(
        assembly.assemble(
            modality=modality, layout=layout, gather=gather, encoder=encoder,
            rows=np.array([sample.id for sample in samples], dtype=np.int64),
            labelled=nobody, classes=nobody, num_classes=len(pictures.classes),
            device=torch.device("cpu"), token=CancelToken(),
        )
    )  # fmt: skip
    rows = np.stack([tiny.decoded(modality, path, layout, reading=reading).row for path in pictures.test])
    features: dict[Source, Numbers] = {"classic": problem.classic.features(rows)}
    if encoder is not None:
        features["embedding"] = embedded(problem, encoder, rows)
    return Subject(
        pictures=pictures,
        problem=problem,
        classes=np.array([pictures.class_of(sample.file) for sample in samples], dtype=np.int64),
        test_rows=rows,
        test_features=features,
    )


def embedded(problem: Problem, encoder: Encoder, rows: Rows) -> Floats:
    """Rows (T, ...) as an encoder sees them: (T, D) float32."""
    out = np.empty((len(rows), encoder.width), dtype=np.float32)
    every: NDArray[np.int64] = np.arange(len(rows))
    for _ in embed(
        encoder, problem.modality, lambda places: rows[places], every, out=out, device=problem.device,
        token=problem.token,
    ):  # fmt: skip
        pass
    return out
