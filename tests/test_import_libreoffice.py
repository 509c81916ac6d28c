"""A brief that a colleague edited in LibreOffice itself and sent back, as .xlsx or in LibreOffice's own form."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from needed import missing

SCRIPT = Path(__file__).parent / "libreoffice_edit.py"
FORMS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


@pytest.fixture(scope="session")
def scripted() -> str:
    """A Python that LibreOffice's own interface is installed for."""
    for python in ("/usr/bin/python3", shutil.which("python3") or "", shutil.which("python") or ""):
        if python and not subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode:
            return python
    return missing("LibreOffice's interface for Python (uno)", "Debian: apt-get install python3-uno.") or ""


@pytest.fixture
def edited(
    scripted: str, libreoffice: Callable[..., Path], tmp_path: Path
) -> Callable[[Path, str, list[list[Any]]], Path]:
    """Edit a file in LibreOffice: `edited(file, "ods", [["text", id, head, value], ...])`."""
    assert libreoffice
    office = shutil.which("soffice") or "libreoffice"

    def edit(file: Path, form: str, edits: list[list[Any]]) -> Path:
        target = tmp_path / f"back.{form}"
        pipe = f"timeline{abs(hash(str(tmp_path)))}"
        listening = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore",
                     f"--accept=pipe,name={pipe};urp;"]  # fmt: skip
        with subprocess.Popen(listening, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            try:
                asked = [scripted, str(SCRIPT), pipe, str(file), str(target), FORMS[form], json.dumps(edits)]
                subprocess.run(asked, check=True, timeout=180)
                program.wait(60)
            finally:
                program.terminate()
        return target

    return edit


@pytest.fixture
def project(case: Path, timeline: Callable[..., Any]) -> Path:
    told = timeline("build --only brief", case)
    assert told.code == 0, told.err
    return case


def events(project: Path) -> dict[str, dict[str, str]]:
    with (project / "events.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_colleague_did_in_libreoffice_comes_back_cell_by_cell(
    form: str, project: Path, timeline: Callable[..., Any], edited: Callable[..., Path]
) -> None:
    was = events(project)
    retitled, dated, hidden, gone, above, *_ = was
    new = {"Date": "2016-05-04", "Event": "Something that nobody cites", "Category": "attack"}
    file = edited(project / "outputs" / "brief.xlsx", form, [
        ["text", retitled, "Event", "=A better headline"],
        ["text", retitled, "Summary", "Two  blanks,\ntwo lines, Größe"],
        ["day", dated, "Date", 42494],
        ["hide", hidden],
        ["text", hidden, "Status", "disputed"],
        ["delete", gone],
        ["insert above", above, new],
        ["sort", "Event"],
    ])  # fmt: skip
    told = timeline("import", project, str(file), "--json")
    records = [json.loads(line) for line in told.out.splitlines()]
    assert told.code == 1, told.err
    now = events(project)
    assert list(now) == list(was)
    assert now[retitled]["title"] == "=A better headline"
    assert now[retitled]["summary"] == "Two  blanks,\ntwo lines, Größe"
    assert (now[dated]["date"], now[hidden]["status"]) == ("2016-05-04", "disputed")
    assert [record["event"] for record in records if record.get("what") == "missing"] == [gone]
    (listed,) = [record for record in records if record.get("what") == "not taken"]
    assert "[Q111]" in listed["reason"]
    edits = {retitled: {"title", "summary"}, dated: {"date"}, hidden: {"status"}}
    for id_, row in was.items():
        changed = {column for column, text in row.items() if now[id_][column] != text}
        assert changed == edits.get(id_, set()), id_


@pytest.mark.parametrize("form", FORMS)
def test_a_brief_that_was_only_sorted_and_filtered_changes_not_one_byte(
    form: str, project: Path, timeline: Callable[..., Any], edited: Callable[..., Path]
) -> None:
    before = (project / "events.csv").read_bytes()
    first = next(iter(events(project)))
    file = edited(project / "outputs" / "brief.xlsx", form, [["sort", "Event"], ["hide", first]])
    told = timeline("import", project, str(file))
    assert (told.code, (project / "events.csv").read_bytes()) == (0, before), told.out
