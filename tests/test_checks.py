"""Each rule is shown by a table in tests/rules; here the tables are held against the rules, and so are the manuals."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from timeline import checks, config, pipeline
from timeline.checks import Verdict
from timeline.model import Finding, Severity

TABLES = Path(__file__).parent / "rules"
QUOTE = "closed to all traffic on Wednesday"
GOOD = {
    "id": "2021-03-bridge-closed",
    "date": "2021-03-03",
    "title": "River bridge closed to all traffic",
    "category": "incident",
    "status": "reported",
    "source": "gazette",
    "quote": QUOTE,
}
SOURCE = {"id": "gazette", "title": "Bridge closed", "published": "2021-03-04", "file": "gazette.md"}
DOCUMENT = "The bridge was closed to all traffic on Wednesday, officials said."
ALL = {rule.name: rule for rule in checks.RULES}


def held(folder: Path) -> Verdict:
    return pipeline.validate(config.load(folder), tell=lambda _: None).verdict


def project(folder: Path, name: str) -> Path:
    """Lay out the project of a rule's table: the shared corpus, with what the table brings of its own."""
    shutil.copytree(TABLES / "corpus", folder / "corpus")
    for own, place in (
        (f"{name}.csv", "events.csv"),
        (f"{name}.sources.csv", "corpus/sources.csv"),
        (f"{name}.toml", "timeline.toml"),
    ):
        usual = TABLES / place if place == "timeline.toml" else None
        found = TABLES / own if (TABLES / own).exists() else usual
        if found is not None:
            shutil.copy(found, folder / place)
    return folder


def expected(folder: Path, name: str, code: str) -> Counter[str]:
    """Read what a table claims: its column `expect`, and for the file as a whole the lines beside it."""
    beside = TABLES / f"{name}.expect"
    if beside.exists():
        return Counter(beside.read_text(encoding="utf-8").splitlines())
    claims: Counter[str] = Counter()
    for path in ("events.csv", "corpus/sources.csv"):
        line = 2
        with (folder / path).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                claims.update(
                    f"{claim.split()[0]} {path}:{line} {claim.split()[1]}"
                    for claim in (row.get("expect") or "").split("; ")
                    if claim
                )
                line += 1 + sum(cell.count("\n") for cell in row.values())
    assert claims, f"the table of {name} expects nothing"
    assert {claim.split()[0] for claim in claims} == {code}
    return claims


def told(finding: Finding) -> str:
    return f"{finding.code} {finding.path}:{finding.line} {finding.column}".rstrip()


def test_every_rule_has_a_table_and_every_table_a_rule() -> None:
    assert {path.name.split(".")[0] for path in TABLES.iterdir() if path.is_file()} - {"timeline"} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_rule_finds_what_its_table_expects_and_nothing_else(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path, name)
    found = held(folder).findings
    own = Counter(told(finding) for finding in found if finding.code == ALL[name].code)
    assert own == expected(folder, name, ALL[name].code), "\n".join(map(str, found))


@pytest.mark.parametrize("name", ALL)
def test_the_manual_s_bad_example_is_found_and_its_good_one_is_not(name: str, tmp_path: Path) -> None:
    rule = ALL[name]
    bad = held(example(tmp_path / "bad", rule.bad)).findings
    good = held(example(tmp_path / "good", rule.good)).findings
    assert rule.code in {finding.code for finding in bad}
    if "file: " in rule.good:
        assert rule.code not in {finding.code for finding in good}
    else:
        assert [str(finding) for finding in good] == []


def example(folder: Path, text: str) -> Path:
    """Write the project that an example of a manual describes; what it leaves out is as it should be."""
    events: list[dict[str, str]] = []
    sources: list[dict[str, str]] = []
    settings, document, raw = {"categories": '["incident", "politics"]'}, DOCUMENT, None
    for block in text.split("\nand\n"):
        lines = {key: value.removeprefix(" ") for key, _, value in (line.partition(":") for line in block.splitlines())}
        raw = lines.pop("file", raw)
        document = plain(lines.pop("document", document))
        settings |= {key[9:]: setting(key[9:], value) for key, value in lines.items() if key.startswith("settings.")}
        source = {key[8:]: plain(value) for key, value in lines.items() if key.startswith("sources.")}
        event = {key: plain(value) for key, value in lines.items() if "." not in key}
        if source or not sources:
            sources.append(SOURCE | source)
        if event or not events:
            events.append(GOOD | event)
    sources = [{"sha256": hashlib.sha256(document.encode()).hexdigest()} | row for row in sources]
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "gazette.md").write_bytes(document.encode())
    toml = "".join(f"{key} = {value}\n" for key, value in settings.items())
    (folder / "timeline.toml").write_text(toml, encoding="utf-8")
    write(folder / "corpus" / "sources.csv", sources)
    write(folder / "events.csv", events)
    if raw is not None:
        (folder / "events.csv").write_bytes(raw.encode().decode("unicode_escape").encode("latin-1"))
    return folder


