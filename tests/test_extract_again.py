"""A second look: never stale, nothing lost by interruption or by two looks at once, and cheap."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

DAM = "A dam above the village of Elmford burst on Tuesday and flooded forty houses."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "timeline.toml").write_text('title = "Again"\ncategories = ["disaster", "attack"]\n', encoding="utf-8")
    (tmp_path / "corpus" / "dam.txt").write_text(DAM, encoding="utf-8")
    (tmp_path / "corpus" / "sources.csv").write_text(
        "id,title,published,file\ndam,The dam,2021-03-05,dam.txt\n", encoding="utf-8"
    )
    (tmp_path / "events.csv").write_text("id,date,title\n", encoding="utf-8")
    return tmp_path


def change(path: str, old: str, new: str) -> Callable[[Path], object]:
    def write(project: Path) -> None:
        file = project / path
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return write


def tables(project: Path) -> None:
    (project / "places.csv").write_text("name,lat,lon\nElmford,1.5,2.5\n", encoding="utf-8")
    change("timeline.toml", "title", 'gazetteer = "places.csv"\ntitle')(project)


def events(project: Path) -> None:
    (project / "events.csv").write_text(f'id,date,title,source,quote\nx,2021-03-02,Dam,dam,"{DAM}"\n', encoding="utf-8")


def decisions(project: Path) -> None:
    rows = f'decision,event,date,title,source,quote\nrefused,,2021-03-02,Dam,dam,"{DAM}"\n'
    (project / "decisions.csv").write_text(rows, encoding="utf-8")


CHANGES: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("an article", change("corpus/dam.txt", "Tuesday", "Wednesday"), "2021-03-02", "2021-03-03"),
    ("its date in the register", change("corpus/sources.csv", "2021-03-05", "2020-03-05"), "2021-03-02", "2020-03-03"),
    ("its id in the register", change("corpus/sources.csv", "\ndam,", "\nburst,"), ",dam,", ",burst,"),
    ("its name", lambda at: (at / "corpus" / "dam.txt").rename(at / "corpus" / "b.txt"), ",dam,", ",b,"),
    ("a table of the user's", tables, "2021-03-02", "Elmford,1.5,2.5"),
    ("the events", events, "2021-03-02", ""),
    ("the decisions", decisions, "2021-03-02", ""),
]


@pytest.mark.parametrize(
    ("alter", "before", "after"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_what_changed_is_never_answered_from_an_earlier_look(
    timeline, project: Path, alter: Callable[[Path], object], before: str, after: str
):
    def looked() -> str:
        assert timeline("extract", project).code == 0
        return (project / "outputs" / "proposals.csv").read_text(encoding="utf-8")

    first = looked()
    alter(project)
    again = looked()
    for file in (project / "outputs" / ".cache").iterdir():
        file.unlink()
    assert looked() == again
    assert before in first
    assert after in again if after else len(again.splitlines()) == 1
    assert after == "" or after not in first


def test_a_table_that_somebody_deleted_or_changed_is_written_again(timeline, project: Path):
    timeline("extract", project)
    file = project / "outputs" / "proposals.csv"
    content = file.read_bytes()
    file.write_bytes(b"sorted by hand")
    timeline("extract", project)
    assert file.read_bytes() == content
    file.unlink()
    timeline("extract", project)
    assert file.read_bytes() == content


def test_a_table_that_is_as_it_was_is_left_alone(timeline, project: Path):
    timeline("extract", project)
    file = project / "outputs" / "proposals.csv"
    os.utime(file, (1, 1))
    timeline("extract", project)
    assert file.stat().st_mtime == 1


def test_another_question_about_the_same_articles_is_answered_as_a_fresh_look_would(timeline, project: Path):
    ferry = "On 3 May 2019 a ferry sank off Port Lumley and nine passengers were rescued."
    (project / "corpus" / "ferry.txt").write_text(ferry, encoding="utf-8")
    timeline("extract", project)
    questions = ("extract --json --limit 1", "extract --json --since 2020", "extract --json --until 2020")
    kept = [timeline(question, project).out for question in questions]
    fresh = []
    for question in questions:
        shutil.rmtree(project / "outputs")
        fresh.append(timeline(question, project).out)
    assert kept == fresh
    assert len(set(fresh)) == len(questions)


def test_the_order_of_the_articles_changes_nothing(timeline, project: Path):
    rows = [
        json.dumps({"id": name, "published": "2021-03-05", "text": text})
        for name, text in (("a", DAM), ("b", f"{DAM} Nobody was hurt."), ("c", "A ferry sank on Wednesday."))
    ]
    told = set()
    for order in permutations(rows):
        (project / "news.jsonl").write_text("\n".join(order), encoding="utf-8")
        told.add(timeline("extract --json news.jsonl", project).out)
    assert len(told) == 1


def test_an_article_that_comes_while_others_are_read_is_not_forgotten(project: Path):
    """What was read with it is not what a look without it would find: that would be told once it is gone again."""
    code = (
        "import sys, pathlib; from timeline.candidates import gathering; gather = gathering.gather\n"
        "from timeline import candidates; from timeline.__main__ import main; sys.argv[1:] = ['extract']\n"
        "def late(*given, **named):\n"
        "    pathlib.Path('corpus/late.txt').write_text('A ferry sank on 3 May 2019.')\n"
        "    return gather(*given, **named)\n"
        "candidates.gather = late; main()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=project, check=True, capture_output=True)
    assert "ferry" in (project / "outputs" / "proposals.csv").read_text(encoding="utf-8")
    (project / "corpus" / "late.txt").unlink()
    subprocess.run([sys.executable, "-m", "timeline", "extract"], cwd=project, check=True, capture_output=True)
    assert "ferry" not in (project / "outputs" / "proposals.csv").read_text(encoding="utf-8")


def test_another_version_of_the_rules_reads_everything_anew(project: Path):
    """A copy of the package with one more word in a table is another version."""
    package = Path(__file__).parent.parent / "timeline"
    shutil.copytree(package, project / "timeline")

    def anew() -> str:
        words = [sys.executable, "-m", "timeline", "extract"]
        env = {**os.environ, "PYTHONPATH": str(project)}
        return subprocess.run(words, cwd=project, env=env, check=True, capture_output=True, text=True).stdout

    assert "(1 read anew)" in anew()
    assert "(0 read anew)" in anew()
    with (project / "timeline" / "data" / "words.csv").open("a", encoding="utf-8") as stream:
        stream.write("plan,gadzooks\n")
    assert "(1 read anew)" in anew()


def test_a_damaged_cache_is_told_and_made_anew(timeline, project: Path):
    first = timeline("extract --json", project)
    (project / "outputs" / ".cache" / "found.sqlite").write_bytes(b"no database, but long enough for one " * 200)
    again = timeline("extract --json", project)
    assert again.out == first.out
    assert "was damaged; it is begun anew" in again.err
    assert not timeline("extract --json", project).err


@pytest.fixture
def many(project: Path) -> Path:
    with gzip.open(project / "many.jsonl.gz", "wt", encoding="utf-8") as stream:
        for number in range(800):
            text = f"{DAM.replace('Elmford', f'Elmford {number}')} " + "The water rose on Monday. " * 60
            stream.write(json.dumps({"id": f"n{number}", "published": "2021-03-05", "text": text}) + "\n")
    return project


def started(project: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "timeline", "extract", "many.jsonl.gz"]
    return subprocess.Popen(words, cwd=project, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_look_that_was_ended_goes_on_where_it_stopped(timeline, many: Path, how: signal.Signals):
    cache = many / "outputs" / ".cache" / "found.sqlite"
    process = started(many)
    until = time.monotonic() + 120
    while not (cache.exists() and cache.stat().st_size > 40_000) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(how)
    _, trouble = process.communicate(timeout=60)
    assert "Traceback" not in trouble
    assert not (many / "outputs" / "proposals.csv").exists()
    told = timeline("extract many.jsonl.gz", many).out
    anew = int(told.split("(", maxsplit=1)[1].split(" read anew", maxsplit=1)[0].rsplit("(", 1)[-1].replace(",", ""))
    assert 0 < anew < 800, told


def test_two_looks_at_once_do_no_harm(many: Path):
    looks = [started(many) for _ in range(2)]
    told = [look.communicate(timeout=200) for look in looks]
    assert [look.returncode for look in looks] == [0, 0], told
    assert all("800 articles" in out for out, _ in told)


def cpu(project: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = started(project)
    process.communicate(timeout=200)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_second_look_at_unchanged_articles_loads_no_rules(timeline, project: Path):
    """What is loaded is what takes time: the date rules alone cost more than all else that a second look does."""
    timeline("extract", project)
    code = (
        "import sys; from timeline.__main__ import main; sys.argv[1:] = ['extract']\n"
        "try: main()\nfinally: print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False).stdout
    loaded = set(told.splitlines()[-1].split())
    assert "timeline.candidates.kept" in loaded
    rules = {"timeline.dates", "timeline.candidates.reading", "timeline.candidates.places", "timeline.stories"}
    others = {"timeline.checks", "timeline.events", "timeline.review", "timeline.quotes", "multiprocessing"}
    assert not (rules | others) & loaded


def test_a_second_look_takes_a_small_part_of_the_first(many: Path):
    first = cpu(many)
    second = min(cpu(many) for _ in range(3))
    assert second < first / 5, (first, second)


def memory(project: Path, articles: int) -> int:
    """The most memory (bytes) that the main process of a first look at so many articles had."""
    shutil.rmtree(project / "outputs", ignore_errors=True)
    telling = ("burst and flooded houses", "was attacked by gunmen", "burned down", "collapsed and killed three men")
    with (project / "many.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(articles):
            names = [hashlib.sha256(f"{number} {place}".encode()).hexdigest()[:8].title() for place in range(4)]
            text = " ".join(
                f"On {1 + number % 28} May {2000 + place} the mill of X{name} {telling[place]}."
                for place, name in enumerate(names)
            )
            stream.write(json.dumps({"id": f"n{number}", "published": "2021-03-05", "text": text}) + "\n")
    code = (
        "import sys; from timeline.__main__ import main; sys.argv[1:] = ['extract', 'many.jsonl']\n"
        "try: main()\nfinally: print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False).stdout
    return int(told.splitlines()[-2].split()[1]) * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's peak of memory")
def test_memory_hardly_grows_with_the_corpus(project: Path):
    """Four proposals an article: held as objects and as text, they would take 12,000 bytes of it."""
    few, many = memory(project, 1_000), memory(project, 4_000)
    assert (many - few) / 3_000 < 5_000, (few, many)
