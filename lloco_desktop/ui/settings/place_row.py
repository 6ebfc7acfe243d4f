"""Where the workspace lies, and the way to another place: a copy that is used from the next start on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout

from lloco_desktop.errors import LlocoError
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label, set_role
from lloco_desktop.ui.kit.tokens import SPACE_2, SPACE_3
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.settings.errand import Ended
from lloco_desktop.ui.settings.rows import Row, bring_into_view, leading, selectable
from lloco_desktop.workflows.moving import is_workspace


class PlaceRow(Row):
    """The workspace's folder.

    Signals:
        choose_wanted(): another folder is to be asked for. show_wanted(): show the present one.
        move_wanted(Path): copy it there. open_wanted(Path): use the workspace that is there.
        restart_wanted(): now.
    """

    choose_wanted = Signal()
    show_wanted = Signal()
    move_wanted = Signal(object)
    open_wanted = Signal(object)
    restart_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__("", "")
        self._services = services
        self._offered: Path | None = None
        self._idle = True
        self.title.setText(self.tr("Place of the workspace"))
        self.say_hint(
            self.tr(
                "Text, summaries, conversations and what was learned. The PDFs themselves stay where "
                "they are."
            )
        )
        self.path = selectable("")
        self.change_button = TextButton(self.tr("Change place…"))
        self.show_button = TextButton(self.tr("Show the folder"), role="link")
        self.put(self.path)
        self.add(self.change_button, self.show_button)
        self._make_panel()
        self.change_button.clicked.connect(self.choose_wanted)
        self.show_button.clicked.connect(self.show_wanted)
        self.refresh()

    def _make_panel(self) -> None:
        self.panel = QFrame()
        self.panel.setProperty("role", "notice")
        self.text = label(wrap=True)
        self.move_button = TextButton(self.tr("Move it there"), role="primary")
        self.open_button = TextButton(self.tr("Use that one"), role="primary")
        self.restart_button = TextButton(self.tr("Restart now"), role="primary")
        self.leave_button = TextButton(self.tr("Leave it"))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addLayout(leading(self.move_button, self.open_button, self.restart_button, self.leave_button))
        self.panel.hide()
        self.put(self.panel)
        self.move_button.clicked.connect(lambda: self._go(self.move_wanted))
        self.open_button.clicked.connect(lambda: self._go(self.open_wanted))
        self.restart_button.clicked.connect(self.restart_wanted)
        self.leave_button.clicked.connect(self._leave)

    # --- what is shown -------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the present place, and the one that waits for the next start."""
        preferences = self._services.preferences
        self.path.setText(str(preferences.place))
        coming = preferences.now().next_workspace
        if coming is not None:
            self._say(
                self.tr(
                    "From the next start on the workspace in {folder} is used. What is written until then is "
                    "brought along if that is a copy. The present folder stays as it is; remove it yourself "
                    "when you no longer want it."
                ).format(folder=coming),
                restart=True,
                leave=True,
            )
        elif self._offered is None:
            self.panel.hide()
        if preferences.place_was_given:
            self.say_problem(
                self.tr("This start was told its workspace, so that a change counts for starts that are not.")
            )

    def offer(self, folder: Path) -> None:
        """The user named a folder: say what can be done with it."""
        self._offered = folder
        if is_workspace(folder):
            self._say(
                self.tr(
                    "There is a workspace in {folder}. It can be used instead of the present one, which "
                    "stays as it is."
                ).format(folder=folder),
                use=True,
                leave=True,
            )
        else:
            self._say(
                self.tr(
                    "The workspace is copied to {folder} and the copy is checked, while you go on working. "
                    "It is used from the next start on; until then, and if anything fails, the present one "
                    "is."
                ).format(folder=folder),
                move=True,
                leave=True,
            )

    def show_end(self, end: Ended) -> None:
        """How the copying came to its end."""
        self._offered = None
        if end.stopped:
            self.say_problem(
                self.tr("It was stopped, and what was copied is removed. The workspace stays here.")
            )
        elif end.problem or end.bug:
            self.say_problem(
                end.problem or self.tr("The workspace could not be copied. It stays where it is.")
            )
        self.refresh()

    def set_idle(self, idle: bool) -> None:
        """Whether something can be begun."""
        self._idle = idle
        for button in (self.change_button, self.move_button, self.open_button, self.restart_button):
            button.setEnabled(idle)

    def _say(
        self,
        sentence: str,
        *,
        move: bool = False,
        use: bool = False,
        restart: bool = False,
        leave: bool = False,
    ) -> None:
        set_role(self.panel, "notice")
        self.text.setText(sentence)
        self.move_button.setVisible(move)
        self.open_button.setVisible(use)
        self.restart_button.setVisible(restart)
        self.leave_button.setVisible(leave)
        self.panel.show()
        bring_into_view(self.panel)

    def _go(self, wanted: SignalInstance) -> None:
        folder, self._offered = self._offered, None
        self.show_button.setFocus()  # before what has the keyboard is hidden: it stays here
        self.panel.hide()
        self.say_problem("")
        if folder is not None:
            wanted.emit(folder)

    def _leave(self) -> None:
        self._offered = None
        try:
            self._services.preferences.change(next_workspace=None)
        except LlocoError as error:
            self.say_problem(str(error))
        self.panel.hide()
        self.refresh()
