"""Rules that a project has told to be silent: whom they hush, and the silences that hush nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.checks.rule import Rule, Spot, rule
from timeline.checks.sight import Sight, nearest
from timeline.config import Silence
from timeline.model import Case, Finding, Severity


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that the settings ask not to hear, with the reason they give."""

    finding: Finding
    reason: str

    def __str__(self) -> str:
        return f"{self.finding} Silenced: {self.reason}"


@rule("C101", Severity.WARNING)
def unknown_rule_silenced(_: Sight) -> Iterable[Spot]:
    """The settings silence a rule that doesn't exist.

    Why: The rule that was meant goes on speaking, or its name was changed and the silence is forgotten.

    Bad:
        settings.silence: no-qoute
    Good:
        settings.quote_min: 20
    """
    return ()  # said by `hush`, which knows all the rules


@rule("C102", Severity.WARNING)
def silence_without_a_finding(_: Sight) -> Iterable[Spot]:
    """The settings silence a rule where it has nothing to say.

    Why: A silence that outlives its reason will one day hide a mistake that nobody has seen.

    Bad:
        settings.silence: no-quote
    Good:
        quote:
        settings.silence: no-quote
    """
    return ()  # said by `hush`, which knows what was found


def hush(case: Case, findings: Iterable[Finding], rules: Sequence[Rule]) -> tuple[list[Finding], list[Silenced]]:
    """Part the findings in those that are heard and those that the settings silence.

    A silence of an event wins over one of the whole project, as its reason says more. Silences that name no rule or
    match nothing become findings themselves, and can't be silenced.
    """
    known = {name: found for found in rules for name in (found.code, found.name)}
    silences = {
        (known[silence.rule].code, silence.event): silence
        for silence in case.settings.silence
        if silence.rule in known and known[silence.rule] not in UNSILENCED
    }
    heard: list[Finding] = []
    silenced: list[Silenced] = []
    used: set[Silence] = set()
    for finding in findings:
        silence = silences.get((finding.code, finding.event)) or silences.get((finding.code, ""))
        if silence is None:
            heard.append(finding)
        else:
            used.add(silence)
            silenced.append(Silenced(finding, silence.reason))
    heard += [_idle(case, silence, known) for silence in case.settings.silence if silence not in used]
    return heard, silenced


def _idle(case: Case, silence: Silence, known: dict[str, Rule]) -> Finding:
    if silence.rule not in known:
        near = nearest(silence.rule, known)
        remedy = f"Did you mean {near}?" if near else "`timeline explain` lists the rules."
        return _finding(unknown_rule_silenced, case, silence.rule, "is no rule", remedy)
    if known[silence.rule] in UNSILENCED:
        return _finding(silence_without_a_finding, case, silence.rule, "can't be silenced", "Delete this silence.")
    where = f"of {silence.event}" if silence.event else "in the whole project"
    problem = f"is silenced and has nothing to say {where}"
    return _finding(silence_without_a_finding, case, silence.rule, problem, "Delete this silence.")


def _finding(said: Rule, case: Case, value: str, problem: str, remedy: str) -> Finding:
    return Finding(said.code, said.name, said.severity, case.settings.file.name, 0, "silence", value, problem, remedy)


UNSILENCED = (unknown_rule_silenced, silence_without_a_finding)
