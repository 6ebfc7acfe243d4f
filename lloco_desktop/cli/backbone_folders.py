"""`lloco backbone get`, `use`, `convert`, `add`, `remove` and `token`: what changes something.

None of it needs a workspace, so it works also while the window is open; that hears of other settings when it
starts again.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from lloco_desktop.cli.bars import WorkBar
from lloco_desktop.cli.shared import print_json, printable
from lloco_desktop.errors import BackboneMissing, BackboneTooLarge, BadInput, DownloadRefused
from lloco_desktop.model_files.finding import FoundBackbone, find_backbones, fingerprint
from lloco_desktop.progress import Progress
from lloco_desktop.settings import BackboneChoice, Device, Places, Precision, Settings
from lloco_desktop.sizes import size
from lloco_desktop.workflows import hub_desk
from lloco_desktop.workflows.events import BackboneArrived
from lloco_desktop.workflows.getting_backbones import get_backbone, pickled, remove_backbone
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.services import Services


def run_get(arguments: argparse.Namespace) -> int:
    """Download a backbone in this process; the same command goes on after it was stopped."""
    preset = hub_desk.preset_named(arguments.key, hub_desk.known_presets())
    site = hub_desk.site_of(preset, Places.of_user().backbones)
    getting = hub_desk.order(
        preset, arguments.adapter, keep=arguments.keep_originals, endpoint=settings_of_user().hub_endpoint
    )
    if preset.terms.accept and not arguments.accept_terms:
        raise DownloadRefused(
            f"{preset.terms.accept} ({preset.terms.address}) Say so with --accept-terms; nothing was "
            "downloaded."
        )
    folder = _watch(get_backbone(replace(getting, token=hub_desk.token_for(preset)), site))
    if arguments.json:
        print_json({"key": preset.key, "folder": printable(folder)})
    else:
        print(f"{preset.title} is here: {printable(folder)}")
        print(f"To let it answer: lloco backbone use {preset.key}")
    return 0


def run_use(arguments: argparse.Namespace) -> int:
    """Change the settings, if the backbone has room; summaries are made by the next command that writes."""
    from lloco_desktop.fitting.machine import look  # here: looking at the machine imports torch
    from lloco_desktop.fitting.shape import shape_of
    from lloco_desktop.fitting.verdict import fit

    folder = folder_of(arguments.name)
    preferences = _preferences()
    choice = BackboneChoice(
        arguments.name,
        Device(arguments.device),
        Precision(arguments.precision),
        spill=preferences.now.spill,
    )
    if folder == Path(arguments.name).expanduser().absolute():
        choice = replace(choice, backbone=str(folder))
    fitting = fit(shape_of(folder), look(), choice)
    if not fitting.loads:
        raise BackboneTooLarge(fitting.sentence)
    preferences.set(preferences.now.choosing(choice))
    if arguments.json:
        print_json({"backbone": choice.backbone, "folder": printable(folder), "fit": fitting.sentence})
    else:
        print(fitting.sentence)
        print(
            f"From now on {arguments.name} answers. Its summaries of your documents are made as you import. "
            "A window that is open hears of it when it starts again."
        )
    return 0


def run_convert(arguments: argparse.Namespace) -> int:
    """Convert a folder's pickles in this process."""
    folder = folder_of(arguments.name)
    before = pickled(folder)
    if not before:
        raise BadInput(f"{printable(folder)} has no pickles, so there is nothing to convert.")
    steps = hub_desk.convert_folder(folder, fingerprint(folder), keep=arguments.keep_originals)
    _watch(steps)
    if arguments.json:
        print_json({"folder": printable(folder), "kept": pickled(folder)})
    else:
        print(f"Converted {size(before)} in {printable(folder)}.")
    return 0


def _watch(steps: Iterable[Progress | BackboneArrived]) -> Path:
    """Draw the progress of a download or conversion; gives the backbone's folder."""
    folder: Path | None = None
    with closing(steps) as events, WorkBar() as bar:  # type: ignore[type-var]
        for event in events:
            if isinstance(event, BackboneArrived):
                folder = event.folder
            else:
                bar.draw(event)
    assert folder is not None  # the last event
    return folder