def plain(value: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), value)


def setting(key: str, value: str) -> str:
    if key == "silence":
        return f'[{{ rule = "{value}", reason = "as the example has it" }}]'
    if key == "categories":
        return str(value.split(", "))
    return value if value.isdigit() else f'"{value}"'


def write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    header = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def test_a_finding_reads_as_the_design_has_it(tmp_path: Path) -> None:
    folder = example(tmp_path, "date: 31.06.2018")
    (finding,) = held(folder).findings
    assert str(finding) == (
        'events.csv:2 date "31.06.2018" is no date: June has 30 days. '
        "Write 2018-06-30, or 2018-06 if the day is unknown. [D101]"
    )


def test_both_readings_of_an_ambiguous_date_are_named(tmp_path: Path) -> None:
    (finding,) = held(example(tmp_path, "date: 03/04/2018")).findings
    assert finding.code == "D103"
    assert "2018-04-03" in str(finding)
    assert "2018-03-04" in str(finding)


def test_codes_and_names_are_each_used_once_and_start_with_their_subject() -> None:
    codes, names = ([getattr(rule, key) for rule in checks.RULES] for key in ("code", "name"))
    assert len(set(codes)) == len(codes) == len(set(names))
    assert all(re.fullmatch(r"[TDQESC]1\d\d", code) for code in codes)
    assert all(rule.claim.endswith(".") and "\n" not in rule.claim for rule in checks.RULES)


def test_findings_of_readers_carry_code_name_and_severity_of_the_registry(tmp_path: Path) -> None:
    seen = set()
    for name in ALL:
        for finding in held(project(tmp_path / name, name)).findings:
            rule = checks.rule(finding.code)
            assert (finding.name, finding.severity) == (rule.name, rule.severity)
            seen.add(finding.code)
    assert seen == {rule.code for rule in checks.RULES}


def test_rows_in_are_rows_good_and_rows_with_findings(tmp_path: Path) -> None:
    verdict = held(project(tmp_path, "likely-duplicate"))
    lines = {finding.line for finding in verdict.findings if finding.path == "events.csv" and finding.line > 1}
    assert verdict.rows == 18 == verdict.good + verdict.found
    assert verdict.found == len(lines)


def test_a_row_with_nothing_but_a_note_is_good(tmp_path: Path) -> None:
    verdict = held(example(tmp_path, "source_date: 2020\nand\nid: b\ntitle: Mill burns\nquote:"))
    assert [finding.code for finding in verdict.findings] == ["D107", "Q104"]
    assert (verdict.rows, verdict.good, verdict.found) == (2, 1, 1)


@pytest.mark.parametrize("cell", ["gazette.md", " gazette.md "])
def test_a_document_that_is_there_and_no_text_is_not_called_missing_too(tmp_path: Path, cell: str) -> None:
    found = held(
        example(tmp_path, f"document: PK\\u0003\\u0004\\u0000\nquote:\nsource:\nsources.file: {cell}")
    ).findings
    assert [finding.code for finding in found] == ["S110", "Q111"]


@pytest.mark.parametrize(
    ("told", "code"), [("sources.file: gone.md", "Q102"), ("document: PK\\u0003\\u0004\\u0000", "S110")]
)
def test_a_row_whose_quote_could_not_be_held_against_its_document_is_not_called_good(
    tmp_path: Path, told: str, code: str
) -> None:
    verdict = held(example(tmp_path, told))
    assert [finding.code for finding in verdict.findings] == [code, "Q112"]
    assert (verdict.rows, verdict.good) == (1, 0)


def test_findings_are_sorted_and_each_is_told_once(tmp_path: Path) -> None:
    for name in ALL:
        found = held(project(tmp_path / name, name)).findings
        keys = [(finding.path, finding.line, finding.column, finding.code) for finding in found]
        assert keys == sorted(keys)
        assert len(set(found)) == len(found)


def test_a_silence_takes_a_finding_out_and_prints_its_reason(tmp_path: Path) -> None:
    folder = example(tmp_path, "quote:\nand\nid: 2021-05-other\ndate: 2021-02\ntitle: Mill burns\nquote:")
    silence = 'silence = [{ rule = "no-quote", event = "2021-05-other", reason = "a film has no words" }]\n'
    with (folder / "timeline.toml").open("a", encoding="utf-8") as stream:
        stream.write(silence)
    verdict = held(folder)
    assert [(found.code, found.event) for found in verdict.findings] == [("Q104", "2021-03-bridge-closed")]
    (hushed,) = verdict.silenced
    assert hushed.finding.event == "2021-05-other"
    assert str(hushed).endswith("Silenced: a film has no words")
    assert (verdict.rows, verdict.good, verdict.found) == (2, 1, 1)


