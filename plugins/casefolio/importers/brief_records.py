"""Turns a plain brief into the text of a record that holds every word of it; touches no file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casefolio.importers.proposals import ProposedClient, propose_client, propose_summary, propose_title
from casefolio.importers.testimony import Testimony, as_item, write_testimonials
from casefolio.loaders.brief import Brief
from casefolio.loaders.headings import section_kind
from casefolio.phrases import phrases_for
from casefolio.records import SectionKind
from casefolio.yaml_scalars import write_comment, write_field

#: Where stands what no label claims.
REST_HEADING = "More from the brief"

_YEAR_OR_MONTH = r"\d{4}(?:-\d{2}){0,2}"
_PERIOD = re.compile(
    rf"(?P<start>{_YEAR_OR_MONTH})(?:\s*(?:-|–|—|(?P<word>to|until))\s*(?P<end>{_YEAR_OR_MONTH}|ongoing))?\.?"
)
_NAMING = frozenset({"name", "role", "organisation", "label"})
_AROUND_LABEL = "#*_ \t:–—-"


@dataclass(frozen=True, slots=True)
class Given:
    """What an editor adds to a brief; a part that is not given is empty.

    Attributes:
        title: goes before any other.
        summary: goes before any other.
        photo: the name of the photo's file in the record's folder.
        alt: what the photo shows.
    """

    title: str = ""
    summary: str = ""
    photo: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class BriefRecord:
    """A record made of a brief.

    Attributes:
        text: of `index.md`.
        title: as proposed or given.
        client_name: as proposed; empty where the brief doesn't say.
        missing: what the editor still has to say, and no check asks for, each beginning with the field's name.
    """

    text: str
    title: str
    client_name: str
    missing: tuple[str, ...]


def convert_brief(
    brief: Brief,
    given: Given,
    *,
    language: str,
    fallback_title: str,
    comments: Iterable[str] = (),
    testimonies: Sequence[Testimony] = (),
) -> BriefRecord:
    """Makes a draft of a brief.

    Args:
        brief: in its parts.
        given: what the editor adds.
        language: the site's, for headings.
        fallback_title: for a brief that says neither who nor what.
        comments: words that belong to no part of the brief.
        testimonies: quotes that are known better than a brief can say.
    """
    client = propose_client(brief.who)
    title = given.title or propose_title(brief, client, fallback_title)
    summary = given.summary or propose_summary(brief, client)
    said = [*testimonies, *(Testimony.said_by(quote.text, quote.attribution) for quote in brief.quotes)]
    lines = [
        *_header(brief, given),
        *(line for comment in comments for line in write_comment(comment)),
        *write_field("title", title),
        *write_field("summary", summary),
        "status: draft",
        *_client(client),
        *_period(brief.period),
        *_place(brief.place),
        *_photo(brief.credit, given),
        *write_testimonials(said),
    ]
    text = "\n".join(("---", *lines, "---", "", *_body(brief, language)))
    return BriefRecord(text, title, client.name, tuple(_missing(brief, given, client, said)))


def _header(brief: Brief, given: Given) -> Iterator[str]:
    """Words of the brief that another title or summary would push out."""
    if given.title and brief.title:
        yield from write_comment(f"The title in the brief: {brief.title}")
    if given.summary and brief.summary:
        yield from write_comment(f"The summary in the brief: {brief.summary}")


def _client(client: ProposedClient) -> Iterator[str]:
    # Without a name the key stays empty: a check then points at this line.
    yield "client:"
    if client.name:
        yield from write_field("name", client.name, 2)
    if client.description:
        yield from write_field("description", client.description, 2)
    if client.programme:
        yield from write_comment(f"{client.link} …")
        yield from write_field("programme", client.programme)


def _period(period: str) -> Iterator[str]:
    match = _PERIOD.fullmatch(period.strip())
    if match:
        if match["word"]:
            yield from write_comment(period)
        yield "period:"
        yield from (line for key in ("start", "end") if match[key] for line in write_field(key, match[key], 2))
    elif period:
        yield from write_comment(f"The period in the brief: {period}")


def _place(place: str) -> Iterator[str]:
    flat = " ".join(place.split())
    if flat:
        yield "places:"
        yield from as_item(write_field("", flat, 4))


def _photo(credit: str, given: Given) -> Iterator[str]:
    if given.photo:
        yield "photo:"
        yield from write_field("src", given.photo, 2)
        # Empty, it is an error that a check reports here: nothing stands in for a text alternative.
        yield from write_field("alt", given.alt, 2) if given.alt else ["  alt:"]
        if credit:
            yield from write_field("credit", credit, 2)
    elif credit:
        yield from write_comment(f"The photo's credit: {credit}")


def _body(brief: Brief, language: str) -> Iterator[str]:
    first_label = brief.labels[0][0] if brief.labels else None
    before = [(line, text) for line, text in brief.rest if first_label is None or line < first_label]
    behind = brief.rest[len(before) :]
    if before:
        yield from (*_paragraphs(before), "")
    for kind, text in _joined_sections(brief):
        heading = kind if isinstance(kind, str) else _heading(kind, brief, language)
        yield from (f"## {heading}", "") if heading else ()
        yield from (text, "") if text else ()
    if behind:
        yield from (f"## {REST_HEADING}", "", *_paragraphs(behind), "")


def _joined_sections(brief: Brief) -> list[tuple[SectionKind | str, str]]:
    """One section of each known kind, even where the brief begins it twice; the editor's own stay as they are."""
    joined: list[tuple[SectionKind | str, str]] = []
    for kind, text in brief.sections:
        first = next((i for i, (known, _) in enumerate(joined) if known is kind), None)
        if isinstance(kind, str) or (text and first is None):
            joined.append((kind, text))
        elif text and first is not None:
            joined[first] = (kind, f"{joined[first][1]}\n\n{text}")
    return joined


