"""Mends the text of one record, round by round, and keeps only what the engine finds to be better; writes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Report
from casefolio.loaders.record_files import parse_record
from casefolio.loaders.text import decode_text
from casefolio.mending.edits import Mend, apply_edits
from casefolio.mending.mended_source import MendedSource
from casefolio.mending.proposals import propose
from casefolio.models import Taxonomies
from casefolio.records import Mapping, Record, Scalar
from casefolio.settings import STANDARD_LIMITS, RecordLimits
from casefolio.validation import locate_photo, validate_record

#: What tells one diagnostic from another while columns move.
_Key = tuple[Code, int, str]

#: How often a text is read in one round: hundreds of headings that can't be mended must not cost minutes.
_MOST_TRIES = 60
#: What a right word brings where the same is said already, or where nothing follows that belongs to it.
_BROUGHT = (Code.DUPLICATE_KEY, Code.REPEATED_ITEM, Code.SECTION_TWICE, Code.NO_QUOTE_UNDER_HEADING)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and what it is read with.

    Attributes:
        file_path: the file on this machine.
        path: the same, relative to the project's root.
        language: the site's.
        taxonomies: the terms that it may use.
        limits: what it may cost.
    """

    file_path: Path
    path: str
    language: str
    taxonomies: Taxonomies
    limits: RecordLimits = STANDARD_LIMITS


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine makes of a text.

    Attributes:
        source: as diagnostics point into it; None where it is no text.
        is_readable: whether all of its fields could be read.
        diagnostics: what is wrong, ordered by place.
    """

    source: MendedSource | None
    is_readable: bool
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(item.is_error for item in self.diagnostics)

    def count(self, code: Code) -> int:
        """How many diagnostics have a code."""
        return sum(item.code is code for item in self.diagnostics)

    @property
    def reach(self) -> float:
        """The line up to which the fields could be read."""
        if self.is_readable:
            return inf
        return min((item.position.line for item in self.diagnostics if item.code is Code.YAML_SYNTAX), default=0)


@dataclass(frozen=True, slots=True)
class _Proposal:
    diagnostic: Diagnostic
    mend: Mend


@dataclass(frozen=True, slots=True)
class _State:
    """A text between two rounds."""

    text: str
    reading: Reading
    count: int = 0


def read_text(text: str, place: Place) -> Reading:
    """Finds what is wrong with a record by itself, without opening its photo.

    Args:
        text: the whole file, with its byte order mark and its line ends.
        place: where it stands.
    """
    report = Report()
    decoded = decode_text(text.encode(), place.path, report)
    if decoded is None:
        return Reading(None, is_readable=False, diagnostics=report.diagnostics)
    record = parse_record(decoded, place.file_path, place.path, place.language, report, place.limits)
    if record:
        validate_record(record, place.taxonomies, report)
        _locate_photo(record, report)
    return Reading(MendedSource(decoded, place.path), record is not None, report.diagnostics)


def _locate_photo(record: Record, report: Report) -> None:
    photo = record.fields.get("photo")
    source = photo.get("src") if isinstance(photo, Mapping) else None
    if isinstance(source, Scalar) and source.text.strip():
        locate_photo(source.text.strip(), record.folder_path, source.position, report)


def mend_text(text: str, place: Place) -> tuple[str, int]:
    """Mends all that can be mended.

    Args:
        text: the whole file, with its byte order mark and its line ends.
        place: where it stands.

    Returns:
        The text, and how many things are mended in it.
    """
    state = _mend(_State(text, read_text(text, place)), place, looks_ahead=True)
    return state.text, state.count


def _mend(state: _State, place: Place, *, looks_ahead: bool) -> _State:
    """Goes on, round by round, until nothing is left that can be mended."""
    seen = {state.text}
    while proposals := _proposals(state.reading):
        found = _try(state, proposals, place, iter(range(_MOST_TRIES)), looks_ahead=looks_ahead)
        if found is None or found.text in seen:
            break
        seen.add(found.text)
        state = found
    return state


def _proposals(reading: Reading) -> list[_Proposal]:
    if reading.source is None:
        return []
    source = reading.source
    return [_Proposal(item, mend) for item in reading.diagnostics for mend in propose(item, source)]


def _try(
    state: _State, proposals: Sequence[_Proposal], place: Place, tries: Iterator[int], *, looks_ahead: bool
) -> _State | None:
    """Applies all that go together, or where that does harm one half or the other.

    Args:
        state: the text as it is.
        proposals: at least one.
        place: where the text stands.
        tries: ends where the round has cost enough; counted anew in each round, so that a second run ends as the first.
        looks_ahead: whether a key may be mended whose value is wrong as well.

    Returns:
        None where none of them does any good.
    """
    if next(tries, None) is None:
        return None
    if not state.reading.is_readable and (best := _try_alternatives(state, proposals, place)):
        return best
    found = _apply(state, proposals, place)
    if found and _is_better(state.reading, found.reading):
        return found
    if len(proposals) > 1:
        half = len(proposals) // 2
        first = _try(state, proposals[:half], place, tries, looks_ahead=looks_ahead)
        return first or _try(state, proposals[half:], place, tries, looks_ahead=looks_ahead)
    if not found or not looks_ahead or proposals[0].diagnostic.code is not Code.UNKNOWN_KEY:
        return None
    # Under its right key, a value is looked at for the first time; what is wrong with it may be mended as well.
    ahead = _mend(found, place, looks_ahead=False)
    return ahead if _is_better(state.reading, ahead.reading) else None


def _try_alternatives(state: _State, proposals: Sequence[_Proposal], place: Place) -> _State | None:
    """Takes, of the ways to make fields readable, the one that leads farthest."""
    found = [
        mended
        for proposal in proposals
        if proposal.diagnostic.code is Code.YAML_SYNTAX
        if (mended := _apply(state, [proposal], place)) and _leads_on(state.reading, mended.reading, proposal)
    ]
    # A field that ends up in the wrong group can be read as well, and is not known there.
    return max(found, key=lambda item: (item.reading.reach, -item.reading.errors), default=None)


def _leads_on(before: Reading, after: Reading, proposal: _Proposal) -> bool:
    """Whether more can be read, and the parser doesn't stumble over what was done: then it stops just behind it."""
    if after.reach <= before.reach:
        return False
    last = max(edit.line for edit in proposal.mend)
    blocks = {item.diagnostic.code for item in _proposals(after)}
    return after.reach > last + 1 or Code.YAML_SYNTAX in blocks


def _apply(state: _State, proposals: Sequence[_Proposal], place: Place) -> _State | None:
    """Applies what doesn't overlap; None where a diagnostic outlives its mend."""
    text, applied = apply_edits(state.text, [proposal.mend for proposal in proposals])
    reading = read_text(text, place)
    mended = Counter(_key(proposals[index].diagnostic) for index in applied)
    there, still = (Counter(map(_key, item.diagnostics)) for item in (state.reading, reading))
    if not mended or any(still[key] > there[key] - number for key, number in mended.items()):
        return None
    return _State(text, reading, state.count + len(applied))


def _is_better(before: Reading, after: Reading) -> bool:
    """Whether no more is wrong, and no right word stands where it doesn't belong.

    What was hidden by a wrong key may come to light, one for one: it was wrong before.
    """
    if after.reach != before.reach:
        return False
    return (
        len(after.diagnostics) <= len(before.diagnostics)
        and after.errors <= before.errors
        and all(after.count(code) <= before.count(code) for code in _BROUGHT)
    )


def _key(diagnostic: Diagnostic) -> _Key:
    return (diagnostic.code, diagnostic.position.line, diagnostic.message)
