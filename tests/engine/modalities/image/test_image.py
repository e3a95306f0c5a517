from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.engine import tiny
from workbench.engine.contracts import Layout, Part
from workbench.engine.modalities import Modality, WholeFiles, modalities
from workbench.engine.modalities.image import ImageModality
from workbench.jobs import UserError


@pytest.fixture
def modality() -> Modality:
    return modalities.get("image")


def test_pictures_are_registered_by_their_name(modality: Modality) -> None:
    assert isinstance(modality, ImageModality)
    assert modality.name == "image"


@pytest.mark.parametrize(("shorter", "side"), [(28, 32), (40, 32), (41, 48), (56, 48), (57, 64), (4000, 64)])
def test_the_size_follows_the_median_shorter_side(modality: Modality, shorter: int, side: int) -> None:
    parts = [Part(width=shorter * 2, height=shorter, channels=3)] * 3 + [Part(width=9, height=9, channels=3)]
    assert modality.layout(parts).shape == (side, side, 3)


@pytest.mark.parametrize(
    ("channels", "kept"),
    [([1, 1], 1), ([1, 3], 3), ([5, 5], 5), ([5, 3], 3), ([4, 5], 3), ([2, 2], 2), ([], 3)],
)
def test_channels_are_kept_where_all_agree(modality: Modality, channels: list[int], kept: int) -> None:
    parts = [Part(width=50, height=50, channels=number) for number in channels]
    assert modality.layout(parts).shape[2] == kept


@pytest.mark.parametrize("size", [0, 16, 33, 272])
def test_an_impossible_size_is_refused_in_words(modality: Modality, size: int) -> None:
    with pytest.raises(UserError, match="multiple of 16"):
        modality.layout([], size)
    assert modality.layout([], 224).shape == (224, 224, 3)


def test_a_picture_comes_decoded_from_its_file(
    modality: Modality, tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    Image.fromarray(picture).resize((3000, 2000)).save(tmp_path / "a.jpg")
    (part,) = modality.probe(tmp_path / "a.jpg", WholeFiles()).parts
    decoded = tiny.decoded(modality, tmp_path / "a.jpg", modality.layout([part]), part.key)
    assert decoded.verdict == "fine"
    assert decoded.row.shape == (64, 64, 3)
    expected = np.asarray(Image.fromarray(picture).resize((64, 64)))
    assert np.abs(decoded.row.astype(int) - expected).mean() < 8


def test_a_too_large_picture_is_decoded_reduced(modality: Modality, large_png: Path) -> None:
    decoded = tiny.decoded(modality, large_png, Layout(shape=(64, 64, 1)), reduced=True)
    assert decoded.row[0, 0, 0] == 64
    assert decoded.row[-1, -1, 0] == 255


@pytest.mark.parametrize("channels", [1, 2, 3, 5])
@pytest.mark.parametrize("size_px", [16, 32, 100])
def test_a_preview_is_in_colour_and_within_its_size(modality: Modality, channels: int, size_px: int) -> None:
    row = np.random.default_rng(0).integers(0, 256, (32, 32, channels), np.uint8)
    pixels = tiny.pixels(modality.preview(row, size_px))
    assert pixels.shape[2] == 3
    assert size_px // 2 < pixels.shape[0] <= size_px


def test_the_proposed_encoder_follows_device_size_and_time(modality: Modality) -> None:
    small, large = Layout(shape=(32, 32, 3)), Layout(shape=(224, 224, 3))
    assert modality.default_encoder(large, "cpu", 1e6, 10**6) == "small_residual"
    assert modality.default_encoder(small, "cuda", 1e6, 10**6) == "resnet18"
    assert modality.default_encoder(large, "cuda:0", 300, 10**6) == "resnet18"
    assert modality.default_encoder(large, "mps", 7200, 1000) == "resnet50"
    assert modality.default_encoder(large, "cuda", 36_000, 10**6) == "vit_small"


def test_small_pictures_are_cropped_less_and_not_blurred(modality: Modality) -> None:
    assert modality.default_views(Layout(shape=(32, 32, 3))).crop_area_low == 0.3
    assert modality.default_views(Layout(shape=(64, 64, 3))).blur_probability == 0
    assert modality.default_views(Layout(shape=(96, 96, 3))).blur_probability > 0
