"""`lloco backbones` and `lloco backbone`: what is here, what can be got, how it fits, and getting it.

None of it needs a workspace, so it works also while the window is open.
"""

from __future__ import annotations

import argparse
import getpass
import math
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lloco_desktop.backbone.finding import FoundBackbone, find_backbones, fingerprint
from lloco_desktop.cli.byte_bar import ByteBar
from lloco_desktop.cli.shared import FAILED, print_json, printable
from lloco_desktop.errors import BackboneMissing, BadInput, DownloadRefused
from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.hub.presets import Preset
from lloco_desktop.progress import Progress
from lloco_desktop.settings import BackboneChoice, Places, Precision, Settings
from lloco_desktop.workflows import hub_desk
from lloco_desktop.workflows.events import BackboneArrived
from lloco_desktop.workflows.getting_backbones import get_backbone, pickled, remove_backbone
from lloco_desktop.workflows.library_drafts import amount
from lloco_desktop.workflows.preferences import Preferences
from lloco_desktop.workflows.services import Services

if TYPE_CHECKING:
    from lloco_desktop.backbone.fitting import Fit

COMPARED = [one.value for one in Precision if one is not Precision.AUTO]


def add_backbone_commands(made: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    """The actions of `lloco backbone`."""
    actions = made.add_subparsers(required=True, metavar="ACTION", title="actions")

    def action(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, parents=parents, help=text, description=text)
        parser.set_defaults(run=run)
        return parser

    action("offers", run_offers, "List the backbones that can be got, and how they fit this machine.")
    made = action("get", run_get, "Download a backbone, or go on with that; what has come is kept.")
    made.add_argument("key", metavar="KEY")
    made.add_argument("--accept-terms", action="store_true", help="I have read and accept its licence")
    made.add_argument(
        "--adapter", action="append", default=[], metavar="NAME", help="one that was published for it, too"
    )
    made.add_argument("--keep-originals", action="store_true", help="keep pickles that were converted")
    made = action("fit", run_fit, "Say how a backbone fits this machine in each precision.")
    made.add_argument("name", metavar="NAME", help="one that can be got or is here, or a folder")
    made = action("add", run_add, "Add a folder of this machine that holds a backbone, or several.")
    made.add_argument("folder", type=Path, metavar="DIR")
    made = action("remove", run_remove, "Delete a downloaded backbone, or take an added folder off the list.")
    made.add_argument("name", metavar="NAME", help="one that was downloaded, or an added folder")
    made = action("convert", run_convert, "Write a backbone's pickles anew as safetensors.")
    made.add_argument("name", metavar="NAME", help="one that is here, or a folder")
    made.add_argument("--keep-originals", action="store_true", help="keep the pickles beside them")
    made = action("token", run_token, "Say whether a token for the model hub is kept; keep or forget one.")
    made.add_argument("--set", action="store_true", help="keep the one that is typed, or piped in")
    made.add_argument("--forget", action="store_true", help="forget the one that is kept")
    made = action("check", run_backbone_check, "Load a folder and compare its numbers.")
    made.add_argument("folder", type=Path, metavar="DIR")
    made.add_argument("--precision", choices=COMPARED, default=Precision.FP32.value, help="default: fp32")


# --- looking -----------------------------------------------------------------------------------------


def run_backbones(arguments: argparse.Namespace) -> int:
    """Print the backbones that are installed, also those that cannot be used, and how they fit."""
    settings = _settings()
    rows = [
        {
            "name": found.name,
            "folder": str(found.folder),
            "format": found.format.value if found.format else None,
            "fingerprint": found.fingerprint,
            "size": found.size,
            "problem": found.problem,
            "fit": sentence,
            "commit": lock.commit if (lock := read_lock(found.folder)) is not None else None,
        }
        for found, sentence in _with_fits(_found(settings), settings.choice)
    ]
    if arguments.json:
        print_json(rows)
        return 0
    for row in rows:
        print(f"{row['name']}: {row['folder']}")
        print(f"    {row['problem'] or row['fit']}")
    return 0


def run_offers(arguments: argparse.Namespace) -> int:
    """Print what can be got."""
    from lloco_desktop.backbone.fitting import (
        fit,
        fits,
        propose,
    )  # here: looking at the machine imports torch
    from lloco_desktop.backbone.machine import look

    presets, machine, root = hub_desk.known_presets(), look(), Places.of_user().backbones
    best, _fit = propose(machine, {preset.key: preset.shape for preset in presets})
    rows = [
        _offer(
            preset,
            hub_desk.best_of(fit(preset.shape, machine, BackboneChoice()), fits(preset.shape, machine)),
            root,
            recommended=preset.key == best,
        )
        for preset in presets
    ]
    if arguments.json:
        print_json(rows)
        return 0
    for row, preset in zip(rows, presets, strict=True):
        size = f", {amount(preset.size)}" if preset.size else ""
        print(f"{preset.key}: {preset.title} ({row['state']}{size}; {preset.terms.name})")
        print(f"    {preset.about}")
        print(f"    {row['fit']}{' Recommended here.' if row['recommended'] else ''}")
    return 0


def _offer(preset: Preset, fit: Fit, root: Path, *, recommended: bool) -> dict[str, Any]:
    site = hub_desk.site_of(preset, root)
    names = [adapter.name for adapter in preset.adapters]
    state = hub_desk.OfferState.ABSENT
    if site.final.is_dir():
        state = hub_desk.OfferState.HERE
    elif site.coming.is_dir():
        state = hub_desk.OfferState.INCOMPLETE
    return {
        "key": preset.key,
        "title": preset.title,
        "about": preset.about,
        "state": state.value,
        "folder": printable(site.final),
        "repository": preset.repository,
        "revision": preset.revision,
        "size": preset.size,
        "terms": preset.terms.name,
        "terms_address": preset.terms.address,
        "accept": preset.terms.accept,
        "gated": preset.gated,
        "languages": list(preset.languages),
        "adapters": names,
        "adapters_here": list(site.adapters_here(names)),
        "fit": fit.sentence,
        "recommended": recommended,
    }


def run_fit(arguments: argparse.Namespace) -> int:
    """Print how one backbone fits."""
    from lloco_desktop.backbone.fitting import fits
    from lloco_desktop.backbone.machine import look
    from lloco_desktop.backbone.shape import shape_of

    known = {preset.key: preset for preset in hub_desk.known_presets()}
    preset = known.get(arguments.name)
    shape = preset.shape if preset is not None else shape_of(_folder_of(arguments.name))
    rows = [
        {
            "precision": fit.precision.value,
            "device": fit.device,
            "verdict": fit.verdict.value,
            "weights": fit.weights,
            "free": fit.free,
            "context": fit.context,
            "text_context": fit.text_context,
            "learning": fit.learning,
            "sentence": fit.sentence,
        }
        for fit in fits(shape, look())
    ]
    if arguments.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['precision']:5} {row['verdict']:10} {row['sentence']}")
    return 0


