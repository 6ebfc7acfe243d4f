"""`lloco gpu`: the GPU support of a bundle that computes on the processor. Needs no workspace."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from lloco_desktop.cli.bars import WorkBar
from lloco_desktop.cli.shared import print_json, printable
from lloco_desktop.errors import BadInput
from lloco_desktop.gpu_runtime.installing import Installed, RuntimeState, others, remove
from lloco_desktop.progress import Progress
from lloco_desktop.settings import Places
from lloco_desktop.sizes import size
from lloco_desktop.workflows.gpu_desk import GpuSupport, bring, site_of, support

OLD = "One of another version is here, which this one cannot use; `lloco gpu remove` removes it."
SAID = {
    RuntimeState.ABSENT: "It is not here; `lloco gpu get` brings it.",
    RuntimeState.INCOMPLETE: "Some of it is here; `lloco gpu get` goes on.",
    RuntimeState.HERE: "It is here.",
    RuntimeState.UNUSABLE: "It is here and does not work, so it is not used; `lloco gpu get` tries it again.",
    RuntimeState.LEAVING: "It was removed, and goes as soon as nothing uses it.",
}


def add_commands(made: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    """The actions of `lloco gpu`."""
    actions = made.add_subparsers(required=True, metavar="ACTION", title="actions")

    def action(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, parents=parents, help=text, description=text)
        parser.set_defaults(run=run)
        return parser

    action("status", run_status, "Say whether there is GPU support, what it takes, and whether it is used.")
    action("get", run_get, "Download the GPU support, or go on with that; what has come is kept.")
    made = action("add", run_get, "Take the GPU support from an offline pack.")
    made.add_argument("pack", type=Path, metavar="PACK", help="a file of the pack, or their folder")
    action("remove", run_remove, "Remove the GPU support, or what has come of it.")


def run_status(arguments: argparse.Namespace) -> int:
    """Print how it stands."""
    found = support(Places.of_user())
    if arguments.json:
        print_json(_raw(found))
        return 0
    for line in _lines(found):
        print(line)
    return 0


def _raw(found: GpuSupport) -> dict[str, object]:
    runtime = found.runtime
    return {
        "state": found.state.value,
        "active": found.active,
        "driver": found.driver.version if found.driver is not None else None,
        "key": runtime.key if runtime is not None else None,
        "size": runtime.size if runtime is not None else None,
        "unpacked": runtime.unpacked if runtime is not None else None,
        "come": found.come,
        "reason": found.reason or None,
        "packages": [
            {"name": one.name, "version": one.version, "size": one.size}
            for one in (runtime.wheels if runtime else ())
        ],
    }


def _lines(found: GpuSupport) -> list[str]:
    driver = "none" if found.driver is None else found.driver.version or "of unknown version"
    lines = [f"NVIDIA driver: {driver}"]
    runtime = found.runtime
    if runtime is None:
        return [*lines, "There is no GPU support to get for this edition."]
    if found.has_old_driver:
        lines.append(f"CUDA {runtime.cuda} needs the driver {runtime.driver} or a newer one.")
    lines += [
        f"PyTorch {runtime.torch} with CUDA {runtime.cuda}: {len(runtime.wheels)} packages, "
        f"{size(runtime.size)} to download",
        f"On the disk: {size(runtime.unpacked)}, and {size(runtime.room)} while it is unpacked",
    ]
    lines += [f"    {size(one.size):>7}  {one.name} {one.version}" for one in runtime.wheels]
    lines.append(SAID[found.state])
    if found.state is RuntimeState.INCOMPLETE:
        lines.append(f"{size(found.come)} of {size(runtime.size)} have come.")
    lines += [found.reason] if found.reason else []
    lines += [OLD] if found.has_old else []
    if found.state is RuntimeState.HERE:
        lines.append("This program computes with it." if found.active else "The next start computes with it.")
    return lines


def run_get(arguments: argparse.Namespace) -> int:
    """Bring it in this process; the same command goes on after it was stopped."""
    pack: Path | None = getattr(arguments, "pack", None)
    site = site_of(Places.of_user())
    installed: Installed | None = None
    with closing(bring(site, pack.expanduser().absolute() if pack else None)) as steps, WorkBar() as bar:  # type: ignore[type-var]
        for event in steps:
            if isinstance(event, Progress):
                bar.draw(event)
            else:
                installed = event
    assert installed is not None  # the last event
    if arguments.json:
        print_json({"folder": printable(installed.folder), "gpus": list(installed.gpus)})
        return 0
    print(f"The GPU support is here: {printable(installed.folder)}")
    tried = (
        f"It computed on {', '.join(installed.gpus)}." if installed.gpus else "No GPU was there to try it on."
    )
    print(f"{tried} It is used from the next start on.")
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove it at once: this command has not loaded it."""
    site = site_of(Places.of_user())
    if site.state() is RuntimeState.ABSENT and not others(site):
        raise BadInput("The GPU support is not here.")
    remove(site, in_use=False)
    if arguments.json:
        print_json({"removed": printable(site.final)})
    else:
        print("The GPU support was removed. A window that is open has to be started again.")
    return 0
