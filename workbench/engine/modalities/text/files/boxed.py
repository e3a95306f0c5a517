"""The words of Word documents, PDFs and e-mails; each raises `UnreadableError` with a plain reason."""

from __future__ import annotations

import email
import email.policy
import io
import logging
import struct
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.text.files.encodings import detect
from workbench.engine.modalities.text.files.markup import html_words

_LARGEST_UNPACKED = 512 * 2**20
_LARGEST_MARKUP = 128 * 2**20
"""Of a Word document's XML, which takes several times as much memory when it is read."""
_LARGEST_MAIL = 64 * 2**20
_LONGEST_HEADER = 4_000
_OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, ArithmeticError,
    AssertionError, NotImplementedError, EOFError, struct.error, zlib.error, OSError, SyntaxError,
)  # fmt: skip
"""What libraries raise somewhere inside for files that are damaged."""
_HEADERS = ("from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path")


def docx_words(path: Path) -> Iterator[str]:
    """Paragraphs and tables of a Word document in their order; headers, footers and notes are left out."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    _check_package(path)
    try:
        for block in Document(str(path)).iter_inner_content():
            if isinstance(block, Table):
                yield from _table_words(block)
                yield "\n"
            else:
                yield f"{block.text}\n\n"
    except (*_BROKEN, PackageNotFoundError, zipfile.BadZipFile) as error:
        raise UnreadableError("The Word document is damaged; save it once more in Word or Writer.") from error


def _table_words(table: object) -> Iterator[str]:
    """Each row a line; a cell over several columns is said once."""
    from docx.table import Table

    assert isinstance(table, Table)
    for row in table.rows:
        cells = {id(cell._tc): cell.text.strip().replace("\n", " ") for cell in row.cells}
        yield "\t".join(text for text in cells.values() if text) + "\n"


def _check_package(path: Path) -> None:
    with path.open("rb") as stream:
        if stream.read(4) == _OLE:
            raise UnreadableError(
                "The Word document has a password or is of the old kind (.doc);"
                " save it without a password as .docx."
            )
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError("It is not a Word document, or it is damaged.") from error
    unpacked = sum(entry.file_size for entry in entries)  # all are read, pictures too
    in_markup = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(".xml"))
    if unpacked > _LARGEST_UNPACKED or in_markup > _LARGEST_MARKUP:
        raise UnreadableError(
            "The Word document is too large: it unpacks to more than 512 MB, or its text to more than 128 MB."
        )


def pdf_words(path: Path) -> Iterator[str]:
    """The text of each page, pages apart by blank lines."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells each small flaw of a file
    found = pages = 0
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("The PDF has a password; save a copy without one.")
        for page in reader.pages:
            text = page.extract_text()
            pages += 1
            found += len(text.strip())
            yield text + "\n\n"
    except DependencyError as error:
        raise UnreadableError("The PDF has a password; save a copy without one.") from error
    except (*_BROKEN, PyPdfError) as error:
        if not found:
            raise UnreadableError("The PDF is damaged; open it in a viewer and save it once more.") from error
    if pages and not found:
        raise UnreadableError(
            "The PDF holds no text, only pictures of pages; let a program for text recognition (OCR)"
            " read it first."
        )


def mail_words(path: Path) -> Iterator[str]:
    """Subject and body of an e-mail, the plain one, else the one in HTML; attachments are left out."""
    with path.open("rb") as stream:
        content = stream.read(_LARGEST_MAIL)  # attachments come last
    try:
        message = cast(EmailMessage, email.message_from_bytes(content, policy=_BriefHeaders()))
        if not any(name in message for name in _HEADERS):
            raise UnreadableError("It is not an e-mail: it names no sender, subject or date.")
        yield _header(message, "subject") + "\n\n"
        body = message.get_body(("plain", "html"))
        if isinstance(body, EmailMessage):
            text = _body(body)
            is_page = body.get_content_subtype() == "html"
            yield "".join(html_words([text])).strip() if is_page else text
    except UnreadableError:
        raise
    except (*_BROKEN, LookupError) as error:
        raise UnreadableError("The e-mail is damaged; save it once more in the mail program.") from error


class _BriefHeaders(email.policy.EmailPolicy):
    """Parses only the beginning of a very long header: the library takes a minute for 200 KB."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _body(body: EmailMessage) -> str:
    """The text of a message's part; in an encoding that it does not name rightly, the likeliest."""
    charset = body.get_content_charset() or ""
    content = body.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        found = detect(io.BytesIO(content))
        return content[found.start :].decode(found.name, "replace")
