"""Settings, About: whether to look for newer versions, when that was done last, and looking now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices

from lloco_desktop.errors import LlocoError
from lloco_desktop.settings import Updates
from lloco_desktop.ui.kit.icons import TextButton
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.mailbox import Mailbox
from lloco_desktop.ui.settings.rows import Row, Switch
from lloco_desktop.ui.settings.updating import UpdateServices, news_of
from lloco_desktop.workflows.update_manifest import Release
from lloco_desktop.workflows.updates import Looked, Outcome


class UpdatesRow(Row):
    """The switch, and "Look now", which says in a sentence what came of it."""

    def __init__(self, updates: UpdateServices) -> None:
        super().__init__("", "")
        self._updates = updates
        self._looking = False
        self._release: Release | None = None
        self.title.setText(self.tr("New versions"))
        self.switch = Switch(self.tr("Look once a week"))
        self.look_button = TextButton(self.tr("Look now"))
        self.page_button = TextButton(self.tr("Show the page"), role="link")
        self.last = label(role="small", wrap=True)
        self.outcome = label(wrap=True)
        self.add(self.switch)
        self.put(self.last)
        self.add(self.look_button)
        self.put(self.outcome)
        self.add(self.page_button)
        self._mailbox = Mailbox(0, parent=self)
        self._mailbox.delivered.connect(self._looked)
        self.destroyed.connect(self._mailbox.close)
        self.switch.clicked.connect(self._switched)
        self.look_button.clicked.connect(self.look)
        self.page_button.clicked.connect(self._show_page)
        self.outcome.hide()
        self.page_button.hide()
        self._say_what_it_does()
        self.refresh()

    def _say_what_it_does(self) -> None:
        host = self._updates.host
        if not host:
            self.say_hint(
                self.tr("This build names no place to look for newer versions, so it never looks for any.")
            )
            for widget in (self.switch, self.last, self.look_button):
                widget.hide()
            return
        self.say_hint(
            self.tr(
                "Looking asks {host} for one small signed file. Nothing about you, this computer or your "
                "documents is sent. No version is downloaded by itself: you are told, and the rest is yours "
                "to do."
            ).format(host=host)
        )
        self.switch.setAccessibleDescription(self.hint.text())

    def refresh(self) -> None:
        """Show what is set, and when the last look was."""
        if not self._updates.host:
            return
        self.switch.setChecked(self._updates.answer is Updates.ON)
        moment = self._updates.last_look
        if moment is None:
            self.last.setText(self.tr("It was never looked up."))
            return
        short = QLocale.FormatType.ShortFormat
        when = QLocale().toString(moment.astimezone(), short)  # type: ignore[call-overload]
        self.last.setText(self.tr("Looked up last: {moment}").format(moment=when))

    def look(self) -> None:
        """Now, because the user says so this time."""
        if self._looking:
            return
        self._show_looking(looking=True)
        self._say(self.tr("Looking…"))
        self._updates.look(self._mailbox.post)
        self.refresh()

    def _switched(self, on: bool) -> None:
        try:
            self._updates.choose(Updates.ON if on else Updates.OFF)
            self.say_problem("")
        except LlocoError as error:
            self.say_problem(str(error))
        self.refresh()

    def _looked(self, looks: Sequence[Looked]) -> None:
        found = looks[-1]
        self._show_looking(looking=False)
        match found.outcome:
            case Outcome.NEWER if found.release is not None:
                self._say(news_of(found.release), found.release)
            case Outcome.SILENT:
                self._say(
                    self.tr("There was no answer. Check the connection of this computer, or try again later.")
                )
            case Outcome.REFUSED:
                self._say(
                    self.tr(
                        "There was an answer, but not one that can be trusted, so it is not used. "
                        "The log says why."
                    )
                )
            case _:
                self._say(self.tr("There is no newer version."))

    def _say(self, sentence: str, release: Release | None = None) -> None:
        self._release = release
        self.outcome.setText(sentence)
        self.outcome.show()
        self.page_button.setVisible(release is not None)

    def _show_looking(self, *, looking: bool) -> None:
        had = self.look_button.hasFocus()
        self._looking = looking
        self.look_button.setEnabled(not looking)
        if had and looking:  # not to whatever comes next
            self.switch.setFocus()

    def _show_page(self) -> None:
        if self._release is not None:
            QDesktopServices.openUrl(QUrl(self._release.page))
