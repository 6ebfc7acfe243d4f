"""Where backbones come from: the token for those that want one, and a mirror of the hub."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lloco_desktop.errors import LlocoError
from lloco_desktop.hub.endpoint import endpoint_of
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_2
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.rows import Group, Row, bring_into_view

FIELD_WIDTH = 320


class SourcesPart(Group):
    """Settings of downloads.

    Signals:
        token_read(bool): whether one is kept.
    """

    token_read = Signal(bool)

    def __init__(self, services: Services, background: Background) -> None:
        super().__init__(heading=self.tr("Downloads"))
        self._services = services
        self._background = background
        self.has_token = False
        self._make_token()
        self._make_mirror()
        self.column.addWidget(self.token_row)
        self.column.addWidget(self.mirror_row)

    def _make_token(self) -> None:
        self.token_row = Row(
            self.tr("Token"),
            self.tr(
                "Some backbones are only given to accounts that asked their makers. A token stands for your "
                "account; it is kept in the system's keyring and sent to nobody but the hub, or the "
                "mirror below."
            ),
        )
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setMaximumWidth(FIELD_WIDTH)
        self.token.setPlaceholderText(self.tr("Paste it here"))
        self.token.setAccessibleName(self.tr("Token"))
        self.keep_button = TextButton(self.tr("Keep"))
        self.keep_button.setAccessibleName(self.tr("Keep the token"))
        self.keep_button.setEnabled(False)
        self.kept = label(self.tr("A token is kept."))
        self.forget_button = TextButton(self.tr("Forget it"))
        self.forget_button.setAccessibleName(self.tr("Forget the token"))
        self.token_row.body.addLayout(_growing(self.token, self.keep_button, self.kept, self.forget_button))
        self.show_token(has_token=False)
        self.token.textChanged.connect(lambda text: self.keep_button.setEnabled(bool(text.strip())))
        self.token.returnPressed.connect(self._keep)
        self.keep_button.clicked.connect(self._keep)
        self.forget_button.clicked.connect(lambda: self._change_token(None))

    def _make_mirror(self) -> None:
        self.mirror_row = Row(
            self.tr("Mirror"),
            self.tr(
                "The address of a copy of the hub, where the hub itself cannot be reached. Empty: the hub "
                "itself. A token that is kept is sent there, too."
            ),
        )
        self.mirror = QLineEdit()
        self.mirror.setMaximumWidth(FIELD_WIDTH)
        self.mirror.setPlaceholderText("https://…")
        self.mirror.setAccessibleName(self.tr("Address of a mirror"))
        self.mirror_row.body.addLayout(_growing(self.mirror))
        self.mirror.editingFinished.connect(self._change_mirror)

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read it anew."""
        if not self.mirror.isModified():
            self.mirror.setText(self._services.preferences.now().hub_endpoint)
        self.read_token()

    def read_token(self) -> None:
        """Ask the keyring, which may take its time."""
        self._background.run(
            self,
            self._services.hub.has_token,
            lambda there: self.show_token(has_token=there),
            lambda error: self.token_row.say_problem(str(error)),
        )

    def show_token(self, *, has_token: bool) -> None:
        """Whether there is one; never which."""
        self.has_token = has_token
        had_keyboard = self.token.hasFocus() or self.forget_button.hasFocus()
        self.token_read.emit(has_token)
        wanted: tuple[QWidget, ...] = (self.token, self.keep_button)
        known: tuple[QWidget, ...] = (self.kept, self.forget_button)
        for widget in wanted:
            widget.setVisible(not has_token)
        for widget in known:
            widget.setVisible(has_token)
        if had_keyboard:
            (self.forget_button if has_token else self.token).setFocus()

    def go_to_token(self) -> None:
        """The keyboard into its field."""
        bring_into_view(self.token_row)
        (self.forget_button if self.has_token else self.token).setFocus()

    # --- what is done --------------------------------------------------------------------

    def _keep(self) -> None:
        text = self.token.text().strip()
        if text:
            self._change_token(text)

    def _change_token(self, text: str | None) -> None:
        self.token_row.say_problem("")
        self.token.setFocus()  # before what was pressed cannot be used: the keyboard stays in this line
        self.keep_button.setEnabled(False)

        def changed(_none: None) -> None:
            self.token.clear()
            self.read_token()

        def failed(error: LlocoError) -> None:
            self.keep_button.setEnabled(True)
            self.token_row.say_problem(str(error))

        self._background.run(self, lambda: self._services.hub.keep_token(text), changed, failed)

    def _change_mirror(self) -> None:
        self.mirror.setModified(False)
        address = self.mirror.text().strip().rstrip("/")
        if address == self._services.preferences.now().hub_endpoint:
            self.mirror_row.say_problem("")
            return
        try:
            endpoint_of(address)  # refused here, not when something is to be downloaded
            self._services.preferences.change(hub_endpoint=address)
        except LlocoError as error:
            self.mirror_row.say_problem(str(error))
            return
        self.mirror.setText(address)
        self.mirror_row.say_problem("")


def _growing(field: QLineEdit, *beside: QWidget) -> QHBoxLayout:
    """A field that takes what room there is up to its widest, and what stands beside it."""
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    row.addWidget(field, 1000)
    for widget in beside:
        row.addWidget(widget)
    row.addStretch(1)
    return row
