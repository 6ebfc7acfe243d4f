"""Asking before something is lost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def confirmed(owner: QWidget, title: str, question: str, loss: str, do: str, keep: str) -> bool:
    """Whether the user wants it; `loss` says what goes. Keeping is the default, and what Esc means."""
    box = QMessageBox(owner.window())
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(loss)
    yes = box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    yes.setProperty("role", "loss")
    box.setDefaultButton(box.addButton(keep, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


def confirm_cancelling(owner: QWidget, library: str) -> bool:
    """Whether the user wants to lose what was learned so far."""
    translate = QCoreApplication.translate
    return confirmed(
        owner,
        translate("confirm", "Cancel learning"),
        translate("confirm", "Stop learning “{name}”?").format(name=library),
        translate(
            "confirm",
            "The questions that were made and all that was practised so far are lost. Documents, summaries "
            "and earlier versions stay. To go on later, pause it instead.",
        ),
        translate("confirm", "Stop learning"),
        translate("confirm", "Keep learning"),
    )
