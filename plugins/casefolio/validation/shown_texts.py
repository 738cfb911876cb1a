"""Finds the texts of a record that readers get to see, with the place of each; judges none."""

from collections.abc import Iterator
from dataclasses import dataclass

from casefolio.diagnostics import Position
from casefolio.records import Mapping, Node, Record, Scalar, Section, Sequence
from casefolio.slugs import slugify

#: By the fields around them, the fields whose texts stand on a page; what stands in a list is looked at item by item.
_SHOWN: dict[str, tuple[str, ...]] = {
    "": ("title", "summary", "programme", "sectors", "services", "themes", "places", "partners", "outcomes", "photo"),
    "partners": ("name",),
    "outcomes": ("statement", "unit", "label", "source"),
    "photo": ("alt", "caption", "credit"),
    "credit": ("author", "source"),
}


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text that is published.

    Attributes:
        name: the field, as messages name it.
        text: what it says; several lines where it has them.
        position: where it begins.
        quote_number: which quote it is, from 1; None for any other text.
        is_name: whether it is the name of a file, or an address, which are small letters and hyphens.
        section: where it is from; None for fields.
    """

    name: str
    text: str
    position: Position
    quote_number: int | None = None
    is_name: bool = False
    section: Section | None = None

    def position_at(self, offset: int) -> Position:
        """Where a character stands: its own place in the text below a heading, and otherwise that of the field."""
        if self.section is None or not self.section.has_own_lines:
            return self.position
        before = self.text[:offset]
        column = offset - (before.rfind("\n") + 1)
        line = self.section.first_line + before.count("\n")
        return Position(self.position.path, line, self.section.first_column + column)


def iter_shown_texts(record: Record, fields: Mapping) -> Iterator[ShownText]:
    """Gives every text but those of the attributions, which say by themselves what is shown.

    Args:
        record: as it was loaded.
        fields: its fields, with all its quotes among the testimonials.
    """
    yield from _iter_fields("", fields)
    client = fields.get("client")
    yield from _iter_texts("description", client.get("description") if isinstance(client, Mapping) else None)
    quotes = fields.get("testimonials")
    for number, item in enumerate(quotes.items if isinstance(quotes, Sequence) else (), 1):
        for name in ("quote", "label") if isinstance(item, Mapping) else ():
            node = item.get(name)  # type: ignore[union-attr]  # as the line above says
            if isinstance(node, Scalar):
                yield ShownText(name, node.text, node.position, number)
    for section in record.sections:
        if section.heading:
            yield ShownText("the heading", section.heading, section.position)
        yield ShownText("the text", section.markdown, section.position, section=section)
    yield from _iter_names(record, fields)


def _iter_names(record: Record, fields: Mapping) -> Iterator[ShownText]:
    """The names that addresses are made of."""
    yield ShownText("the file's name", slugify(record.name), Position(record.path), is_name=True)
    slug, photo = fields.get("slug"), fields.get("photo")
    source = photo.get("src") if isinstance(photo, Mapping) else photo
    for name, node in (("slug", slug), ("src", source)):
        if isinstance(node, Scalar):
            yield ShownText(name, slugify(node.text), node.position, is_name=True)


def _iter_fields(around: str, fields: Mapping) -> Iterator[ShownText]:
    for name in _SHOWN[around]:
        yield from _iter_texts(name, fields.get(name))


def _iter_texts(name: str, node: Node | None) -> Iterator[ShownText]:
    if isinstance(node, Scalar):
        # One text instead of a photo's fields is the name of its file.
        if name != "photo":
            yield ShownText(name, node.text, node.position)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _iter_texts(name, item)
    elif isinstance(node, Mapping) and name in _SHOWN:
        yield from _iter_fields(name, node)
