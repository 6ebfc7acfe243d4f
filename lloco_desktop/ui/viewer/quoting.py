"""Words from a page as the beginning of a question."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit


def begin_with_quote(box: QPlainTextEdit, words: str) -> None:
    """Put words, quoted, before what is typed already, and the keyboard after it."""
    quote = QCoreApplication.translate("viewer", "“{words}”").format(words=words)
    cursor = box.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.insertText(f"{quote}\n")
    cursor.movePosition(QTextCursor.MoveOperation.End)
    box.setTextCursor(cursor)
    box.setFocus(Qt.FocusReason.OtherFocusReason)
