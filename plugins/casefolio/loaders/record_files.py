"""Turns record files into records; decides nothing about their fields."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position, Report
from casefolio.loaders.discovery import INDEX_NAMES, MARKDOWN_SUFFIXES, Inside, discover, leads_out, relative_path
from casefolio.loaders.front_matter import parse_front_matter
from casefolio.loaders.sections import parse_sections
from casefolio.loaders.text import decode_text, load_bytes, load_text
from casefolio.loaders.yaml_nodes import parse_yaml
from casefolio.memory import Memory
from casefolio.nearest import nearest, surely_meant
from casefolio.records import Entry, Mapping, Record, Scalar, ScalarStyle, Section, SectionKind
from casefolio.settings import STANDARD_LIMITS, RecordLimits

SECTIONS_KEY = "sections"
TAXONOMY_NAMES = ("_taxonomies.yml", "_taxonomies.yaml")

#: Quotes are not text of a YAML record: they stand under `testimonials:`, field by field.
_SECTION_KINDS: dict[str, SectionKind] = {
    str(kind.value): kind for kind in SectionKind if kind is not SectionKind.TESTIMONIALS
}
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Loaded:
    """All records of a folder.

    Attributes:
        records: in the order of their paths; those with diagnostics included.
        diagnostics: of all files, ordered by place.
        broken: the paths, relative to the project's root, of the record files that could not be read at all.
    """

    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: tuple[str, ...]


def load_records(
    records_path: Path,
    root: Path,
    language: str,
    limits: RecordLimits = STANDARD_LIMITS,
    memory: Memory | None = None,
) -> Loaded:
    """Reads every record of a folder.

    Args:
        records_path: the folder of the records; nothing is found where it does not exist.
        root: the project's root, for positions.
        language: the site's, for the known headings.
        limits: what a record may cost.
        memory: knows the records that have not changed.
    """
    found = discover(records_path, root)
    report, memory = Report(), memory or Memory()
    report.extend(found.report)
    records, broken = [], []
    for file_path in found.paths:
        record, own_report = load_record(file_path, root, language, limits, memory)
        report.extend(own_report)
        if record:
            records.append(record)
        else:
            broken.append(relative_path(file_path, root))
    return Loaded(tuple(records), report.diagnostics, tuple(broken))


def load_record(
    file_path: Path,
    root: Path,
    language: str,
    limits: RecordLimits = STANDARD_LIMITS,
    memory: Memory | None = None,
) -> tuple[Record | None, Report]:
    """Reads one record.

    Args:
        file_path: a Markdown or a YAML file.
        root: the project's root, for positions.
        language: the site's; the record's own `lang` goes before it.
        limits: what a record may cost.
        memory: knows the record, unless it has changed.

    Returns:
        None where the file or its fields cannot be read; the report says why. A record can have errors too.
    """
    report = Report()
    path = relative_path(file_path, root)
    data = load_bytes(file_path, path, report, limits.record_kilobytes)
    if data is None:
        return None, report

    def make() -> tuple[Record | None, Report]:
        text = decode_text(data, path, report)
        return (None if text is None else parse_record(text, file_path, path, language, report, limits)), report

    key = (hashlib.sha256(data).digest(), file_path, language, limits)
    return (memory or Memory()).recall("record", path, key, make)


def parse_record(
    text: str, file_path: Path, path: str, language: str, report: Report, limits: RecordLimits = STANDARD_LIMITS
) -> Record | None:
    """Reads one record from its text.

    Args:
        text: as `decode_text` gives it.
        file_path: where it stands, or will stand; only its name is looked at.
        path: the same, relative to the project's root, for positions.
        language: the site's; the record's own `lang` goes before it.
        report: takes every mistake.
        limits: what a record may cost.

    Returns:
        None where its fields cannot be read. A record can have errors too.
    """
    is_index = file_path.name in INDEX_NAMES
    name = file_path.parent.name if is_index else file_path.stem
    if file_path.suffix.lower() in MARKDOWN_SUFFIXES:
        return _markdown(text, Record(path, file_path, name, _no_fields(path)), language, report, limits)
    fields = parse_yaml(text, path, 1, report, limits=limits)
    if fields is None:
        return None
    sections = _read_sections(fields, text.split("\n"), report)
    size = sum(len(section.markdown.encode()) for section in sections)
    is_short = not sections or _is_short(size, sections[0].position, limits, report)
    return Record(path, file_path, name, fields, sections if is_short else ())


def load_taxonomies(records_path: Path, root: Path) -> tuple[Mapping | None, Report]:
    """Reads the list of terms as it was written, `_taxonomies.yml` or `.yaml`.

    Args:
        records_path: the folder of the records, which the file lies in.
        root: the project's root, for positions.

    Returns:
        None where there is no such file, or where it cannot be read.
    """
    report = Report()
    inside = Inside(records_path)
    if leads_out(records_path, root):
        return None, report
    files = [file for name in TAXONOMY_NAMES if (file := records_path / name).is_file() and inside.holds(file)]
    if not files:
        return None, report
    for other in files[1:]:
        message = f"`{other.name}` is not read, because `{files[0].name}` lies beside it"
        report.add(Code.TAXONOMY_FILE, Position(relative_path(other, root)), message, "put all terms into one file")
    path = relative_path(files[0], root)
    text = load_text(files[0], path, report)
    return (None if text is None else parse_yaml(text, path, 1, report)), report


def _no_fields(path: str) -> Mapping:
    return Mapping((), Position(path))


def _is_short(size: int, position: Position, limits: RecordLimits, report: Report) -> bool:
    """Whether a text of so many bytes may be read; a longer one is told, and nothing else of it."""
    most = limits.body_kilobytes
    if size <= most * 1024:
        return True
    message = f"the text has {-(-size // 1024)} KB, and `limits.body_kilobytes` is {most}"
    report.add(Code.BODY_TOO_LARGE, position, message, "shorten it; a long paper lies in a file of its own")
    return False


def _markdown(text: str, record: Record, language: str, report: Report, limits: RecordLimits) -> Record | None:
    found = parse_front_matter(text, record.path, report, limits)
    body_position = Position(record.path, found.body_first_line)
    body = found.body if _is_short(len(found.body.encode()), body_position, limits, report) else ""
    fields = found.fields
    own = fields.get("lang") if fields else None
    spoken = own.text if isinstance(own, Scalar) and not own.is_null else language
    sections, quotes = parse_sections(
        body,
        record.path,
        found.body_first_line,
        spoken,
        report,
        has_testimonials=fields is not None and fields.entry("testimonials") is not None,
    )
    if fields is None:
        return None
    if entry := fields.entry(SECTIONS_KEY):
        message = f"`{SECTIONS_KEY}` belongs into a YAML record"
        hint = "in a Markdown record, write the sections below the front matter, as in `## What I did`"
        report.add(Code.UNKNOWN_KEY, entry.key.position, message, hint)
    return Record(record.path, record.file_path, record.name, fields, sections, quotes)


def _read_sections(fields: Mapping, lines: list[str], report: Report) -> tuple[Section, ...]:
    """What stands under `sections:` in a YAML record; its lines tell where each text begins."""
    value = fields.get(SECTIONS_KEY)
    if value is None or (isinstance(value, Scalar) and value.is_null):
        return ()
    if not isinstance(value, Mapping):
        message = f"`{SECTIONS_KEY}` is {_what(value)}, not fields"
        hint = f"write below it, indented, {_listed(_SECTION_KINDS)}, each with its text"
        report.add(Code.WRONG_KIND, value.position, message, hint)
        return ()
    sections = (_read_section(entry, lines, report) for entry in value)
    return tuple(section for section in sections if section)


def _read_section(entry: Entry, lines: list[str], report: Report) -> Section | None:
    key, value = entry.key, entry.value
    kind = _SECTION_KINDS.get(key.text)
    if kind is None:
        _refuse_section(key, report)
        return None
    if not isinstance(value, Scalar):
        message = f"`{SECTIONS_KEY}.{key.text}` is {_what(value)}, not a text"
        hint = f"write `{key.text}: |` and the text below it, indented; quotes stand under `testimonials:`"
        report.add(Code.WRONG_KIND, value.position, message, hint)
        return None
    if value.is_null:
        return None
    return _section_of(kind, value, lines)


def _section_of(kind: SectionKind, value: Scalar, lines: list[str]) -> Section:
    """A text with the place of its first character, as far as its lines are those of the file."""
    position = value.position
    is_literal = value.style is ScalarStyle.BLOCK and lines[position.line - 1][position.column - 1 :].startswith("|")
    if is_literal:
        # The text of `brief: |` begins on the next line; all of it is indented like the first line that has words.
        first = next((line for line in lines[position.line :] if line.strip()), "")
        return Section("", kind, value.text, position, position.line + 1, len(first) - len(first.lstrip(" ")) + 1)
    column = position.column + (value.style is ScalarStyle.QUOTED)
    is_as_written = lines[position.line - 1].startswith(value.text, column - 1)
    return Section("", kind, value.text, position, position.line, column, has_own_lines=is_as_written)


def _refuse_section(key: Scalar, report: Report) -> None:
    message = f"`{key.text[:_SHOWN]}` is not a section"
    if key.text == SectionKind.TESTIMONIALS.value:
        hint = "write the quotes under `testimonials:` at the beginning of a line, not under `sections:`"
    elif near := nearest(key.text, _SECTION_KINDS):
        hint = f"did you mean `{near}`?"
    else:
        hint = f"the sections are {_listed(_SECTION_KINDS)}"
    report.add(Code.UNKNOWN_KEY, key.position, message, hint, surely_meant(key.text, _SECTION_KINDS))


def _what(node: object) -> str:
    if isinstance(node, Mapping):
        return "a group of fields"
    return "a text" if isinstance(node, Scalar) else "a list"


def _listed(names: dict[str, SectionKind]) -> str:
    *others, last = (f"`{name}`" for name in names)
    return f"{', '.join(others)} and {last}"
