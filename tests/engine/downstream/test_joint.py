from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from workbench.engine.downstream.features import Source, blocks_for, inputs
from workbench.engine.downstream.joint import WIDTH, joint


def _features(number: int) -> dict[Source, np.ndarray]:
    generator = np.random.default_rng(0)
    return {
        "embedding": generator.normal(size=(number, 30)).astype(np.float32),
        "classic": (generator.normal(size=(number, 90)) * np.linspace(1, 9, 90)).astype(np.float32),
    }


@pytest.mark.parametrize("number", [300, 100])
def test_it_is_the_principal_part_of_the_blocks(number: int) -> None:
    features = _features(number)
    values = inputs(blocks_for(("classic", "embedding"), features), features)
    expected = PCA(WIDTH, svd_solver="full").fit_transform(values)
    np.testing.assert_allclose(np.abs(joint(features)), np.abs(expected), atol=1e-3)


def test_every_source_has_the_same_weight_whatever_its_unit() -> None:
    features = _features(200)
    blocks = blocks_for(("embedding", "classic"), features)
    lengths = [float(np.square(np.asarray(block.apply(features))).sum(axis=1).mean()) for block in blocks]
    assert lengths == pytest.approx([1, 1], rel=1e-3)


def test_samples_that_are_all_the_same_stay_finite() -> None:
    same: dict[Source, np.ndarray] = {"classic": np.ones((5, 7), dtype=np.float32)}
    assert np.isfinite(joint(same)).all()
