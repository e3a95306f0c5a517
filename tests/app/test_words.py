"""Every text a person reads can be translated."""

from __future__ import annotations

import ast
import re

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from tests import translations
from workbench.app.words import tr

_SHOWN = ("setText", "setToolTip", "setAccessibleName", "setPlaceholderText", "setWindowTitle", "addTab")
_WORDS = re.compile(r"[A-Za-z]{3,}")


def test_no_text_is_missing_from_the_catalogue() -> None:
    missing = set(translations.texts()) - translations.catalogued()
    assert not missing, "run: python -m tests.translations"


def test_the_catalogue_holds_no_text_that_is_gone() -> None:
    assert not translations.catalogued() - set(translations.texts()), "run: python -m tests.translations"


def test_no_widget_is_given_a_plain_text() -> None:
    plain = []
    for path in translations.SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in _SHOWN:
                texts = [
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
                plain += [f"{path.name}: {t}" for t in texts if _WORDS.search(t) and t != "SSL Workbench"]
    assert not plain


class _Backwards(QTranslator):
    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return text[::-1] if context == "workbench" else ""

    def isEmpty(self) -> bool:
        return False


def test_a_translation_is_used(qapp: QApplication, request: pytest.FixtureRequest) -> None:
    translator = _Backwards()
    QCoreApplication.installTranslator(translator)
    request.addfinalizer(lambda: QCoreApplication.removeTranslator(translator))
    assert tr("Stop") == "potS"
