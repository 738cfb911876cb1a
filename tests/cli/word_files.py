"""Makes real Word files for the tests: the smallest packages that Word, LibreOffice and mammoth open."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: The ids are those of a German Word, whose styles still have these names.
STYLES = {
    "Title": "Titel",
    "heading 1": "berschrift1",
    "heading 2": "berschrift2",
    "heading 3": "berschrift3",
    "Quote": "Zitat",
    "Intense Quote": "IntensivesZitat",
    "List Paragraph": "Listenabsatz",
}
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_NUMBERING = (
    f'{_HEAD}<w:numbering xmlns:w="{_W}">'
    + "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{look}"/></w:lvl>' for level in range(3))
        + "</w:abstractNum>"
        for number, look in ((1, "bullet"), (2, "decimal"))
    )
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    + "</w:numbering>"
)


def run(text: str, *looks: str) -> str:
    """A run; its line breaks are breaks, and a look is `b` or `i`."""
    properties = "".join(f"<w:{look}/>" for look in looks)
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{lines}</w:r>"


def paragraph(*runs: str, style: str = "", bullet: int = -1, number: int = -1) -> str:
    """A paragraph of runs, or of plain texts."""
    properties = f'<w:pStyle w:val="{STYLES[style]}"/>' if style else ""
    level = max(bullet, number)
    if level >= 0:
        listed = 1 if bullet >= 0 else 2
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'
    inner = "".join(item if item.startswith("<w:") else run(item) for item in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def heading(text: str, level: int = 1) -> str:
    return paragraph(text, style=f"heading {level}" if level else "Title")


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def picture(relationship: str, alt: str = "", attribute: str = "embed") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}"><wp:docPr id="1" name="x" descr={quoteattr(alt)}/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:blipFill>'
        f'<a:blip r:{attribute}="{relationship}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def link(relationship: str, text: str) -> str:
    return f'<w:hyperlink r:id="{relationship}">{run(text)}</w:hyperlink>'


def text_box(text: str) -> str:
    """A run that no reader of ours knows, with text in it."""
    return f"<w:r><w:unknownFrame><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:unknownFrame></w:r>"


@dataclass(frozen=True)
class Parts:
    """What lies in the package besides the text: media by name, links and linked pictures by id, and whole parts."""

    media: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    linked_pictures: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)


def document_xml(blocks: Iterable[str], before: str = "") -> str:
    return f'{_HEAD}{before}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(blocks)}</w:body></w:document>'


def margin_xml(kind: str, text: str) -> str:
    """A header (`hdr`), a footer (`ftr`) or the comments."""
    return f'{_HEAD}<w:{kind} xmlns:w="{_W}">{paragraph(text)}</w:{kind}>'


def write_word(path: Path, *blocks: str, parts: Parts | None = None, document: str = "") -> Path:
    """Writes a .docx of blocks; media are related by their names without the ending."""
    parts = parts or Parts()
    related = [
        ("styles", "styles", "styles.xml", ""),
        ("numbering", "numbering", "numbering.xml", ""),
        *((name.partition(".")[0], "image", f"media/{name}", "") for name in parts.media),
        *((name, "hyperlink", url, ' TargetMode="External"') for name, url in parts.links.items()),
        *((name, "image", url, ' TargetMode="External"') for name, url in parts.linked_pictures.items()),
    ]
    relationships = "".join(
        f'<Relationship Id="{name}" Type="{_TYPE}/{kind}" Target={quoteattr(target)}{mode}/>'
        for name, kind, target, mode in related
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'
        for name, identifier in STYLES.items()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document or document_xml(blocks))
        archive.writestr("word/styles.xml", f'{_HEAD}<w:styles xmlns:w="{_W}">{styles}</w:styles>')
        archive.writestr("word/numbering.xml", _NUMBERING)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relationships}</Relationships>',
        )
        for name, data in parts.media.items():
            archive.writestr(f"word/media/{name}", data)
        for name, text in parts.more.items():
            archive.writestr(name, text)
    return path