def test_a_silence_of_the_whole_project_takes_code_or_name(tmp_path: Path) -> None:
    for word in ("Q104", "no-quote"):
        folder = example(tmp_path / word, f"quote:\nsettings.silence: {word}")
        verdict = held(folder)
        assert verdict.findings == ()
        assert len(verdict.silenced) == 1


def test_a_silence_that_matches_nothing_can_not_be_silenced(tmp_path: Path) -> None:
    folder = example(tmp_path, "settings.silence: C102")
    assert [found.code for found in held(folder).findings] == ["C102"]


def test_a_rule_is_found_by_code_and_name_and_the_nearest_is_named_else() -> None:
    assert checks.rule("d104") is checks.rule("ends-before-it-starts")
    with pytest.raises(checks.UnknownRule) as caught:
        checks.rule("ends-before-it-start")
    assert "ends-before-it-starts" in caught.value.hint


def test_what_a_spreadsheet_damaged_is_not_found_a_second_time(tmp_path: Path) -> None:
    found = held(example(tmp_path, "date: 43268")).findings
    assert [finding.code for finding in found] == ["T115"]
    assert "2018-06-17" in found[0].remedy


def test_a_project_of_a_single_withdrawn_row_is_good(tmp_path: Path) -> None:
    folder = example(tmp_path, "status: withdrawn\ndate:\ntitle:\nsource:\nquote:")
    assert held(folder).findings == ()


def test_an_event_later_than_one_of_its_sources_is_found_though_another_source_is_later_still(tmp_path: Path) -> None:
    later = "sources.id: herald\nsources.published: 2022"
    found = held(example(tmp_path, f"date: 2021-03-20\nand\n{later}")).findings
    assert [(finding.code, finding.line) for finding in found] == [("D105", 2)]


def test_in_a_crowd_of_a_day_neighbours_by_title_are_compared(tmp_path: Path) -> None:
    folder = example(tmp_path, "title: x")
    titles = [f"{letter * 12} seen in the {letter * 9}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    alike = "Car bomb in Rutba kills nine", "Car bomb in Rutba kills ten", "Nine killed by car bomb in Rutba"
    write(
        folder / "events.csv",
        [GOOD | {"id": f"e{n}", "title": t} for n, t in enumerate([alike[0], *titles, *alike[1:]])],
    )
    found = held(folder).findings
    assert [(finding.code, finding.line) for finding in found] == [("E115", 29)]
    assert "line 2" in found[0].problem


def test_severities_are_counted(tmp_path: Path) -> None:
    verdict = held(example(tmp_path, "title:\nquote:\nsource_date: 2020"))
    assert verdict.counts == {Severity.ERROR: 1, Severity.WARNING: 1, Severity.NOTE: 1}


def hostile(bench: Path) -> list[str]:
    """Collect the hostile strings: payload lists line by line, as a cell may hold them."""
    folder = bench / "hostile" / "strings"
    if not folder.is_dir():
        pytest.skip("the hostile strings (../shared/bench/hostile/strings) are not on this machine")
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".dict", ".json"})
    lines = [line for path in files for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return list(dict.fromkeys(line for line in lines if line.strip()))


def test_hostile_strings_in_every_column_are_told_without_a_traceback(bench: Path, tmp_path: Path) -> None:
    strings = hostile(bench)
    folder = example(tmp_path, "title: x")
    write(folder / "events.csv", [dict.fromkeys([*GOOD, "lat", "lon", "tlp", "credibility"], text) for text in strings])
    write(folder / "corpus" / "sources.csv", [SOURCE, *(dict.fromkeys([*SOURCE, "url"], text) for text in strings)])
    verdict = held(folder)
    assert verdict.rows == len(strings) == verdict.good + verdict.found
    assert verdict.good == 0
    assert all("\n" not in str(finding) for finding in verdict.findings)


def test_hostile_tables_are_told_without_a_traceback(bench: Path, tmp_path: Path) -> None:
    folder = bench / "hostile" / "csv"
    if not folder.is_dir():
        pytest.skip("the hostile tables (../shared/bench/hostile/csv) are not on this machine")
    tables = sorted(path for path in folder.rglob("*.csv") if path.stat().st_size < 1_000_000)
    assert tables
    home = example(tmp_path, "title: x")
    for path in tables:
        shutil.copyfile(path, home / "events.csv")
        verdict = held(home)
        assert verdict.rows == verdict.good + verdict.found, path
        assert verdict.findings, path
