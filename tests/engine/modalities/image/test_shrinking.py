from __future__ import annotations

import numpy as np

from workbench.engine.modalities.image.shrinking import LONG_SIDE_PX, BoxMean, factor_for


def test_pieces_in_any_place_add_up_to_the_means_of_boxes() -> None:
    array = np.random.default_rng(0).integers(0, 65535, (53, 71, 3), np.uint16)
    mean = BoxMean(71, 53, 3, 4)
    for y in range(0, 53, 7):
        for x in range(0, 71, 13):
            mean.add(array[y : y + 7, x : x + 13], y, x)
    rows = range(0, 53, 4)
    expected = [[array[y : y + 4, x : x + 4].mean((0, 1)) for x in range(0, 71, 4)] for y in rows]
    np.testing.assert_allclose(mean.result(np.float64), expected, rtol=1e-5)


def test_the_longer_side_is_brought_within_the_limit() -> None:
    assert factor_for(100, 100) == 1
    for side in (4096, 4097, 25_000, 1_000_000):
        assert -(-side // factor_for(side, 10)) <= LONG_SIDE_PX