def run_token(arguments: argparse.Namespace) -> int:
    """Look after the token. It is never taken from the command line, which others can see."""
    from lloco_desktop.hub.token import forget_token, keep_token, read_token

    if arguments.forget:
        forget_token()
    elif arguments.set:
        text = getpass.getpass("Token (not shown): ") if sys.stdin.isatty() else sys.stdin.readline()
        keep_token(text.strip())
    kept = read_token() is not None
    if arguments.json:
        print_json({"kept": kept})
    else:
        print("A token is kept in the system's keyring." if kept else "No token is kept.")
    return 0


# --- adding and removing -----------------------------------------------------------------------------


def run_add(arguments: argparse.Namespace) -> int:
    """Add a folder to the list; nothing is copied."""
    folder = arguments.folder.expanduser().absolute()
    found = find_backbones([folder])
    if not found:
        raise BackboneMissing(
            f"There is no backbone in {printable(folder)}: no model_config.json, and no AutoCompressor's "
            "config.json."
        )
    preferences = _preferences()
    if folder in preferences.now.extra_backbones:
        raise BadInput(f"{printable(folder)} is in the list already.")
    preferences.change(extra_backbones=(*preferences.now.extra_backbones, folder))
    if arguments.json:
        print_json([{"name": one.name, "problem": one.problem} for one in found])
        return 0
    for one in found:
        print(f"Added {one.name}." if one.problem is None else one.problem)
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Delete what was downloaded, or take a folder that was added off the list."""
    preferences, places = _preferences(), Places.of_user()
    chosen, waiting = Services.models_for(preferences.now, places).chosen, preferences.now.waiting
    preset = next((one for one in hub_desk.known_presets() if one.key == arguments.name), None)
    if preset is not None:
        site = hub_desk.site_of(preset, places.backbones)
        if preset.repository is None:
            raise BadInput(f"{preset.title} belongs to the application and stays.")
        soon = waiting is not None and waiting.backbone in (preset.key, str(site.final))
        if soon or (chosen is not None and chosen.folder == site.final):
            raise BadInput(f"{preset.title} is in use. Choose another backbone in the settings first.")
        if not (site.final.exists() or site.coming.exists()):
            raise BadInput(f"{preset.title} is not here.")
        remove_backbone(site)
        removed = site.final
    else:
        removed = Path(arguments.name).expanduser().absolute()
        extra = preferences.now.extra_backbones
        if removed not in extra:
            raise BadInput(
                f"{printable(removed)} is neither a backbone that was downloaded nor a folder that was added."
            )
        if chosen is not None and removed in (chosen.folder, chosen.folder.parent):
            raise BadInput("That backbone is in use. Choose another one in the settings first.")
        preferences.change(extra_backbones=tuple(one for one in extra if one != removed))
    if arguments.json:
        print_json({"removed": printable(removed), "deleted": preset is not None})
    elif preset is not None:
        print(f"Deleted {preset.title}. Libraries, their summaries and what was learned stay.")
    else:
        print(f"Took {printable(removed)} off the list. The folder itself was not touched.")
    return 0


# --- what the commands for backbones share -----------------------------------------------------------


def settings_of_user() -> Settings:
    """The settings. Raises `BadInput`."""
    return Settings.load(Places.of_user().settings_file)


def _preferences() -> Preferences:
    return Preferences(settings_of_user(), Places.of_user().settings_file)


def installed(settings: Settings) -> list[FoundBackbone]:
    """Every backbone that is here, also those with a problem."""
    return Services.models_for(settings, Places.of_user()).found()


def folder_of(name: str) -> Path:
    """The folder of a backbone that is here, by its name or as a path. Raises `BackboneMissing`."""
    every = installed(settings_of_user())
    for one in every:
        if name in (one.name, str(one.folder)):
            return one.folder
    folder = Path(name).expanduser().absolute()
    if folder.is_dir():
        return folder
    names = ", ".join(one.name for one in every) or "none"
    known = any(preset.key == name for preset in hub_desk.known_presets())
    hint = f" To get it: lloco backbone get {name}" if known else ""
    raise BackboneMissing(f"There is no backbone {name!r} here (there are: {names}).{hint}")
