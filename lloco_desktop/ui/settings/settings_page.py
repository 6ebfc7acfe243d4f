"""The settings page: a list of sections on the leading side, the chosen one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lloco_desktop.ui.background import Background
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.icons import IconButton, TextButton
from lloco_desktop.ui.kit.layout import hairline, label
from lloco_desktop.ui.kit.tokens import (
    MEASURE,
    SCROLL_BAR,
    SPACE_1,
    SPACE_2,
    SPACE_3,
    SPACE_4,
    SPACE_6,
    SPACE_8,
)
from lloco_desktop.ui.services import BackboneStatus, Services
from lloco_desktop.ui.settings.errand import Errand
from lloco_desktop.ui.settings.preferences import Section
from lloco_desktop.ui.settings.rows import Group

LIST_WIDTH = 132
WIDE = 600  # from here on the list stands beside the section
COLUMNS = 3  # of the list above it


class SettingsPage(QWidget):
    """Shows one section at a time; each is made when it is first gone to.

    Signals:
        theme_chosen(Appearance), language_chosen(str): to be applied now.
        restart_wanted(): the application is to start again.
        left(): back to the library.
    """

    theme_chosen = Signal(object)
    language_chosen = Signal(str)
    restart_wanted = Signal()
    left = Signal()

    def __init__(self, services: Services, background: Background, bridge: JobBridge, errand: Errand) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._services = services
        self._background = background
        self._bridge = bridge
        self._errand = errand
        self._made: dict[Section, Group] = {}
        self._places: dict[Section, QScrollArea] = {}
        self.buttons = QButtonGroup(self)
        self.close_button = IconButton("close", self.tr("Close the settings"))
        self.stack = QStackedWidget()
        self._lay_out()
        self.buttons.idClicked.connect(lambda number: self.go_to(Section(number)))
        self.close_button.clicked.connect(self.left)
        bridge.backbone.connect(self._backbone_seen)

    def _lay_out(self) -> None:
        names = {
            Section.GENERAL: self.tr("General"),
            Section.BACKBONES: self.tr("Backbones"),
            Section.ANSWERS: self.tr("Answers"),
            Section.STORAGE: self.tr("Storage"),
            Section.DIAGNOSTICS: self.tr("Diagnostics"),
            Section.ABOUT: self.tr("About"),
        }
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_6, SPACE_4, SPACE_3, SPACE_3)
        top.addWidget(label(self.tr("Settings"), "title"), 1)
        top.addWidget(self.close_button)
        self.list = QWidget()
        self._grid = QGridLayout(self.list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_1)
        for section in Section:
            button = TextButton(names[section], role="nav")
            button.setCheckable(True)
            self.buttons.addButton(button, section)
            place = _scrolling()
            self._places[section] = place
            self.stack.addWidget(place)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(SPACE_4, SPACE_4, 0, 0)
        self._body.setSpacing(SPACE_3)
        self._body.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._body.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(hairline())
        whole.addLayout(self._body, 1)
        self._place_list(columns=1)

    def _place_list(self, columns: int) -> None:
        """The list beside the section, in one column, or above it in several."""
        beside = columns == 1
        for section in Section:
            row, column = divmod(int(section), columns)
            self._grid.addWidget(self.buttons.button(section), row, column)
        self.list.setMinimumWidth(LIST_WIDTH if beside else 0)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(direction)

    # --- sections ------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The one that is shown."""
        return Section(self.stack.currentIndex())

    def go_to(self, section: Section) -> None:
        """Show a section, with what is true now."""
        widget = self.part(section)
        self.buttons.button(section).setChecked(True)
        self.stack.setCurrentWidget(self._places[section])
        widget.refresh()

    def main_control(self) -> QWidget:
        """What the keyboard is for: the list of sections."""
        return self.buttons.button(self.section)

    def part(self, section: Section) -> Group:
        """A section's widget, made when it is first asked for."""
        if section not in self._made:
            self._made[section] = self._make(section)
            _fill(self._places[section], self._made[section])
        return self._made[section]

    def _make(self, section: Section) -> Group:
        # Imported here: some import the store, and nobody should wait at the start for any of them.
        match section:
            case Section.GENERAL:
                from lloco_desktop.ui.settings.general_section import GeneralSection

                general = GeneralSection(self._services)
                general.theme_chosen.connect(self.theme_chosen)
                general.language_chosen.connect(self.language_chosen)
                return general
            case Section.BACKBONES:
                from lloco_desktop.ui.settings.backbones_section import BackbonesSection

                return BackbonesSection(self._services, self._background, self._bridge)
            case Section.ANSWERS:
                from lloco_desktop.ui.settings.answers_section import AnswersSection

                return AnswersSection(self._services, self._background)
            case Section.STORAGE:
                from lloco_desktop.ui.settings.storage_section import StorageSection

                storage = StorageSection(self._services, self._background, self._errand)
                storage.restart_wanted.connect(self.restart_wanted)
                return storage
            case Section.DIAGNOSTICS:
                from lloco_desktop.ui.settings.diagnostics_section import DiagnosticsSection

                return DiagnosticsSection(self._services, self._background)
            case Section.ABOUT:
                from lloco_desktop.ui.settings.about_section import AboutSection

                return AboutSection(self._services, self._background)

    def _backbone_seen(self, _status: BackboneStatus) -> None:
        """It was loaded, or could not be: what depends on it is shown anew, if anybody looks."""
        if self.isVisible() and self.section in (Section.BACKBONES, Section.ANSWERS):
            self.part(self.section).refresh()

    # --- coming and going ----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where a section would be cut beside the list, it stands below."""
        super().resizeEvent(event)
        beside = self._body.direction() == QBoxLayout.Direction.LeftToRight
        if beside is not (event.size().width() >= WIDE):
            self._place_list(columns=COLUMNS if beside else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _scrolling() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _fill(area: QScrollArea, content: QWidget) -> None:
    """The section as a column of reading width, at the leading side."""
    content.setMaximumWidth(MEASURE)
    page = QWidget()
    page.setProperty("role", "ground")
    row = QHBoxLayout(page)
    row.setContentsMargins(SPACE_3, SPACE_2, SPACE_6 - SCROLL_BAR // 2, SPACE_8)
    row.addWidget(content, 1, Qt.AlignmentFlag.AlignTop)
    row.addStretch(0)
    area.setWidget(page)
