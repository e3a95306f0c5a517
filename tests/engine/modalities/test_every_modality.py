"""What every registered modality promises; nothing here knows which kind of data it has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine import settings as setting
from workbench.engine.contracts import Layout, Rows, SoundPreview, TextPreview, VideoPreview
from workbench.engine.encoders import encoders
from workbench.engine.modalities import Modality, UnreadableError, modalities

pytestmark = pytest.mark.parametrize("name", modalities.names())


@pytest.fixture
def modality(name: str) -> Modality:
    return modalities.get(name)


@pytest.fixture
def layout(modality: Modality) -> Layout:
    return tiny.small_layout(modality)


@pytest.fixture
def rows(layout: Layout) -> Rows:
    return tiny.random_rows(layout, 5)


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_it_has_a_name_and_words_for_people(name: str, modality: Modality) -> None:
    assert modality.name == name
    assert modality.noun.islower()
    assert modality.plural.islower()
    assert modality.noun != modality.plural


def test_its_suffixes_are_lower_case_with_the_dot_and_its_own(name: str, modality: Modality) -> None:
    others = [other.suffixes for other in modalities if other is not modality]
    assert modality.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in modality.suffixes)
    assert not any(modality.suffixes & suffixes for suffixes in others)


def test_suffixes_that_lie_beside_other_data_are_among_its_own(name: str, modality: Modality) -> None:
    assert modality.beside < modality.suffixes


def test_what_it_reads_of_other_kinds_is_not_its_own(name: str, modality: Modality) -> None:
    assert not modality.also & modality.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in modality.also)


def test_of_no_files_and_of_files_that_are_gone_the_usual_reading_is_proposed(
    name: str, modality: Modality, tmp_path: Path
) -> None:
    for paths in ([], [tmp_path / f"gone{suffix}" for suffix in sorted(modality.suffixes)]):
        proposal = modality.propose(paths)
        assert type(proposal.reading) is modality.reading
        assert not proposal.reason or proposal.reason.endswith(".")


def test_fingerprints_are_a_row_a_sample_and_the_same_for_the_same(
    name: str, modality: Modality, rows: Rows
) -> None:
    found = modality.fingerprints(rows)
    assert found.shape == (len(rows), found.shape[1])
    assert found.dtype == np.uint16
    assert np.array_equal(found, modality.fingerprints(rows.copy()))


@pytest.mark.parametrize("content", [b"", b"\0", bytes(range(256)) * 8])
def test_a_file_of_wrong_content_gets_a_verdict_and_a_sentence(
    name: str, modality: Modality, content: bytes, tmp_path: Path
) -> None:
    for suffix in modality.suffixes:
        path = tmp_path / f"file{suffix}"
        path.write_bytes(content)
        health = modality.probe(path, modality.reading())
        assert health.verdict != "fine", suffix
        assert health.reason.endswith("."), suffix


def test_decoding_a_file_of_wrong_content_says_why_it_cannot(
    name: str, modality: Modality, layout: Layout, tmp_path: Path
) -> None:
    path = tmp_path / f"file{min(modality.suffixes)}"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(UnreadableError, match=r"\.$"):
        tiny.decoded(modality, path, layout)


def test_a_layout_is_proposed_even_for_no_samples(name: str, modality: Modality) -> None:
    layout = modality.layout([])
    assert all(length > 0 for length in layout.shape)
    assert layout.bytes_per_sample > 0


def test_samples_are_bytes_or_floats_between_minus_1_and_1(name: str, modality: Modality, rows: Rows) -> None:
    samples = modality.samples(torch.from_numpy(rows))
    assert len(samples) == len(rows)
    assert samples.dtype in (torch.uint8, torch.float32)
    assert samples.dtype == torch.uint8 or -1 <= samples.min() <= samples.max() <= 1


def test_views_keep_shape_and_range(name: str, modality: Modality, layout: Layout, rows: Rows) -> None:
    samples = modality.samples(torch.from_numpy(rows))
    views = modality.views(samples, _generator(), modality.default_views(layout))
    assert views.shape == samples.shape
    assert views.dtype == samples.dtype
    assert views.dtype == torch.uint8 or samples.min().sign() <= views.min() <= views.max() <= 1


def test_each_sample_of_a_batch_is_varied_in_its_own_way(
    name: str, modality: Modality, layout: Layout, rows: Rows
) -> None:
    alike = modality.samples(torch.from_numpy(np.repeat(rows[:1], 4, axis=0)))
    views = modality.views(alike, _generator(), modality.default_views(layout))
    assert len({view.numpy().tobytes() for view in views}) == 4


def test_the_same_generator_gives_the_same_views(
    name: str, modality: Modality, layout: Layout, rows: Rows
) -> None:
    samples, settings = modality.samples(torch.from_numpy(rows)), modality.default_views(layout)
    views = [modality.views(samples, _generator(seed), settings) for seed in (3, 3, 4)]
    assert torch.equal(views[0], views[1])
    assert not torch.equal(views[0], views[2])


def test_varying_leaves_the_samples_and_the_global_generator_alone(
    name: str, modality: Modality, layout: Layout, rows: Rows
) -> None:
    samples = modality.samples(torch.from_numpy(rows))
    before, state = samples.clone(), torch.get_rng_state()
    modality.views(samples, _generator(), modality.default_views(layout))
    assert torch.equal(samples, before)
    assert torch.equal(torch.get_rng_state(), state)


def test_a_preview_is_a_text_or_a_coloured_picture_within_its_size(
    name: str, modality: Modality, rows: Rows
) -> None:
    preview = modality.preview(rows[0], 100)
    if isinstance(preview, TextPreview):
        assert preview.text
        return
    if isinstance(preview, SoundPreview):
        assert preview.spectrogram.dtype == np.uint8
        assert preview.samples.dtype == np.int16
        return
    pixels = preview.frames[0] if isinstance(preview, VideoPreview) else preview.pixels
    assert pixels.dtype == np.uint8
    assert pixels.shape[2] == 3
    assert max(pixels.shape[:2]) <= 100


@pytest.mark.parametrize("device", ["cpu", "cuda", "mps"])
@pytest.mark.parametrize("seconds", [60.0, 1e5])
def test_the_proposed_encoder_exists(
    name: str, modality: Modality, layout: Layout, device: str, seconds: float
) -> None:
    for num_samples in (1, 1_000_000):
        assert modality.default_encoder(layout, device, seconds, num_samples) in encoders.names()


def test_every_view_setting_says_what_it_is_and_bears_its_range(
    name: str, modality: Modality, layout: Layout, rows: Rows
) -> None:
    samples = modality.samples(torch.from_numpy(rows))
    for field in setting.describe(modality.view_settings):
        assert field.info.label[0].isupper()
        assert field.info.help.endswith(".")
        setting.check(field, field.default)
        ends = (False, True) if field.type is bool else (field.info.low, field.info.high)
        for limit in ends:
            assert limit is not None
            settings = modality.view_settings(**{field.name: field.type(limit)})
            assert modality.views(samples, _generator(), settings).isfinite().all()


def test_the_proposed_view_settings_are_allowed(name: str, modality: Modality, layout: Layout) -> None:
    proposed = modality.default_views(layout)
    assert type(proposed) is modality.view_settings
    for field in setting.describe(modality.view_settings):
        setting.check(field, getattr(proposed, field.name))


def test_what_can_matter_is_said_in_words_and_leaves_allowed_settings(
    name: str, modality: Modality, layout: Layout
) -> None:
    assert len({matter.name for matter in modality.matters}) == len(modality.matters)
    fields = {field.name: field for field in setting.describe(modality.view_settings)}
    for matter in modality.matters:
        assert matter.help.endswith(".")
        for field, value in matter.settings.items():
            setting.check(fields[field], value)


def test_classic_features_are_a_finite_row_a_sample(name: str, modality: Modality, rows: Rows) -> None:
    features = modality.classic(lambda: [rows]).features(rows)
    assert features.shape[0] == len(rows)
    assert features.ndim == 2
    assert features.dtype == np.float32
    assert np.isfinite(features.sum())


def test_classic_features_come_back_from_their_state(name: str, modality: Modality, rows: Rows) -> None:
    made = modality.classic(lambda: [rows])
    again = modality.load_classic(made.state())
    assert again.features(rows).sum() == made.features(rows).sum()


def test_plain_values_are_a_row_from_nought_to_one_a_sample(
    name: str, modality: Modality, rows: Rows
) -> None:
    values = modality.plain_values(rows)
    assert values.shape[0] == len(rows)
    assert values.min() >= 0
    assert values.max() <= 1
