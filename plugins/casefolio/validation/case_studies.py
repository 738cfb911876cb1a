"""Turns one record into a case study, or into everything that is wrong with it."""

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.models import RECORD_KEYS, CaseStudy, CaseStudyFields, Taxonomies, Testimonial
from casefolio.records import Entry, Mapping, Node, Record, Scalar, Sequence
from casefolio.slugs import slugify
from casefolio.validation.anonymity import check_anonymity
from casefolio.validation.directions import check_directions
from casefolio.validation.messages import shown
from casefolio.validation.rules import RULES
from casefolio.validation.shape import Shape, construct
from casefolio.validation.starter_words import check_starter_words
from casefolio.validation.taxonomies import check_terms
from casefolio.validation.wrapping_marks import check_wrapping_marks
from casefolio.values import unwrap_quote

_SHAPE = Shape(RULES)
_DEFAULTS_KEY = "testimonial_defaults"


def validate_record(record: Record, taxonomies: Taxonomies, report: Report) -> CaseStudy | None:
    """Checks every field of a record that can be checked without a clock, the disk or another record.

    Args:
        record: as it was loaded.
        taxonomies: the terms that it may use.
        report: takes every problem, not only the first.

    Returns:
        The case study; None where there is an error.
    """
    found = Report()
    fields = _with_testimonials(record, found)
    values = _SHAPE.read(CaseStudyFields, fields, found, frozenset(RECORD_KEYS))
    check_terms(record.fields, taxonomies, found)
    _check_quotes_once(fields, found)
    check_wrapping_marks(record, found)
    check_starter_words(record, found)
    if values is not None:
        check_anonymity(record, fields, values, found)
    check_directions(fields, found)
    slug = (values or {}).get("slug") or slugify(record.name)
    if not slug:
        message = f"no address can be made from the name {shown(record.name)}"
        hint = "add `slug: …` in small letters, digits and hyphens, or rename the file"
        found.add(Code.NOT_A_SLUG, record.fields.position, message, hint)
    report.extend(found)
    if found.has_errors or values is None:
        return None
    return construct(CaseStudy, values | {"path": record.path, "page_slug": slug, "sections": record.sections})


def _with_testimonials(record: Record, report: Report) -> Mapping:
    """The record's fields with the quotes of the body among the testimonials, and the defaults in each of them."""
    listed = record.fields.get("testimonials")
    defaults = record.fields.get(_DEFAULTS_KEY)
    if isinstance(defaults, Mapping):
        _SHAPE.read_given(Testimonial, defaults, report)
    elif isinstance(defaults, Sequence) or (isinstance(defaults, Scalar) and not defaults.is_null):
        hint = f"write the fields of a testimonial on lines of their own, indented below `{_DEFAULTS_KEY}:`"
        report.add(Code.WRONG_KIND, defaults.position, f"`{_DEFAULTS_KEY}` needs fields of its own", hint)
    is_list = isinstance(listed, Sequence)
    if (listed is not None and not is_list and not _is_null(listed)) or (not is_list and not record.quotes):
        return record.fields
    items: tuple[Node, ...] = (*(listed.items if isinstance(listed, Sequence) else ()), *record.quotes)
    if isinstance(defaults, Mapping):
        items = tuple(_merged(item, defaults) if isinstance(item, Mapping) else item for item in items)
    key = record.fields.entry("testimonials")
    position = items[0].position if items else record.fields.position
    entry = Entry(key.key if key else Scalar("testimonials", position), Sequence(items, position))
    others = tuple(other for other in record.fields if other.key.text != "testimonials")
    return Mapping((*others, entry), record.fields.position)


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _merged(item: Mapping, defaults: Mapping) -> Mapping:
    """The item with the defaults for the keys that it lacks; maps, such as `consent`, are merged the same way."""
    own = {entry.key.text for entry in item}
    merged = []
    for entry in item:
        default = defaults.get(entry.key.text)
        both = isinstance(entry.value, Mapping) and isinstance(default, Mapping)
        merged.append(Entry(entry.key, _merged(entry.value, default)) if both else entry)  # type: ignore[arg-type]
    merged.extend(entry for entry in defaults if entry.key.text not in own)
    return Mapping(tuple(merged), item.position)


def _check_quotes_once(fields: Mapping, report: Report) -> None:
    """The same words in the front matter and in the body would stand on the page twice."""
    listed = fields.get("testimonials")
    seen: dict[str, int] = {}
    for item in listed.items if isinstance(listed, Sequence) else ():
        quote = item.get("quote") if isinstance(item, Mapping) else None
        if not isinstance(quote, Scalar) or not quote.text.strip():
            continue
        words = " ".join(unwrap_quote(quote.text).split())
        if words and words in seen:
            message = f"the quote {shown(words)} stands in line {seen[words]} already"
            report.add(Code.QUOTE_TWICE, quote.position, message, "keep one of them")
        seen.setdefault(words, quote.position.line)
