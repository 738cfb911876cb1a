"""Writes the quotes of an import as the `testimonials:` of a record; reads nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casefolio.loaders.attributions import parse_attribution
from casefolio.loaders.located_text import LocatedText
from casefolio.values import unwrap_quote
from casefolio.yaml_scalars import write_comment, write_field

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Testimony:
    """Words that somebody said, with what is known of who said them.

    Attributes:
        quote: word for word; quote marks around the whole of it are not written.
        fields: texts by the names of a testimonial's fields, in the order to write.
        consent: the status; empty where nothing is known.
        comments: what fits no field.
    """

    quote: str
    fields: Mapping[str, str] = field(default_factory=dict)
    consent: str = ""
    comments: tuple[str, ...] = ()

    @classmethod
    def said_by(cls, quote: str, attribution: str) -> "Testimony":
        """A quote with an attribution as people write it; what the guess loses of it stands in a comment."""
        if not attribution:
            return cls(quote)
        parts = {key: part.text for key, part in parse_attribution(LocatedText.of(attribution, 1, 1)).items()}
        kept = {word for part in parts.values() for word in _WORD.findall(part)}
        is_whole = kept.issuperset(_WORD.findall(attribution))
        return cls(quote, parts, comments=() if is_whole else (f"Said by: {attribution}",))


def write_testimonials(testimonies: Iterable[Testimony]) -> Iterator[str]:
    """The lines of `testimonials:`; none where nobody said anything."""
    for number, testimony in enumerate(testimonies):
        if not number:
            yield "testimonials:"
        yield from as_item(write_field("quote", unwrap_quote(testimony.quote) or testimony.quote, 4))
        for key, value in testimony.fields.items():
            yield from write_field(key, value, 4)
        if testimony.consent:
            yield "    consent:"
            yield from write_field("status", testimony.consent, 6)
        for comment in testimony.comments:
            yield from write_comment(comment, 4)


def as_item(lines: list[str]) -> list[str]:
    """Turns a field that is indented by four spaces into an item of a list: without a key, or with its first key."""
    first = lines[0].removeprefix("    ").removeprefix(": ")
    return [f"  - {first}", *lines[1:]]
