from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.parts import skill


@pytest.mark.parametrize(
    ("error", "baseline", "expected"), [(0.1, 0.4, 0.75), (0.4, 0.4, 0.0), (9.0, 1.0, -1.0)]
)
def test_skill_is_the_share_of_the_error_that_is_gone(error: float, baseline: float, expected: float) -> None:
    found = skill.metrics(torch.tensor(error), torch.tensor(baseline))
    assert found["skill"].item() == pytest.approx(expected, abs=1e-6)


def test_where_there_is_nothing_to_draw_skill_is_still_a_number() -> None:
    assert skill.metrics(torch.tensor(0.5), torch.tensor(0.0))["skill"].isfinite()


def test_the_average_pictures_error_does_not_depend_on_how_many_samples_it_is_the_average_of() -> None:
    values = torch.randn(4000, 3, 2, generator=torch.Generator().manual_seed(0)) * 2
    few = torch.stack([skill.mean_errors(part).mean() for part in torch.split(values, 4)]).mean()
    np.testing.assert_allclose([few, skill.mean_errors(values).mean()], 4.0, rtol=0.05)


def test_one_sample_alone_has_an_average_too() -> None:
    assert skill.mean_errors(torch.rand(1, 2, 3)).isfinite().all()
