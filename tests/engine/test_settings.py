from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.settings import SettingField, changed, check, describe, parse, setting
from workbench.jobs import WordsError


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    """One of each type."""

    number: int = setting(4, label="Number", help="How many.", low=1, high=8, unit="pieces")
    share: float = setting(0.5, label="Share", help="How much.", low=0.0, high=1.0)
    often: bool = setting(True, label="Often", help="Whether.")
    kind: str = setting("soft", label="Kind", help="Which.", choices=("soft", "hard"))
    free: float = setting(0.0, label="Free", help="Any number.")


def _field(name: str) -> SettingField:
    return {field.name: field for field in describe(_Settings)}[name]


def test_settings_are_described_in_the_order_they_are_written() -> None:
    fields = describe(_Settings)
    assert [field.name for field in fields] == ["number", "share", "often", "kind", "free"]
    assert [field.type for field in fields] == [int, float, bool, str, float]
    assert fields[0].default == 4
    assert (fields[0].info.label, fields[0].info.unit) == ("Number", "pieces")


@given(value=st.integers(1, 8))
def test_a_whole_number_is_read_from_its_text(value: int) -> None:
    assert parse(_field("number"), f" {value} ") == value


@given(value=st.floats(0, 1))
def test_a_number_is_read_from_its_text(value: float) -> None:
    assert parse(_field("share"), repr(value)) == value


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("TRUE", True), ("1", True), ("off", False)])
def test_yes_and_no_are_read_in_many_words(text: str, value: bool) -> None:
    assert parse(_field("often"), text) is value


@given(value=st.integers().filter(lambda value: not 1 <= value <= 8))
def test_a_number_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(WordsError, match="from 1 up to 8 pieces"):
        parse(_field("number"), str(value))


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1.0001", "-0.1", "1e9"])
def test_what_is_no_number_within_the_range_is_refused(text: str) -> None:
    with pytest.raises(WordsError, match="from 0 up to 1"):
        parse(_field("share"), text)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("number", "many", "a whole number"),
        ("number", "4.5", "a whole number"),
        ("share", "", "a number"),
        ("often", "maybe", "yes or no"),
        ("kind", "medium", "soft, hard"),
    ],
)
def test_a_refusal_names_the_setting_and_what_it_takes(name: str, text: str, expected: str) -> None:
    with pytest.raises(WordsError) as caught:
        parse(_field(name), text)
    assert name in caught.value.what
    assert expected in caught.value.why


@given(text=st.text(max_size=8))
def test_any_text_gives_an_allowed_value_or_a_refusal(text: str) -> None:
    for field in describe(_Settings):
        try:
            value = parse(field, text)
        except WordsError:
            continue
        assert type(value) is field.type
        check(field, value)


def test_a_copy_is_changed_and_the_original_is_not() -> None:
    original = _Settings()
    copy = changed(original, {"number": "7", "kind": "hard"})
    assert copy == _Settings(number=7, kind="hard")
    assert original == _Settings()


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(WordsError, match="number, share, often") as caught:
        changed(_Settings(), {"nmber": "7"})
    assert "'nmber'" in caught.value.what


def test_a_setting_without_a_range_takes_any_number() -> None:
    assert parse(_field("free"), "-1e30") == -1e30


def test_true_is_not_taken_for_the_number_one() -> None:
    check(_field("often"), True)
    with pytest.raises(WordsError):
        parse(_field("number"), "true")
