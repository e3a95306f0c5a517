from __future__ import annotations

import pytest
import torch
from lightly.models.modules import SimCLRProjectionHead
from torch import nn

from workbench.engine.parts.heads import projection


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_head_has_so_many_linear_layers_with_a_norm_between_them(layers: int) -> None:
    head = projection(8, 16, 4, layers=layers)
    assert sum(isinstance(part, nn.Linear) for part in head) == layers
    assert sum(isinstance(part, nn.BatchNorm1d) for part in head) == layers - 1


def test_a_head_brings_its_inputs_to_the_output_width() -> None:
    assert projection(8, 16, 4)(torch.randn(3, 8)).shape == (3, 4)


def test_the_last_layer_is_linear_so_that_outputs_may_be_negative() -> None:
    torch.manual_seed(0)
    assert projection(8, 16, 4)(torch.randn(64, 8)).min() < 0


def test_it_is_the_head_of_lightly_up_to_its_last_layer() -> None:
    ours, theirs = projection(8, 16, 4), SimCLRProjectionHead(8, 16, 4, batch_norm=True).layers
    theirs[0].load_state_dict(ours[0].state_dict())
    values = torch.randn(5, 8)
    torch.testing.assert_close(ours[:-1](values), theirs[:3](values))
