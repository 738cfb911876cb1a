"""Makes drafts of a table of testimonials, or lines for records that are there; edits no record."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casefolio.importers.brief_records import Given, convert_brief, missing_of_quotes
from casefolio.importers.csv_tables import Row, Table, load_table
from casefolio.importers.drafts import (
    Draft,
    Imported,
    Wishes,
    choose_slug,
    load_photo,
    name_title,
    write_draft,
)
from casefolio.importers.source_files import ImportRefusedError
from casefolio.importers.table_dates import is_day_first, read_date
from casefolio.importers.testimonial_columns import (
    Columns,
    find_column,
    guess_columns,
    name_field,
    read_field_name,
)
from casefolio.importers.testimony import Testimony, write_testimonials
from casefolio.loaders.brief import Brief
from casefolio.loaders.record_files import load_record
from casefolio.record_folders import RecordExistsError, find_taken
from casefolio.records import Scalar
from casefolio.settings import Settings
from casefolio.slugs import slugify

#: Answers to "May we publish this?", in English and Welsh.
_YES_WORDS = (
    "yes|yes please|y|true|1|ok|x|✓|✔|agreed|agree|i agree|granted|i consent|ie|ydw|ydyn|oes|cytuno|rwy'n cytuno"
)
_NO_WORDS = (
    "no|no thanks|no thank you|n|false|0|refused|declined|disagree|i do not consent|i don't consent|na|nac ydw|"
    "nac ydyn|nac oes|gwrthod"
)
_YES, _NO = frozenset(_YES_WORDS.split("|")), frozenset(_NO_WORDS.split("|"))
_LANGUAGES = {
    "english": "en", "saesneg": "en", "eng": "en", "welsh": "cy", "cymraeg": "cy", "cym": "cy", "german": "de",
    "almaeneg": "de", "french": "fr", "ffrangeg": "fr", "spanish": "es", "sbaeneg": "es", "polish": "pl",
    "pwyleg": "pl", "italian": "it", "eidaleg": "it", "dutch": "nl", "iseldireg": "nl",
}  # fmt: skip
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TEXTS = ("name", "role", "organisation", "label", "url")
_MOST_LISTED = 10


def import_table(settings: Settings, file: Path, wishes: Wishes) -> tuple[tuple[Imported, ...], tuple[str, ...]]:
    """Makes a draft of a table of testimonials.

    Where the quotes belong to a study that has a record, the answer holds the lines to paste into it.

    Args:
        settings: of the project that takes the records.
        file: the table.
        wishes: what the editor adds.

    Returns:
        What was made for each study, and what was made of the columns and rows.

    Raises:
        ImportRefusedError: the file is no table, or it can't be told which column holds the quotes.
        RecordExistsError: there is a record of this name; it stays as it is.
        OSError: the disk refuses.
    """
    table = load_table(file, wishes.encoding)
    columns = _settle(file, table, wishes)
    read = _read_rows(table, columns)
    if not any(read.by_study.values()):
        msg = f"{file}: no row has a quote in the column `{table.headers[columns.by_field['quote']]}`"
        raise ImportRefusedError(msg)
    plans = [_plan(settings, file, study, said, wishes) for study, said in _grouped(read, wishes).items()]
    # All of them are looked at before the first one is written.
    taken = [find_taken(settings.records_path, plan.slug) for plan in plans if isinstance(plan, Draft)]
    if found := next((path for path in taken if path), None):
        raise RecordExistsError(found)
    made = [
        plan if isinstance(plan, Imported) else write_draft(settings, plan, is_dry_run=wishes.is_dry_run)
        for plan in plans
    ]
    return tuple(made), (*_iter_column_words(file, table, columns), *read.notes)


@dataclass(slots=True)
class _Read:
    """The rows of a table as testimonials.

    Attributes:
        by_study: the testimonials of each study, as the table names it; empty where it names none.
        notes: rows and cells that could not be taken.
        is_day_first: how the dates are written; None where it can't be told.
    """

    by_study: dict[str, list[Testimony]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    is_day_first: bool | None = None


def _settle(file: Path, table: Table, wishes: Wishes) -> Columns:
    """Decides which column is what; asks where somebody can be asked."""
    given: dict[str, int] = {}
    for written, header in wishes.columns.items():
        field_name = read_field_name(written)
        column = find_column(table.headers, header)
        if field_name is None:
            msg = f"--column {written}={header}: a testimonial has no `{written}`; it has quote, name, role and others"
            raise ImportRefusedError(msg)
        if column is None:
            msg = f"{file}: no column has the header `{header}`; there are {_listed(table.headers)}"
            raise ImportRefusedError(msg)
        given[field_name] = column
    columns = guess_columns(table.headers, given)
    if "quote" not in columns.by_field and "quote" not in columns.unclear:
        free = tuple(number for number in range(len(table.headers)) if number not in columns.by_field.values())
        columns = Columns(columns.by_field, {**columns.unclear, "quote": free})
    for field_name, found in columns.unclear.items() if wishes.choose else ():
        free = tuple(number for number in found if number not in columns.by_field.values())
        if free and wishes.choose:
            chosen = wishes.choose(
                f"{file}: which column holds the {name_field(field_name)}?", [table.headers[number] for number in free]
            )
            columns = columns.choose(field_name, None if chosen is None else free[chosen])
    if "quote" not in columns.by_field:
        listed = _listed([table.headers[number] for number in columns.unclear.get("quote", range(len(table.headers)))])
        msg = f"{file}: it can't be told which column holds the quotes: {listed}; say it with --column quote=HEADER"
        raise ImportRefusedError(msg)
    return columns


def _read_rows(table: Table, columns: Columns) -> _Read:
    dates = columns.by_field.get("date")
    read = _Read(is_day_first=is_day_first(row.cells[dates] for row in table.rows) if dates is not None else None)
    without_quote: list[str] = []
    for row in table.rows:
        cells = {name: row.cells[column] for name, column in columns.by_field.items()}
        extra = [cell for cell in row.cells[len(table.headers) :] if cell]
        if not cells["quote"]:
            without_quote.append(str(row.line))
            continue
        if extra:
            read.notes.append(f"line {row.line}: the row has more cells than there are headers; kept as a comment")
        read.by_study.setdefault(cells.get("study", ""), []).append(_testimony(row, cells, extra, read))
    if without_quote:
        shown = ", ".join(without_quote[:_MOST_LISTED])
        more = f" and {len(without_quote) - _MOST_LISTED} more" if len(without_quote) > _MOST_LISTED else ""
        read.notes.append(f"without a quote, left out: line {shown}{more}")
    return read


def _testimony(
    row: Row,
    cells: Mapping[str, str],
    extra: Sequence[str],
    read: _Read,
) -> Testimony:
    full_name = " ".join(cells[key] for key in ("first_name", "last_name") if cells.get(key))
    named = {key: " ".join(cells.get(key, "").split()) for key in _TEXTS}
    named["name"] = named["name"] or full_name
    comments = [f"Also in the row: {cell}" for cell in extra]
    if cells.get("date"):
        date = read_date(cells["date"], day_first=read.is_day_first)
        named["date"] = date or ""
        if not date:
            comments.append(f"Date: {cells['date']}")
            read.notes.append(f"line {row.line}: the date `{cells['date']}` can be read in two ways or none; a comment")
    if cells.get("lang"):
        language = _LANGUAGES.get(cells["lang"].casefold(), cells["lang"])
        if _LANGUAGE_TAG.fullmatch(language) and len(language.partition("-")[0]) <= 3:  # noqa: PLR2004 - `cy`, `cym`
            named["lang"] = language
        else:
            comments.append(f"Language: {cells['lang']}")
            read.notes.append(f"line {row.line}: the language `{cells['lang']}` is not known; kept as a comment")
    consent = _read_consent(row, cells.get("consent", ""), read)
    return Testimony(cells["quote"], {key: value for key, value in named.items() if value}, consent, tuple(comments))


def _read_consent(row: Row, written: str, read: _Read) -> str:
    answer = " ".join(written.casefold().replace("’", "'").strip(" .!,").split())
    if answer in _YES:
        return "granted"
    if answer in _NO:
        return "refused"
    if answer:
        read.notes.append(f"line {row.line}: `{written}` is neither yes nor no, so no consent is written")
    return ""


def _grouped(read: _Read, wishes: Wishes) -> dict[str, list[Testimony]]:
    """The testimonials by study; capitals and the like make no other study."""
    grouped: dict[str, list[Testimony]] = {}
    names: dict[str, str] = {}
    for study, said in read.by_study.items():
        name = wishes.into or names.setdefault(slugify(study) or study, study)
        grouped.setdefault(name, []).extend(said)
    return grouped


def _plan(settings: Settings, file: Path, study: str, said: list[Testimony], wishes: Wishes) -> Draft | Imported:
    """What becomes of the quotes of one study: lines to paste where it has a record, otherwise a draft."""
    slug = slugify(study)
    record = find_taken(settings.records_path, slug) if slug else None
    if record:
        return Imported(record, lines=tuple(_iter_paste(settings, record, said)))
    if wishes.into:
        msg = f"{file}: there is no record `{wishes.into}` to add the quotes to; leave --into out to make a draft"
        raise ImportRefusedError(msg)
    source = file.with_name(f"{slug}{file.suffix}") if slug else file
    photo = load_photo(wishes.photo, settings.photos) if wishes.photo else None
    draft = convert_brief(
        Brief(title=study),
        Given(title=wishes.title, summary=wishes.summary, photo=photo.name if photo else "", alt=wishes.alt),
        language=settings.language,
        fallback_title=name_title(source),
        testimonies=said,
    )
    missing = ("text: a table holds only what people said; write the title, the summary, the client and the sections",)
    return Draft(
        choose_slug(settings, source, wishes.title),
        draft.text,
        photo,
        missing=(*missing, *missing_of_quotes(said, "table")),
    )


def _iter_paste(settings: Settings, record: Path, said: list[Testimony]) -> Iterator[str]:
    lines = list(write_testimonials(said))
    found = load_record(record, settings.root_path, settings.language, settings.limits)[0] if record.is_file() else None
    listed = found.fields.get("testimonials") if found else None
    if listed is None or (isinstance(listed, Scalar) and listed.is_null):
        yield from lines
    else:
        yield "# below the last quote under `testimonials:`"
        yield from lines[1:]


def _iter_column_words(file: Path, table: Table, columns: Columns) -> Iterator[str]:
    shown = (f"{name_field(name)} = `{table.headers[column]}`" for name, column in columns.by_field.items())
    yield f"{file}: {', '.join(shown)}"
    taken = set(columns.by_field.values())
    left = [header or "(no header)" for number, header in enumerate(table.headers) if number not in taken]
    if left:
        yield f"not taken over: {_listed(left)}; say --column FIELD=HEADER if one of them belongs to the quotes"
    for name in columns.unclear:
        yield f"{name_field(name)}: more than one column may be meant; say --column {name}=HEADER"
    if "consent" not in columns.by_field:
        yield "consent: no column clearly says it; add `consent` to each quote that may be shown"


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(f"`{header}`" for header in headers)
