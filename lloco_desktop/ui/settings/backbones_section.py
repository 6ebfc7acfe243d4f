"""Settings, Backbones: those that are here and how they compute, those that can be got and where from."""

from __future__ import annotations

from pathlib import Path

from lloco_desktop.jobs.job import JobKind
from lloco_desktop.ui.background import Background
from lloco_desktop.ui.job_bridge import JobBridge
from lloco_desktop.ui.kit.layout import label
from lloco_desktop.ui.kit.tokens import SPACE_8
from lloco_desktop.ui.services import Services, WorkSeen
from lloco_desktop.ui.settings.backbone_card import BackboneCard
from lloco_desktop.ui.settings.computing_part import ComputingPart
from lloco_desktop.ui.settings.installed_part import InstalledPart
from lloco_desktop.ui.settings.offers_part import OffersPart
from lloco_desktop.ui.settings.rows import Group
from lloco_desktop.ui.settings.sources_part import SourcesPart
from lloco_desktop.ui.settings.switching import Switching
from lloco_desktop.workflows.hub_desk import Offer


class BackbonesSection(Group):
    """Puts its parts together: what one of them does may change what another shows."""

    def __init__(self, services: Services, background: Background, bridge: JobBridge) -> None:
        super().__init__()
        self.switching = Switching(services, background, self)
        self.what = label(
            self.tr(
                "A backbone reads documents, makes their summaries and writes the answers. All of it runs on "
                "this machine. Another one is used from the next question on; what it needs is made in the "
                "background."
            ),
            "soft",
            wrap=True,
        )
        self.installed = InstalledPart(services, background, self.switching)
        self.offers = OffersPart(services, background)
        self.computing = ComputingPart(services, background, self.switching)
        self.sources = SourcesPart(services, background)
        self.column.setSpacing(SPACE_8)
        for widget in (self.what, self.installed, self.computing, self.offers, self.sources):
            self.column.addWidget(widget)
        self._name_parts()
        self.switching.settled.connect(self._settled)
        self.installed.changed.connect(self.offers.refresh)
        self.installed.shown.connect(self.offers.know_installed)
        self.offers.changed.connect(self._offers_read)
        self.installed.more_wanted.connect(self.offers.bring_into_view)
        self.offers.token_wanted.connect(self.sources.go_to_token)
        self.sources.token_read.connect(self.offers.know_token)
        bridge.work.connect(self._hear)

    def _name_parts(self) -> None:
        """What is most often meant, by short names."""
        installed, computing = self.installed, self.computing
        self.waiting, self.forget_button = installed.waiting, installed.forget_button
        self.none, self.add_button, self.add_problem = (
            installed.none,
            installed.add_button,
            installed.add_problem,
        )
        self.device, self.device_row = computing.device, computing.device_row
        self.precision, self.precision_row = computing.precision, computing.precision_row
        self.panel = computing.panel

    @property
    def cards(self) -> list[BackboneCard]:
        """Those of the installed ones."""
        return self.installed.cards

    def refresh(self) -> None:
        """Read everything anew. What a panel says stays until it is answered."""
        for part in (self.installed, self.offers, self.computing, self.sources):
            part.refresh()

    def use(self, folder: Path) -> None:
        """Ask whether to use the backbone in a folder."""
        self.installed.use(folder)

    def point_at(self, folder: Path) -> None:
        """Show the one in a folder as soon as it is there."""
        self.installed.point_at(folder)

    def _settled(self) -> None:
        self.installed.refresh()
        self.computing.refresh()
        self.offers.refresh()

    def _offers_read(self, offers: list[Offer]) -> None:
        self.installed.show_offers(offers)
        self.installed.more_button.setVisible(bool(self.offers.cards))

    def _hear(self, seen: WorkSeen) -> None:
        self.computing.gpu.hear(seen)
        if seen.job.kind not in (JobKind.DOWNLOAD, JobKind.CONVERT):
            return
        self.offers.hear(seen)
        self.installed.hear(seen)
        if seen.job.state.is_final and self.isVisible():
            self.installed.refresh()
            self.offers.refresh()