def _heading(kind: SectionKind, brief: Brief, language: str) -> str:
    """The brief's own label where it can be told, since "What we did" and "What I did" are not the same."""
    written = (label.strip(_AROUND_LABEL) for _, label in brief.labels)
    own = next((label for label in written if section_kind(label, language) is kind), None)
    return own or phrases_for(language).sections[kind]


def _paragraphs(lines: list[tuple[int, str]] | tuple[tuple[int, str], ...]) -> Iterator[str]:
    """Lines that stood below one another stay together."""
    last = None
    for number, text in lines:
        if last is not None and number > last + 1:
            yield ""
        yield text
        last = number


def _missing(brief: Brief, given: Given, client: ProposedClient, said: Sequence[Testimony]) -> Iterator[str]:
    if not given.title and not brief.title:
        yield "title: proposed from the brief; read it and write your own"
    if not given.summary and not brief.summary:
        yield "summary: proposed from the brief; say what happened, why, and the result"
    if client.name and "…" in client.name:
        yield "client: the brief says no name before a comma; write the client's name and description"
    if not given.photo:
        kept = "; its credit is kept as a comment" if brief.credit else ""
        yield f"photo: none was given; put one next to the record and add `src`, `alt` and `credit`{kept}"
    if not brief.labels and (brief.rest or brief.sections):
        yield "text: nothing in it begins with a label such as `Who:` or `The brief:`; all of it stands in the text"
    kinds = {kind for kind, text in brief.sections if text}
    for kind, name in ((SectionKind.BRIEF, "The brief"), (SectionKind.APPROACH, "What I did")):
        if kind not in kinds:
            yield f"text: nothing is labelled `{name}`; add it below `## {name}`"
    yield from missing_of_quotes(said)
    if brief.period and not _PERIOD.fullmatch(brief.period.strip()):
        yield "period: the brief's words are kept as a comment; write `start` and `end` as `YYYY-MM`"
    wanted = [] if brief.period else ["period"]
    wanted += ["sectors", "services", "themes", *([] if brief.place else ["places"])]
    yield f"{', '.join(wanted)}: the brief doesn't say; add what fits"
    if any(number > brief.labels[0][0] for number, _ in brief.rest if brief.labels):
        yield f"text: some lines fit no label; they stand below `## {REST_HEADING}`"


def missing_of_quotes(quotes: Sequence[Testimony], source: str = "brief") -> Iterator[str]:
    """What an editor still has to say of the quotes that came from a brief, or another source."""
    if not quotes:
        yield f"testimonials: the {source} has no quotes; add them below `testimonials:`"
        return
    unnamed = sum(not (quote.comments or _NAMING & quote.fields.keys()) for quote in quotes)
    if unnamed:
        yield f"testimonials: {unnamed} of {len(quotes)} without a name; add `name` and `role`, or a `label`, as agreed"
    if not all(quote.consent for quote in quotes):
        yield f"testimonials: the {source} doesn't say whether they agreed; add `consent`"
