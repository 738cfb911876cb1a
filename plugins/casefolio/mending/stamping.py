"""Writes stamps of quotes into the text of a record, by adding lines; touches no file, and no word but its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from casefolio.agreements import Agreement, Stamp, read_agreements
from casefolio.diagnostics import Position, Report
from casefolio.loaders.record_files import load_taxonomies, parse_record
from casefolio.loaders.text import decode_text
from casefolio.mending.edits import Edit, Mend, apply_edits
from casefolio.mending.mended_files import MendedFile, load_source
from casefolio.mending.mended_source import MendedSource
from casefolio.models import ConsentStatus, Taxonomies
from casefolio.quoted_words import make_stamp
from casefolio.records import Mapping, Node, Record, Scalar
from casefolio.records import Sequence as NodeSequence
from casefolio.selection import iter_selected
from casefolio.settings import Settings
from casefolio.validation import read_taxonomies
from casefolio.yaml_scalars import quote_text


@dataclass(frozen=True, slots=True)
class Stamping:
    """What stamping comes to, over all records that were asked for.

    Attributes:
        files: with their stamps; those where nothing changes are left out.
        again: quotes that are stamped again, because their words have changed.
        left: quotes with consent that can't be stamped where they stand.
        broken_paths: records that could not be read, because of other mistakes.
    """

    files: tuple[MendedFile, ...]
    again: tuple[Agreement, ...]
    left: tuple[Agreement, ...]
    broken_paths: tuple[str, ...]


def plan_stamps(settings: Settings, paths: tuple[Path, ...] = ()) -> Stamping:
    """Finds every quote whose consent is granted and whose words have no stamp that fits; writes nothing.

    Args:
        settings: whose records are looked at.
        paths: files and folders that exist; all records where there are none.

    Raises:
        OutsideProjectError: a path lies outside the project.
    """
    node, report = load_taxonomies(settings.records_path, settings.root_path)
    taxonomies = read_taxonomies(node, report)
    files: list[MendedFile] = []
    again: list[Agreement] = []
    left: list[Agreement] = []
    broken: list[str] = []
    for file_path, path in iter_selected(settings, paths):
        before = load_source(file_path, settings.limits.record_kilobytes * 1024)
        found = None if before is None else _read(before, file_path, path, taxonomies, settings)
        if before is None or found is None:
            broken.append(path)
            continue
        record, agreements = found
        wanted = [item for item in agreements if _is_wanted(item)]
        after, written = _stamp(before, record, [item for item in wanted if not item.is_in_text])
        left.extend(item for item in wanted if item not in written)
        again.extend(item for item in written if item.stamp is Stamp.CHANGED)
        if written:
            files.append(MendedFile(file_path, path, before, after, len(written)))
    return Stamping(tuple(files), tuple(again), tuple(left), tuple(broken))


def _is_wanted(item: Agreement) -> bool:
    return item.testimonial.consent.status is ConsentStatus.GRANTED and item.stamp is not Stamp.FITS


def _read(
    text: str, file_path: Path, path: str, taxonomies: Taxonomies, settings: Settings
) -> tuple[Record, tuple[Agreement, ...]] | None:
    report = Report()
    decoded = decode_text(text.encode(), path, report)
    record = None if decoded is None else parse_record(decoded, file_path, path, settings.language, report)
    agreements = None if record is None or report.has_errors else read_agreements(record, taxonomies, settings)
    return (record, agreements) if record and agreements is not None else None


def _stamp(before: str, record: Record, wanted: Sequence[Agreement]) -> tuple[str, list[Agreement]]:
    """The text with as many stamps as can be written into it: all at once, or where that does harm, one by one."""
    source = MendedSource(_decoded(before, record.path), record.path)
    listed = record.fields.get("testimonials")
    items = listed.items if isinstance(listed, NodeSequence) else ()
    groups = [(item, _edits(items[item.number - 1], make_stamp(item.testimonial.quote), source)) for item in wanted]
    possible = [group for group in groups if group[1]]
    whole = _try(before, record, possible)
    if whole is not None:
        return whole, [item for item, _ in possible]
    kept: list[tuple[Agreement, Mend]] = []
    text = before
    for group in possible:
        found = _try(before, record, [*kept, group])
        if found is not None:
            text, kept = found, [*kept, group]
    return text, [item for item, _ in kept]


def _try(before: str, record: Record, groups: Sequence[tuple[Agreement, Mend]]) -> str | None:
    """The text with some stamps; None where it would not say the same as before, but for these."""
    after, applied = apply_edits(before, [mend for _, mend in groups])
    again = parse_record(_decoded(after, record.path), record.file_path, record.path, "en", Report())
    if again is None or len(applied) < len(groups):
        return None
    new, old = _plain(again.fields), _plain(record.fields)
    for item, _ in groups:
        for fields, stamp in ((old, None), (new, make_stamp(item.testimonial.quote))):
            quote = fields["testimonials"][item.number - 1]
            if quote.setdefault("consent", {}).pop("words", None) != stamp and stamp:
                return None
    return after if new == old else None


def _decoded(text: str, path: str) -> str:
    return decode_text(text.encode(), path, Report()) or ""


def _plain(node: Node) -> Any:  # noqa: ANN401 - as deep as the record
    """What a node says, wherever it stands."""
    if isinstance(node, Mapping):
        return {entry.key.text: _plain(entry.value) for entry in node}
    return [_plain(item) for item in node.items] if isinstance(node, NodeSequence) else node.text


def _edits(item: Node, stamp: str, source: MendedSource) -> Mend:
    """Puts a stamp into the fields of a quote; nothing where they are written in a way that leaves no place."""
    consent = item.get("consent") if isinstance(item, Mapping) else None
    if not isinstance(item, Mapping) or isinstance(consent, Scalar | NodeSequence):
        return ()
    if consent is None:
        return _insert(item, ("consent:", f"  words: {stamp}"), f"consent: {{words: {quote_text(stamp)}}}", source)
    words = consent.entry("words")
    if words is None:
        return _insert(consent, (f"words: {stamp}",), f"words: {quote_text(stamp)}", source)
    extent = source.line_text(words.value.position)
    if extent is None:
        return ()
    written = (
        f"{extent.mark}{stamp}{extent.mark}" if extent.mark or not _is_flow(consent, source) else quote_text(stamp)
    )
    return (_edit(words.value.position, len(extent.written), written),)


def _insert(fields: Mapping, lines: Sequence[str], beside: str, source: MendedSource) -> Mend:
    """Adds a field: as lines below the others, or in front of them where they stand in braces."""
    position = fields.position
    if _is_flow(fields, source):
        inside = replace(position, column=position.column + 1)
        return (_edit(inside, 0, f"{beside}, " if fields.entries else beside),)
    if not fields.entries:
        return ()
    last = _last_line(fields, source)
    indent = " " * (fields.entries[0].key.position.column - 1)
    end = Position(position.path, last, len(source.lines[last - 1]) + 1)
    return (_edit(end, 0, "".join(f"\n{indent}{line}" for line in lines)),)


def _is_flow(fields: Mapping, source: MendedSource) -> bool:
    return source.line(fields.position).startswith("{", fields.position.column - 1)


def _last_line(node: Node, source: MendedSource) -> int:
    """The line that a value ends on, counted from 1."""
    if isinstance(node, Mapping):
        return max([node.position.line, *(_last_line(entry.value, source) for entry in node)])
    if isinstance(node, NodeSequence):
        return max([node.position.line, *(_last_line(item, source) for item in node.items)])
    extent = source.field_text(node.position)
    return node.position.line + (extent.written.rstrip().count("\n") if extent else 0)


def _edit(position: Position, length: int, replacement: str) -> Edit:
    return Edit(position.path, position.line, position.column, length, replacement)
