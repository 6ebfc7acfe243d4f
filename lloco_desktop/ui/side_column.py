"""The left column: libraries, conversations, running work, and what answers are made with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lloco_desktop.ui.backbone_line import BackboneLine
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.chat.answers import Answers
from lloco_desktop.ui.chat.conversation_panel import ConversationPanel
from lloco_desktop.ui.help_button import HelpButton
from lloco_desktop.ui.kit.icons import IconButton
from lloco_desktop.ui.kit.layout import hairline
from lloco_desktop.ui.kit.tokens import SPACE_1, SPACE_2
from lloco_desktop.ui.libraries.library_panel import LibraryPanel
from lloco_desktop.ui.services import Services
from lloco_desktop.ui.side_split import SideSplit
from lloco_desktop.ui.work_panel import WorkPanel

NARROWEST, WIDEST = 184, 360


class SideColumn(QWidget):
    """Holds the parts of the column, top to bottom."""

    def __init__(
        self, libraries: LibraryPanel, services: Services, background: Background, answers: Answers
    ) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.libraries = libraries
        self.conversations = ConversationPanel(services, background, answers)
        self.split = SideSplit(self.libraries, self.libraries.view, self.conversations)
        self.work = WorkPanel(services)
        self.backbone = BackboneLine()
        self.backbone.show_status(services.backbone())
        self.settings_button = IconButton("gear", self.tr("Settings"))
        self.help = HelpButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.split, 1)
        column.addWidget(self.work)
        column.addWidget(hairline())
        self.foot = QHBoxLayout()  # the backbone, then buttons of the application
        self.foot.setContentsMargins(0, 0, SPACE_2, SPACE_1)
        self.foot.setSpacing(0)
        self.foot.addWidget(self.backbone, 1)
        self.foot.addWidget(self.settings_button)
        self.foot.addWidget(self.help)
        column.addLayout(self.foot)
