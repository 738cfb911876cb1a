"""Reads the list of terms and holds the terms of records against it; never changes a term."""

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.models import TAXONOMIES, Taxonomies
from casefolio.nearest import nearest, surely_meant
from casefolio.records import Mapping, Scalar, Sequence
from casefolio.slugs import DEVICE_NAMES, slugify
from casefolio.validation.directions import check_directions
from casefolio.validation.messages import shown
from casefolio.validation.shape import Shape

#: Slugs that no page of a term can have.
_NO_PAGES = frozenset({"", "index", "readme"}) | DEVICE_NAMES
#: How many terms a message lists where none is near.
_MOST_LISTED = 8


def read_taxonomies(node: Mapping | None, report: Report) -> Taxonomies:
    """Reads `_taxonomies.yml`.

    Args:
        node: the file's map; None where there is no such file.
        report: takes what is wrong with it.

    Returns:
        The terms; where something is wrong, none, so that every term is let through until the file is mended.
    """
    if node is None:
        return Taxonomies()
    values = Shape().read(Taxonomies, node, report)
    check_directions(node, report)
    for taxonomy in TAXONOMIES:
        _check_spellings(taxonomy, node, report)
    return Taxonomies() if values is None else Taxonomies.model_construct(**values)


def _check_spellings(taxonomy: str, node: Mapping, report: Report) -> None:
    """Two terms with one slug would share one page."""
    first: dict[str, Scalar] = {}
    listed = node.get(taxonomy)
    for item in listed.items if isinstance(listed, Sequence) else ():
        name = item.get("name") if isinstance(item, Mapping) else item
        if not isinstance(name, Scalar) or not name.text.strip():
            continue
        if slugify(name.text) in _NO_PAGES:
            _refuse_name(taxonomy, name, Code.TAXONOMY_FILE, report)
            continue
        other = first.setdefault(slugify(name.text), name)
        if other is not name:
            message = f"`{taxonomy}` lists {shown(name.text)} after {shown(other.text)}: both would have the same page"
            report.add(Code.REPEATED_ITEM, name.position, message, "keep one of them")


def _refuse_name(taxonomy: str, name: Scalar, code: Code, report: Report) -> None:
    hint = "write it with at least one Latin letter or digit, because its page's address is made from it"
    if slugify(name.text) in DEVICE_NAMES:
        hint = "write it with another word, because Windows can't have a folder of this name"
    elif slugify(name.text):
        hint = "write it with another word, because its page would have the address of the list of all terms"
    report.add(code, name.position, f"`{taxonomy}` can't have {shown(name.text)}", hint)


def check_terms(fields: Mapping, taxonomies: Taxonomies, report: Report) -> None:
    """Holds a record's terms against the list, and against one another."""
    for taxonomy in TAXONOMIES:
        node = fields.get(taxonomy)
        if not isinstance(node, Sequence):
            continue
        seen: dict[str, Scalar] = {}
        for item in node.items:
            if not isinstance(item, Scalar) or not item.text.strip():
                continue
            term = " ".join(item.text.split())
            first = seen.setdefault(slugify(term), item)
            if first is not item:
                both = (
                    f"{shown(term)} twice"
                    if term == first.text
                    else f"{shown(term)} after {shown(first.text)}: they are the same"
                )
                message = f"`{taxonomy}` names {both}"
                report.add(Code.REPEATED_ITEM, item.position, message, "keep one of them")
            _check_term(taxonomy, term, item, taxonomies, report)


def _check_term(taxonomy: str, term: str, item: Scalar, taxonomies: Taxonomies, report: Report) -> None:
    if slugify(term) in _NO_PAGES:
        _refuse_name(taxonomy, item, Code.UNKNOWN_TERM, report)
        return
    listed = taxonomies.listed(taxonomy)
    if listed is None:
        return
    names = [known.name for known in listed]
    if term in names:
        return
    near = nearest(term, names)
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    known = (
        f"the terms are {', '.join(f'`{name}`' for name in names[:_MOST_LISTED])}{more}"
        if names
        else "no term is listed yet"
    )
    hint = f"did you mean `{near}`?" if near else f"{known}; a new one is added in `_taxonomies.yml`"
    message = f"`{taxonomy}` has no term {shown(term)}"
    report.add(Code.UNKNOWN_TERM, item.position, message, hint, surely_meant(term, names))
