"""Small files of the formats in which texts lie."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from workbench.engine.contracts import Health
from workbench.engine.modalities import Modality, modalities
from workbench.engine.modalities.text import TextReading

TEXT: Modality = modalities.get("text")
ALL = 16_384


def reading(unit: str, column: str = "") -> TextReading:
    """What a person may have chosen."""
    return TextReading(unit=unit, column=column)


def written(path: Path, content: str | bytes) -> Path:
    """A file of this content, its line ends as they are."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


def look(path: Path, unit: str = "document", column: str = "") -> Health:
    """What a look at a file says."""
    return TEXT.probe(path, reading(unit, column))


def texts(path: Path, unit: str = "document", column: str = "") -> list[str]:
    """The texts of all samples of a file, as a viewer shows them."""
    chosen = reading(unit, column)
    found = [TEXT.read(path, part.key, chosen) for part in TEXT.probe(path, chosen).parts]
    assert all(isinstance(text, str) for text in found)
    return [str(text) for text in found]


def refused(path: Path, unit: str = "document", column: str = "") -> str:
    """The sentence for a file that is not learnt from."""
    health = look(path, unit, column)
    assert health.verdict != "fine"
    assert not health.parts
    return health.reason


def word_document(path: Path, *paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> Path:
    """Paragraphs, then a table, then a last paragraph."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        cells = document.add_table(len(table), len(table[0]))
        for row, texts in enumerate(table):
            for column, text in enumerate(texts):
                cells.cell(row, column).text = text
        document.add_paragraph("The end.")
    document.save(str(path))
    return path


def pdf(path: Path, *pages: str, password: str = "") -> Path:
    """A PDF of pages with one line each; an empty one is a page without text."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        if not text:
            continue
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = DecodedStreamObject()
        drawn.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    with path.open("wb") as stream:
        writer.write(stream)
    return path
