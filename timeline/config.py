"""Settings: `[tool.timeline]` in pyproject.toml, or a timeline.toml; an unknown key is refused with the nearest one."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from timeline import files
from timeline.errors import TimelineError

TYPE_WORDS = {str: "text", bool: "true or false", int: "a whole number", list: "a list", dict: "a table"}
T = TypeVar("T")
DECISIONS = "decisions.csv"
"""Beside events.csv: what a person decided, a row a quote, so that nothing is asked twice."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
CONTEXTS = ("sentences", "document")
DATE_STYLES = ("words", "edtf")
TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""Traffic Light Protocol 2.0 (FIRST, 2022), from the widest circle to the narrowest."""


class NoProject(TimelineError):
    """No folder upward of the given one holds settings."""

    hint = "Run `timeline init DIR` to make a project, or name one with --project DIR."

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"no project here or above: {start} (no timeline.toml, no [tool.timeline] in a pyproject.toml)"
        )


class BadSettings(TimelineError):
    """A setting that can't be read: names the file, the key, the value and the remedy."""

    def __init__(self, file: Path, told: str, hint: str) -> None:
        super().__init__(f"{file.name}: {told}", hint)


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the project's own list; `colour` is #rrggbb or empty (then the palette gives one)."""

    name: str
    colour: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """A rule (code or name) that shall not speak of an event (its id, or "" for the whole project), and why."""

    rule: str
    reason: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings; paths are below `root`. The comment beside each key is what `timeline init` writes."""

    root: Path
    file: Path
    title: str = "Timeline"
    subtitle: str = ""
    tlp: str = "CLEAR"
    period: str = ""
    """EDTF interval that events are expected in; empty = any."""
    categories: tuple[Category, ...] = ()
    events: Path = Path("events.csv")
    corpus: Path = Path("corpus")
    outputs: Path = Path("outputs")
    quote_min: int = 20
    """The least number of characters that a quote should have."""
    context: str = "sentences"
    """How much of a document the page shows around a quote: `sentences` or the whole `document`."""
    date_style: str = "words"
    """How the page writes dates: `words` ("about September 2019") or `edtf`."""
    logo: str = ""
    """An image below the project's folder that the page carries as data."""
    accent: str = ""
    """The workbook's colour for titles and heads, #rrggbb; empty = its own."""
    font: str = ""
    """The workbook's font, one that the readers' machines have; empty = its own."""
    gazetteer: str = ""
    """A CSV of the project's own places: name, lat, lon, country."""
    actors: str = ""
    """A CSV of the project's own actors: name, alias."""
    triggers: str = ""
    """A CSV of words that tell a category: category, word."""
    countries: tuple[str, ...] = ()
    """ISO 3166 codes of the countries whose places are looked for; empty = all."""
    silence: tuple[Silence, ...] = ()

    @property
    def register(self) -> Path:
        """The register of sources, `sources.csv` in the corpus."""
        return self.corpus / "sources.csv"

    @property
    def decisions(self) -> Path:
        """What a person decided about proposals, beside events.csv."""
        return self.root / DECISIONS

    @property
    def category_names(self) -> tuple[str, ...]:
        """The names of the categories, in the project's order."""
        return tuple(category.name for category in self.categories)


def find(start: Path) -> Path:
    """Return the settings file of the nearest folder upward of `start` that has settings. Raises NoProject."""
    for folder in (start.resolve(), *start.resolve().parents):
        own = folder / "timeline.toml"
        if files.exists(own) and not own.is_dir():
            return own
        shared = folder / "pyproject.toml"
        if files.exists(shared) and not shared.is_dir() and "timeline" in _tools(shared):
            return shared
    raise NoProject(start)


def load(start: Path) -> Settings:
    """Read the settings that hold at `start`. Raises NoProject or BadSettings."""
    file = find(start)
    if file.name == "pyproject.toml":
        return read(file, _typed(file, "tool.timeline", _tools(file)["timeline"], dict))
    table = _toml(file)
    if "tool" in table:
        raise BadSettings(file, "holds [tool.timeline]", "Delete that line: here, the settings stand at the top.")
    return read(file, table)


