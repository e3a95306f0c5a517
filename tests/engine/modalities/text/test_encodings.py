"""The letters of a file are found, in whatever encoding, and what is no text is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.modalities.text.making import look, refused, texts, written

_WORDS = {
    "utf-8": "Ein schöner Tag – 猫も好き 😀",
    "utf-8-sig": "Ein schöner Tag",
    "utf-16": "Ein schöner Tag – 猫も好き",
    "utf-16-le": "A nice day, and a naïve one",
    "utf-16-be": "A nice day, and a naïve one",
    "utf-32": "Ein schöner Tag",
    "cp1252": "Grüße aus München, “früh” am Morgen – für 5 €.",
    "latin_1": "Là-bas, il fait très beau.",
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "cp1251": "Привет, как дела? Сегодня хорошая погода.",
    "koi8_r": "Съешь ещё этих мягких французских булок, да выпей чаю.",
    "cp1253": "Καλημέρα σας, πώς είστε σήμερα;",
    "cp932": "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。",
    "iso2022_jp": "吾輩は猫である。名前はまだ無い。",
    "gb18030": "今天天气很好，我们去公园散步吧。他说他明天会来。",
    "big5": "今天天氣很好，我們去公園散步吧。他說他明天會來。",
    "cp949": "오늘은 날씨가 정말 좋네요. 내일도 맑을 것 같습니다.",
}


@pytest.mark.parametrize("encoding", _WORDS)
def test_a_text_is_read_in_its_encoding(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", (_WORDS[encoding] + "\n").encode(encoding))
    assert texts(path) == [_WORDS[encoding]]


def test_a_first_letter_beyond_ascii_may_come_late(tmp_path: Path) -> None:
    content = b"All is plain here.\n" * 10_000 + "Bis zum Schluß, schön.".encode("cp1252")
    path = written(tmp_path / "a.txt", content)
    assert texts(path)[0].endswith("Bis zum Schluß, schön.")


def test_a_few_damaged_letters_among_good_ones_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "größer schöner früher ".encode() * 50 + b"\xff\xfe end")
    health = look(path)
    assert health.verdict == "fine"
    assert health.note == "2 of its letters could not be read and stand as “\ufffd”."


def test_many_damaged_letters_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"\xef\xbb\xbf" + b"abc\xff\xff\xff" * 40)
    assert "120 of its 240 letters cannot be read: its encoding is not known." in refused(path)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"PK\x03\x04rest", b"\x89PNG\r\n", bytes(range(256)) * 9]
)
def test_what_is_no_text_is_refused_whatever_its_name(content: bytes, tmp_path: Path) -> None:
    for suffix in (".txt", ".csv", ".md", ".html", ".jsonl"):
        assert "not a text" in refused(written(tmp_path / f"a{suffix}", content))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_text_is_blank(content: bytes, tmp_path: Path) -> None:
    assert look(written(tmp_path / "a.txt", content)).verdict == "blank"


def test_zero_bytes_within_a_text_are_left_out(tmp_path: Path) -> None:
    assert texts(written(tmp_path / "a.txt", b"one\0 two\0")) == ["one two"]
