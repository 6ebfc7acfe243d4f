"""`lloco adapters` and the adapter under an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command, Mistake
from tests.pdfs import BEES, LEASE, write_pdf
from tests.workflows.adapters import give_adapter

ASKED = ("ask", "What is the monthly rent of the lease?", "--library", "home")


@pytest.fixture
def home(tiny: Command, tmp_path: Path) -> Command:
    """A library with two versions of what was learned, the first in use."""
    path = write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease and bees")
    assert tiny("import", str(path), "--library", "home") == 0
    with tiny.services() as services:
        library = services.library_named("home")
        give_adapter(services, library, seed=1)
        give_adapter(services, library, seed=2, active=False)
    return tiny


def in_use(command: Command) -> list[int]:
    return [row["version"] for row in command.json("adapters", "list") if row["active"]]


def test_listing(home: Command) -> None:
    rows = home.json("adapters", "list", "--library", "home")
    assert [(row["version"], row["active"], row["earned"]) for row in rows] == [
        (2, False, True),
        (1, True, True),
    ]
    assert rows[0]["documents"] == 1
    assert home("adapters", "list") == 0
    first, second, third = home.out.splitlines()
    assert first == "home: Learned from its document"
    assert "version 2 (not in use" in second
    assert "version 1 (in use" in third
    assert "Better on 143 held-out questions." in third


def test_switching_and_turning_off(home: Command) -> None:
    assert in_use(home) == [1]
    assert home("adapters", "use", "--library", "home", "--version", "2") == 0
    assert in_use(home) == [2]
    assert home("adapters", "off", "--library", "home") == 0
    assert "nothing was deleted" in home.out
    assert in_use(home) == []
    assert home.json("adapters", "use", "--library", "home", "--version", "1")["adapter"]["active"] is True


def test_the_answer_says_who_read(home: Command) -> None:
    answer = home.json(*ASKED)
    assert answer["adapter"] == "home, version 1"
    assert answer["adapter_reason"]
    assert home(*ASKED) == 0
    assert "Read with what was learned: home, version 1." in home.out
    alone = home.json(*ASKED, "--no-adapter")
    assert alone["adapter"] is None
    assert home(*ASKED, "--no-adapter") == 0
    assert "Read with" not in home.out


def test_reports(home: Command) -> None:
    assert home.json("adapters", "report", "--library", "home")["report"]["tokens"] == 900
    assert home("adapters", "report", "--library", "home", "--version", "2") == 0
    assert "home, version 2 (not in use" in home.out
    assert "Learned from 1 document, 900 tokens of text." in home.out


def test_deleting(home: Command) -> None:
    assert home("adapters", "delete", "--library", "home", "--version", "1") == 0
    assert "read by the backbone alone now" in home.out
    assert [row["version"] for row in home.json("adapters", "list")] == [2]
    assert home.json("verify")["ok"] is True


def test_out_and_in_again(home: Command, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert home.json("adapters", "export", "--library", "home", str(folder))["folder"] == str(folder)
    assert (folder / "adapter_model.safetensors").is_file()
    made = home.json("adapters", "import", "--library", "home", str(folder))["adapter"]
    assert (made["version"], made["active"]) == (3, False)
    assert home("adapters", "report", "--library", "home", "--version", "3") == 0
    before = home.json(*ASKED)["adapter"]
    assert home("adapters", "use", "--library", "home", "--version", "3") == 0
    assert (before, home.json(*ASKED)["adapter"]) == ("home, version 1", "home, version 3")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("use", "--library", "home", "--version", "9"), "no version 9"),
        (("use", "--library", "hoem", "--version", "1"), "hoem"),
        (("delete", "--library", "home", "--version", "9"), "no version 9"),
        (("report", "--library", "home", "--version", "0"), "no version 0"),
        (("import", "--library", "home", "/nowhere/at/all"), "no folder"),
        (("list", "--library", "hoem"), "hoem"),
    ],
)
def test_mistakes(home: Command, mistake: Mistake, arguments: tuple[str, ...], words: str) -> None:
    assert words in mistake(home, "adapters", *arguments)
    assert in_use(home) == [1]


def test_exporting_overwrites_nothing(home: Command, mistake: Mistake, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_text("mine")
    mistake(home, "adapters", "export", "--library", "home", str(file))
    assert file.read_text() == "mine"


def test_a_folder_that_is_no_adapter(home: Command, mistake: Mistake, tmp_path: Path) -> None:
    mistake(home, "adapters", "import", "--library", "home", str(tmp_path))
    assert len(home.json("adapters", "list")) == 2


def test_nothing_was_learned_yet(tiny: Command, mistake: Mistake, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "lease.pdf", [BEES, LEASE], title="Lease")
    assert tiny("import", str(path), "--library", "home") == 0
    assert "lloco learn" in mistake(tiny, "adapters", "report", "--library", "home")
    assert tiny("adapters", "list") == 0
    assert tiny.out == "home: Not learned yet\n"