def read(file: Path, table: Mapping[str, object]) -> Settings:
    """Turn a table of TOML into Settings; `file` is where it stands. Raises BadSettings."""
    known = {field.name: field for field in fields(Settings) if field.name not in ("root", "file")}
    _refuse_unknown(file, table, known, "")
    values = {key: _value(file, key, value, known[key].default) for key, value in table.items()}
    for key, allowed in (("tlp", TLP), ("context", CONTEXTS), ("date_style", DATE_STYLES)):
        if key in values and values[key] not in allowed:
            raise BadSettings(
                file, f"{key} = {values[key]!r} is not one of {', '.join(allowed)}", _nearest(values[key], allowed)
            )
    if values.get("accent") and not COLOUR.fullmatch(str(values["accent"])):
        raise BadSettings(file, f"accent = {values['accent']!r} is no colour", "Write it as #rrggbb.")
    if "quote_min" in values:
        _at_least(file, "quote_min", values["quote_min"], 0)
    root = file.parent
    paths = {key: root / str(values.pop(key, known[key].default)) for key in ("events", "corpus", "outputs")}
    for key in ("events", "corpus"):
        # outputs/ may be deleted at any time, and its files are written over.
        if paths[key].is_relative_to(paths["outputs"]):
            raise BadSettings(file, f"outputs would hold the {key}", "Name a folder of its own for what is built.")
    return Settings(root=root, file=file, **paths, **values)  # type: ignore[arg-type]  # each value was checked against its field


def _value(file: Path, key: str, value: object, default: object) -> object:
    """Read the value of a setting as the type that its default has."""
    if key == "categories":
        return tuple(_categories(file, value))
    if key == "silence":
        return tuple(_silences(file, value))
    if key == "countries":
        return tuple(_typed(file, key, code, str) for code in _typed(file, key, value, list))
    if isinstance(default, Path):
        return _below(file, key, _typed(file, key, value, str))
    return _typed(file, key, value, type(default))


def _toml(file: Path) -> dict[str, Any]:
    try:
        # Notepad puts a byte order mark before the first key.
        return tomllib.loads(files.read(file).decode("utf-8-sig").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(
            file, f"this is not TOML: {error}", "Mend that line; https://toml.io tells the form."
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadSettings(file, f"line {line} is not UTF-8", "Save it as UTF-8.") from error


def _tools(file: Path) -> dict[str, object]:
    return _typed(file, "tool", _toml(file).get("tool", {}), dict)


def _refuse_unknown(file: Path, table: Mapping[str, object], known: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise BadSettings(file, f"unknown setting {where}{key!r}", _nearest(key, known))


def _nearest(value: object, known: Iterable[str]) -> str:
    by_small = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(str(value).casefold(), list(by_small), n=1, cutoff=0.5)
    return f"Did you mean {by_small[near[0]]!r}?" if near else f"Known are: {', '.join(known)}."


def _typed(file: Path, key: str, value: object, wanted: type[T]) -> T:
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise BadSettings(file, f"{key} = {value!r} should be {TYPE_WORDS[wanted]}", "Mend the value.")
    return value


def _at_least(file: Path, key: str, value: object, least: int) -> None:
    if isinstance(value, int) and value < least:
        raise BadSettings(file, f"{key} = {value} is less than {least}", "Mend the value.")


def _below(file: Path, key: str, value: str) -> Path:
    path = Path(value)
    if path == Path() or not value.isprintable():
        raise BadSettings(file, f"{key} = {value!r} names no path", "Name a path below the project's folder.")
    if path.is_absolute() or ".." in path.parts:
        raise BadSettings(file, f"{key} = {value!r} leaves the project's folder", "Name a path below it.")
    return path


def _categories(file: Path, value: object) -> Iterable[Category]:
    seen: set[str] = set()
    for entry in _typed(file, "categories", value, list):
        told = {"name": entry} if isinstance(entry, str) else entry
        if not isinstance(told, dict) or not str(told.get("name", "")).strip():
            raise BadSettings(
                file, f"categories holds {entry!r}", 'Write "name", or { name = "…", colour = "#rrggbb" }.'
            )
        _refuse_unknown(file, told, ("name", "colour", "about"), "categories.")
        category = Category(**{key: _typed(file, f"categories.{key}", text, str) for key, text in told.items()})
        if category.colour and not COLOUR.fullmatch(category.colour):
            raise BadSettings(
                file, f"the colour {category.colour!r} of {category.name!r} is none", "Write it as #rrggbb."
            )
        if category.name in seen:
            raise BadSettings(file, f"categories holds {category.name!r} twice", "Delete one of them.")
        seen.add(category.name)
        yield category


def _silences(file: Path, value: object) -> Iterable[Silence]:
    for entry in _typed(file, "silence", value, list):
        if (
            not isinstance(entry, dict)
            or not str(entry.get("rule", "")).strip()
            or not str(entry.get("reason", "")).strip()
        ):
            hint = 'Write { rule = "Q104", event = "the-id", reason = "why" }; the reason is printed.'
            raise BadSettings(file, f"silence holds {entry!r}, which lacks a rule or a reason", hint)
        _refuse_unknown(file, entry, ("rule", "event", "reason"), "silence.")
        yield Silence(**{key: _typed(file, f"silence.{key}", text, str) for key, text in entry.items()})