# --- getting -----------------------------------------------------------------------------------------


def run_get(arguments: argparse.Namespace) -> int:
    """Download a backbone in this process; the same command goes on after it was stopped."""
    preset = hub_desk.preset_named(arguments.key, hub_desk.known_presets())
    site = hub_desk.site_of(preset, Places.of_user().backbones)
    getting = hub_desk.order(
        preset, arguments.adapter, keep=arguments.keep_originals, endpoint=_settings().hub_endpoint
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
        print(f"Ask with it: lloco ask --backbone {preset.key} QUESTION")
    return 0


def run_convert(arguments: argparse.Namespace) -> int:
    """Convert a folder's pickles in this process."""
    folder = _folder_of(arguments.name)
    before = pickled(folder)
    if not before:
        raise BadInput(f"{printable(folder)} has no pickles, so there is nothing to convert.")
    steps = hub_desk.convert_folder(folder, fingerprint(folder), keep=arguments.keep_originals)
    _watch(steps)
    if arguments.json:
        print_json({"folder": printable(folder), "kept": pickled(folder)})
    else:
        print(f"Converted {amount(before)} in {printable(folder)}.")
    return 0


def _watch(steps: Iterable[Progress | BackboneArrived]) -> Path:
    """Draw the progress of a download or conversion; gives the backbone's folder."""
    folder: Path | None = None
    with closing(steps) as events, ByteBar() as bar:  # type: ignore[type-var]
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
    chosen = Services.models_for(preferences.now, places).chosen
    preset = next((one for one in hub_desk.known_presets() if one.key == arguments.name), None)
    if preset is not None:
        site = hub_desk.site_of(preset, places.backbones)
        if preset.repository is None:
            raise BadInput(f"{preset.title} belongs to the application and stays.")
        if chosen is not None and chosen.folder == site.final:
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


# --- checking ----------------------------------------------------------------------------------------


def run_backbone_check(arguments: argparse.Namespace) -> int:
    """Load a folder and compare every stage with its expected tensors; 1 if any is off."""
    from lloco_desktop.backbone.checking import check_backbone  # here: it imports torch, which takes a second

    checks = list(check_backbone(arguments.folder, Precision(arguments.precision)))
    rows = [
        {
            "tensor": check.name,
            "difference": check.difference if check.difference < math.inf else None,
            "limit": check.limit,
            "ok": check.ok,
            "detail": check.detail,
        }
        for check in checks
    ]
    if not rows:
        rows_text = f"{arguments.folder} loads; it has no expected.safetensors to compare with."
        if arguments.json:
            print_json({"ok": True, "tensors": []})
        else:
            print(rows_text)
        return 0
    whole = all(check.ok for check in checks)
    if arguments.json:
        print_json({"ok": whole, "tensors": rows})
    else:
        for check in checks:
            mark = "ok  " if check.ok else "FAIL"
            print(f"{mark} {check.name:28} {check.difference:.2e} of {check.limit:.2e} {check.detail}")
    return 0 if whole else FAILED


# --- what they share ---------------------------------------------------------------------------------


def _settings() -> Settings:
    return Settings.load(Places.of_user().settings_file)


def _preferences() -> Preferences:
    return Preferences(_settings(), Places.of_user().settings_file)


def _found(settings: Settings) -> list[FoundBackbone]:
    return Services.models_for(settings, Places.of_user()).found()


def _with_fits(
    every: Iterable[FoundBackbone], choice: BackboneChoice
) -> list[tuple[FoundBackbone, str | None]]:
    """Each with the sentence on how it fits, computing as the settings say; None for those with a problem."""
    from lloco_desktop.backbone.fitting import fit
    from lloco_desktop.backbone.machine import look
    from lloco_desktop.backbone.shape import shape_of

    machine = look()
    return [
        (one, fit(shape_of(one.folder), machine, choice).sentence if one.problem is None else None)
        for one in every
    ]


def _folder_of(name: str) -> Path:
    """The folder of a backbone that is here, by its name or as a path. Raises `BackboneMissing`."""
    every = _found(_settings())
    for found in every:
        if name in (found.name, str(found.folder)):
            return found.folder
    folder = Path(name).expanduser().absolute()
    if folder.is_dir():
        return folder
    names = ", ".join(found.name for found in every) or "none"
    raise BackboneMissing(f"There is no backbone {name!r} here (there are: {names}).")
