"""Documents of all formats give their plain words."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.engine.modalities.text.making import (
    TEXT,
    look,
    pdf,
    reading,
    refused,
    texts,
    word_document,
    written,
)
from workbench.engine.modalities.text.files import boxed, markup


def test_of_a_page_only_the_words_are_read(tmp_path: Path) -> None:
    page = (
        "<html><head><title>T</title><style>p {color: red}</style>"
        "<script>var a = '<p>no</p>';</script></head>"
        "<body><h1>Head</h1><p>One &amp; <b>two</b><br>three</p><!-- no --><p>5 < 6</p></body></html>"
    )
    assert texts(written(tmp_path / "a.html", page)) == ["Head\n\nOne & two\nthree\n\n5 < 6"]


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = "<meta charset='iso-8859-7'><p>Αθήνα</p>".encode("iso8859_7")
    assert texts(written(tmp_path / "a.htm", page)) == ["Αθήνα"]


@pytest.mark.parametrize("page", ["<", "<![x", "<!--", "<script>", "a<b", "<p", "</", "&#xD800; &#99999999;"])
def test_a_broken_page_is_borne(page: str, tmp_path: Path) -> None:
    assert look(written(tmp_path / "a.html", f"<p>words</p>{page}")).verdict == "fine"


@pytest.mark.parametrize("sign", ["<a ", "<!--", "</", '<a "', "<?"])
def test_of_a_page_that_never_closes_anything_the_parser_gets_little(
    sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks through all that follows for each of them: a page of 60 KB took a minute, of 1 MB hours."""
    fed: list[str] = []
    monkeypatch.setattr(markup._Words, "feed", lambda self, stretch: fed.append(stretch))
    list(markup.html_words([f"<p>words</p>{sign * 1000}"]))
    assert "".join(fed).startswith("<p>words</p>&lt;")
    assert "".join(fed).count("<") == 2


def test_a_comment_and_a_script_may_hold_many_open_tags(tmp_path: Path) -> None:
    page = f"<!-- {'<b ' * 30} --><script>{'a<b;' * 30}</script><p>words</p>"
    assert texts(written(tmp_path / "a.html", page)) == ["words"]


def test_a_long_row_of_empty_cells_takes_no_longer_than_its_length() -> None:
    assert not "".join(markup.html_words(["<td>" * 400_000])).strip()


def test_markdown_is_read_without_its_signs(tmp_path: Path) -> None:
    blocks = (
        "---\ntitle: x\n---\n# Head", "Some *fine* [words](http://a.b) and `code`.", "- one\n- two",
        "| a | b |\n|---|---|\n| c | d |\n",
    )  # fmt: skip
    (text,) = texts(written(tmp_path / "a.md", "\n\n".join(blocks)))
    assert text.split("\n\n") == ["Head", "Some fine words and code.", "one", "two", "a", "b", "c", "d"]


def test_a_word_document_is_read_in_order_with_its_tables(tmp_path: Path) -> None:
    path = word_document(tmp_path / "a.docx", "First.", "Second.", table=(("a", "b"), ("c", "d")))
    assert texts(path) == ["First.\n\nSecond.\n\na\tb\nc\td\n\nThe end."]
    assert texts(path, "paragraph") == ["First.", "Second.", "a\tb\nc\td", "The end."]


def test_a_document_has_no_rows_and_is_read_whole(tmp_path: Path) -> None:
    assert texts(word_document(tmp_path / "a.docx", "First.", "Second."), "row") == ["First.\n\nSecond."]


def test_a_long_page_is_taken_out_of_its_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.html", "".join(f"<p>Paragraph number {i}</p>" for i in range(20_000)))
    parts = look(path, "paragraph").parts
    monkeypatch.setattr(markup, "html_words", None)
    assert TEXT.read(path, parts[-1].key, reading("paragraph")) == "Paragraph number 19999"


@pytest.mark.parametrize("entry", ["word/more.xml", "word/media/image1.png", "word/_rels/x.rels"])
def test_a_word_document_that_unpacks_to_too_much_is_not_opened(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word_document(tmp_path / "a.docx", "First.")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        usual = sum(one.file_size for one in package.infolist())
        package.writestr(entry, bytes(1_000))
    monkeypatch.setattr(boxed, "_LARGEST_UNPACKED", usual + 900)
    assert "too large" in refused(path)


def test_a_word_document_of_very_much_text_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxed, "_LARGEST_MARKUP", 100)
    assert "too large" in refused(word_document(tmp_path / "a.docx", "First."))


def test_pages_of_a_pdf_are_paragraphs(tmp_path: Path) -> None:
    assert texts(pdf(tmp_path / "a.pdf", "Page one", "Page two"), "paragraph") == ["Page one", "Page two"]


def test_of_an_e_mail_subject_and_body_are_read_and_no_attachment(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Grüße"
    message["From"] = "a@example.org"
    message.set_content("Liebe Leute,\nes wird spät.")
    message.add_alternative("<p>not this</p>", subtype="html")
    message.add_attachment("secret", filename="a.txt")
    assert texts(written(tmp_path / "a.eml", bytes(message))) == ["Grüße\n\nLiebe Leute,\nes wird spät."]


def test_of_an_endless_header_the_beginning_is_read(tmp_path: Path) -> None:
    """All of it took five seconds, and twice as much four times as long."""
    (text,) = texts(written(tmp_path / "a.eml", f"Subject: {'=?utf-8?q?gr=C3=BC=C3=9F?= ' * 20_000}\n\nbody"))
    assert text.startswith("grüßgrüß")
    assert text.endswith("\n\nbody")
    assert len(text) < 4_000


def test_an_e_mail_in_html_alone_gives_its_words(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "News"
    message.set_content("<p>Only <b>this</b></p>", subtype="html")
    assert texts(written(tmp_path / "a.eml", bytes(message))) == ["News\n\nOnly this"]


def test_an_e_mail_that_names_its_encoding_wrongly_is_read(tmp_path: Path) -> None:
    content = b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\n" + "schön und früh".encode(
        "cp1252"
    )
    assert texts(written(tmp_path / "a.eml", content)) == ["x\n\nschön und früh"]


def test_documents_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    fine = pdf(tmp_path / "fine.pdf", "Page one").read_bytes()
    for path, words in (
        (pdf(tmp_path / "locked.pdf", "Page", password="secret"), "The PDF has a password"),
        (pdf(tmp_path / "scan.pdf", "", ""), "The PDF holds no text, only pictures of pages"),
        (written(tmp_path / "cut.pdf", fine[: len(fine) // 3]), "The PDF is damaged"),
        (
            written(tmp_path / "old.docx", b"\xd0\xcf\x11\xe0" + bytes(900)),
            "has a password or is of the old kind",
        ),
        (written(tmp_path / "cut.docx", b"PK\x03\x04" + bytes(900)), "not a Word document, or it is damaged"),
        (written(tmp_path / "none.eml", b"just words"), "not an e-mail"),
    ):
        assert words in refused(path), path
