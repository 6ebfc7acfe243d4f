"""`lloco backbones` and `lloco backbone`: what is here, what can be got, how it fits, and getting it.

None of it needs a workspace, so it works also while the window is open.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lloco_desktop.cli.backbone_folders import (
    folder_of,
    installed,
    run_add,
    run_convert,
    run_get,
    run_remove,
    run_token,
    run_use,
    settings_of_user,
)
from lloco_desktop.cli.shared import FAILED, print_json, printable
from lloco_desktop.hub.lock_file import read_lock
from lloco_desktop.hub.presets import Preset
from lloco_desktop.model_files.finding import FoundBackbone, describe
from lloco_desktop.settings import BackboneChoice, Device, Places, Precision
from lloco_desktop.sizes import size
from lloco_desktop.workflows import hub_desk

if TYPE_CHECKING:
    from lloco_desktop.fitting.verdict import Fit

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
    made = action("use", run_use, "Let another backbone answer from now on.")
    made.add_argument("name", metavar="NAME", help="one that is here, or a folder")
    made.add_argument(
        "--precision",
        choices=[one.value for one in Precision],
        default=Precision.AUTO.value,
        help="default: auto",
    )
    made.add_argument(
        "--device", choices=[one.value for one in Device], default=Device.AUTO.value, help="default: auto"
    )
    made = action("add", run_add, "Add a folder of this machine that holds a backbone, or several.")
    made.add_argument("folder", type=Path, metavar="DIR")
    made = action(
        "remove",
        run_remove,
        "Delete a downloaded backbone, or take an added folder off the list.",
    )
    made.add_argument("name", metavar="NAME", help="one that was downloaded, or an added folder")
    made = action("convert", run_convert, "Write a backbone's pickles anew as safetensors.")
    made.add_argument("name", metavar="NAME", help="one that is here, or a folder")
    made.add_argument("--keep-originals", action="store_true", help="keep the pickles beside them")
    made = action(
        "token",
        run_token,
        "Say whether a token for the model hub is kept; keep or forget one.",
    )
    either = made.add_mutually_exclusive_group()
    either.add_argument("--set", action="store_true", help="keep the one that is typed, or piped in")
    either.add_argument("--forget", action="store_true", help="forget the one that is kept")
    made = action("check", run_backbone_check, "Load a folder and compare its numbers.")
    made.add_argument("folder", type=Path, metavar="DIR")
    made.add_argument("--precision", choices=COMPARED, default=Precision.FP32.value, help="default: fp32")


# --- looking -----------------------------------------------------------------------------------------


def run_backbones(arguments: argparse.Namespace) -> int:
    """Print the backbones that are installed, also those that cannot be used, and how they fit."""
    settings = settings_of_user()
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
        for found, sentence in _with_fits(installed(settings), settings.choice)
    ]
    if arguments.json:
        print_json(rows)
        return 0
    for row in rows:
        print(f"{row['name']}: {row['folder']}")
        print(f"    {row['problem'] or row['fit']}")
    return 0


def _with_fits(
    every: Iterable[FoundBackbone], choice: BackboneChoice
) -> list[tuple[FoundBackbone, str | None]]:
    """Each with the sentence on how it fits, computing as the settings say; None for those with a problem."""
    from lloco_desktop.fitting.machine import look
    from lloco_desktop.fitting.shape import shape_of
    from lloco_desktop.fitting.verdict import fit

    machine = look()
    return [
        (one, fit(shape_of(one.folder), machine, choice).sentence if one.problem is None else None)
        for one in every
    ]


def run_offers(arguments: argparse.Namespace) -> int:
    """Print what can be got."""
    from lloco_desktop.fitting.machine import look
    from lloco_desktop.fitting.verdict import (
        fit,
        fits,
        propose,
    )  # here: looking at the machine imports torch

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
        large = f", {size(preset.size)}" if preset.size else ""
        print(f"{preset.key}: {preset.title} ({row['state']}{large}; {preset.terms.name})")
        print(f"    {preset.about}")
        print(f"    {row['problem'] or row['fit']}{' Recommended here.' if row['recommended'] else ''}")
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
        "problem": describe(site.final).problem if state is hub_desk.OfferState.HERE else None,
        "recommended": recommended,
    }


def run_fit(arguments: argparse.Namespace) -> int:
    """Print how one backbone fits."""
    from lloco_desktop.fitting.machine import look
    from lloco_desktop.fitting.shape import shape_of
    from lloco_desktop.fitting.verdict import fits

    known = {preset.key: preset for preset in hub_desk.known_presets()}
    preset = known.get(arguments.name)
    shape = preset.shape if preset is not None else shape_of(folder_of(arguments.name))
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
