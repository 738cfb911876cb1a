"""Turns a plain brief into the text of a record that holds every word of it; touches no file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casefolio.importers.proposals import ProposedClient, propose_client, propose_summary, propose_title
from casefolio.loaders.attributions import parse_attribution
from casefolio.loaders.brief import Brief, BriefQuote
from casefolio.loaders.headings import section_kind
from casefolio.loaders.located_text import LocatedText
from casefolio.phrases import phrases_for
from casefolio.records import SectionKind
from casefolio.yaml_scalars import write_comment, write_field

#: Where stands what no label claims.
REST_HEADING = "More from the brief"

_YEAR_OR_MONTH = r"\d{4}(?:-\d{2}){0,2}"
_PERIOD = re.compile(
    rf"(?P<start>{_YEAR_OR_MONTH})(?:\s*(?:-|–|—|(?P<word>to|until))\s*(?P<end>{_YEAR_OR_MONTH}|ongoing))?\.?"
)
_AROUND_LABEL = "#*_ \t:–—-"
_WORD = re.compile(r"\w+")


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


def convert_brief(brief: Brief, given: Given, *, language: str, fallback_title: str) -> BriefRecord:
    """Makes a draft of a brief.

    Args:
        brief: in its parts.
        given: what the editor adds.
        language: the site's, for headings.
        fallback_title: for a brief that says neither who nor what.
    """
    client = propose_client(brief.who)
    title = given.title or propose_title(brief, client, fallback_title)
    summary = given.summary or propose_summary(brief, client)
    lines = [
        *_header(brief, given),
        *write_field("title", title),
        *write_field("summary", summary),
        "status: draft",
        *_client(client),
        *_period(brief.period),
        *_place(brief.place),
        *_photo(brief.credit, given),
        *_testimonials(brief.quotes),
    ]
    text = "\n".join(("---", *lines, "---", "", *_body(brief, language)))
    return BriefRecord(text, title, client.name, tuple(_missing(brief, given, client)))


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
        yield from _item(write_field("", flat, 4))


def _item(lines: list[str]) -> list[str]:
    """Turns a field that is indented by four spaces into an item of a list: without a key, or with its first key."""
    first = lines[0].removeprefix("    ").removeprefix(": ")
    return [f"  - {first}", *lines[1:]]


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


def _testimonials(quotes: tuple[BriefQuote, ...]) -> Iterator[str]:
    if quotes:
        yield "testimonials:"
    for quote in quotes:
        yield from _item(write_field("quote", quote.text, 4))
        if quote.attribution:
            parts = parse_attribution(LocatedText.of(quote.attribution, 1, 1))
            for key, value in parts.items():
                yield from write_field(key, value.text, 4)
            kept = {word for value in parts.values() for word in _WORD.findall(value.text)}
            if not kept.issuperset(_WORD.findall(quote.attribution)):
                yield from write_comment(f"Said by: {quote.attribution}", 4)


def _body(brief: Brief, language: str) -> Iterator[str]:
    first_label = brief.labels[0][0] if brief.labels else None
    before = [(line, text) for line, text in brief.rest if first_label is None or line < first_label]
    behind = brief.rest[len(before) :]
    if before:
        yield from (*_paragraphs(before), "")
    for kind, text in _joined_sections(brief).items():
        yield from (f"## {_heading(kind, brief, language)}", "", text, "")
    if behind:
        yield from (f"## {REST_HEADING}", "", *_paragraphs(behind), "")


def _joined_sections(brief: Brief) -> dict[SectionKind, str]:
    """One section of each kind, even where the brief begins it twice."""
    joined: dict[SectionKind, str] = {}
    for kind, text in brief.sections:
        if text:
            joined[kind] = f"{joined[kind]}\n\n{text}" if kind in joined else text
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


def _missing(brief: Brief, given: Given, client: ProposedClient) -> Iterator[str]:
    if not given.title and not brief.title:
        yield "title: proposed from the brief; read it and write your own"
    if not given.summary and not brief.summary:
        yield "summary: proposed from the brief; say what happened, why, and the result"
    if client.name and "…" in client.name:
        yield "client: the brief says no name before a comma; write the client's name and description"
    if not given.photo:
        kept = "; its credit is kept as a comment" if brief.credit else ""
        yield f"photo: none was given; put one next to the record and add `src`, `alt` and `credit`{kept}"
    kinds = {kind for kind, text in brief.sections if text}
    for kind, name in ((SectionKind.BRIEF, "The brief"), (SectionKind.APPROACH, "What I did")):
        if kind not in kinds:
            yield f"text: nothing is labelled `{name}`; add it below `## {name}`"
    yield from _missing_of_quotes(brief.quotes)
    if brief.period and not _PERIOD.fullmatch(brief.period.strip()):
        yield "period: the brief's words are kept as a comment; write `start` and `end` as `YYYY-MM`"
    wanted = [] if brief.period else ["period"]
    wanted += ["sectors", "services", "themes", *([] if brief.place else ["places"])]
    yield f"{', '.join(wanted)}: the brief doesn't say; add what fits"
    if any(number > brief.labels[0][0] for number, _ in brief.rest if brief.labels):
        yield f"text: some lines fit no label; they stand below `## {REST_HEADING}`"


def _missing_of_quotes(quotes: tuple[BriefQuote, ...]) -> Iterator[str]:
    if not quotes:
        yield "testimonials: the brief has no quotes; add them below `testimonials:`"
        return
    unnamed = sum(not quote.attribution for quote in quotes)
    if unnamed:
        yield f"testimonials: {unnamed} of {len(quotes)} without a name; add `name` and `role`, or a `label`, as agreed"
    yield "testimonials: the brief doesn't say whether they agreed; add `consent`"
