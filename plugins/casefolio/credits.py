"""Reads the sentence of a photo's credit, and knows where the Creative Commons licences stand."""

import re

_CC = re.compile(
    r"CC[ -](?P<kind>BY(?:-(?:NC-SA|NC-ND|NC|SA|ND))?)[ -](?P<version>1\.0|2\.[015]|3\.0|4(?:\.0)?)"
    r"(?:[ -]International)?(?:[ -](?P<port>[A-Z]{2}))?(?: Unported| Deed)?",
    re.IGNORECASE,
)
_CC0 = re.compile(r"CC0(?:[ -]1\.0)?(?: Universal)?", re.IGNORECASE)
_CC_ROOT = "https://creativecommons.org"
#: What the parts of a licence's long name are in its short one.
_CC_NAMES = {
    "attribution": "BY",
    "sharealike": "SA",
    "share alike": "SA",
    "noncommercial": "NC",
    "non commercial": "NC",
    "noderivatives": "ND",
    "noderivs": "ND",
    "no derivatives": "ND",
}
_CC_LONG = re.compile(
    rf"(?:Creative Commons|CC)[ :-]+(?P<names>(?:(?:{'|'.join(_CC_NAMES)})[ -]*)+)(?:Licen[cs]e )?(?P<rest>\d.*)",
    re.IGNORECASE,
)

_BEGINNING = re.compile(
    r"""(?:(?:the\ )?(?:cover|hero|main)\ )?
        (?:(?:photo(?:graph|grapher|graphy|graphie)?s?|images?|pictures?|fotograff|fotografie|fotos?|lluniau|llun
            |bild(?:er|nachweis)?)\b\s*)?
        (?:credits?\b|taken\b|supplied\b|provided\b)?\s*
        (?P<words>(?:(?:by|courtesy\ of|gan|von|de|par|copyright)\b|:|©|\(c\))\s*)+
        (?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?"
_YEARS = re.compile(rf"^{_YEAR}\s*,?\s+(?=\S)|(?<=\S),?\s+{_YEAR}$")
#: `[Sample Name](https://…)` and `<https://…>`, as they are copied from other sites.
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*(https?://[^\s()]+)\s*\)")
_ANGLE_LINK = re.compile(r"<(https?://[^\s<>]+)>")
_BARE_URL = re.compile(r"https?://(?P<host>[\w.-]+)\S*")
_URL_BEHIND = re.compile(r"^(.+?)\s*\((https?://[^\s()]+)\)$")
_UNDER = r"(?:(?:licen[cs]ed |used |shared )?under (?:the |an? )?)"
_CC_SHORT = r"CC[ -]BY(?:-[A-Z]{2})*(?:[ -]\d(?:\.\d)?)?(?:[ -](?-i:[A-Z]{2})\b)?|CC0(?:[ -]1\.0)?"
_OTHER = r"Creative Commons[^,()]*|Public domain|All rights reserved|(?:[\w.-]+ ){0,3}Licen[cs]e(?: v?\d(?:\.\d)?)?"
_LICENCE = re.compile(
    rf"(?:(?:\s*[,;./|(]\s*|\s+[–—-]\s+|\s+){_UNDER}?(?P<short>{_CC_SHORT})"
    rf"|(?:\s*[,;./|(]\s*{_UNDER}?|\s+{_UNDER})(?P<other>{_OTHER}))"
    r"(?P<url>\s*\(https?://[^\s()]+\))?\s*\)?(?=\s*(?:[,;./|)]|$|\b(?:on|via|from|ar|auf|sur|en)\b))",
    re.IGNORECASE,
)
#: What stands between the author and where the photo is from, by the word that leads to the author.
_SIGNS = r"\s*[/|]\s*|\s+[–—-]\s+|\s*[,;]\s*"
_BY_LANGUAGE = {"gan": "ar|o|trwy|drwy", "von": "auf|bei|über|von", "de": "sur|en|via|de", "par": "sur|en|via"}
_ENGLISH = "on|via|from"
_LONGEST = 500


def parse_credit(text: str) -> dict[str, str] | None:
    """Reads `Photo by Sample Name on Unsplash` and the like.

    Args:
        text: one sentence. `Photo:`, `©` with or without a year, links in Markdown, and a licence after a comma or in
            brackets are understood as well; a name alone is not, because it may be that of a site.

    Returns:
        The keys `author`, and `source` and `licence` where the sentence names them, each with its `…_url` where an
        address stands behind it in brackets; None where it names no author.
    """
    sentence = " ".join(text.split())
    if len(sentence) > _LONGEST:
        return None
    sentence = _ANGLE_LINK.sub(r"(\1)", _MARKDOWN_LINK.sub(r"\1 (\2)", sentence))
    if sentence.endswith(".") and not re.search(r"(?:^|[\s.])[^\W\d]\.$", sentence):
        sentence = sentence[:-1].rstrip()
    begun = _BEGINNING.fullmatch(sentence)
    word = begun["words"].strip().lower() if begun else ""
    rest, licence = _cut_licence(begun["rest"] if begun else sentence)
    rest = _YEARS.sub("", rest)
    separators = _separators(word, is_begun=begun is not None)
    at = _first_separator(rest, separators)
    author, source = (rest[: at.start()], rest[at.end() :]) if at else (rest, "")
    if not begun and not licence and (at is None or ("on" in at.group().split() and " " not in author)):
        return None
    bracketed = re.fullmatch(r"(.+?)\s*\((?!https?://)([^()]+)\)", author)
    if bracketed and not source:
        author, source = bracketed.groups()
    if not re.search(r"\w", author) or re.match(rf"(?:{_ENGLISH})\b", author, re.IGNORECASE):
        return None
    named = {"author": _YEARS.sub("", author), "source": source, "licence": licence}
    return _with_urls({key: value.strip(" ,;/|") for key, value in named.items()})


def _cut_licence(text: str) -> tuple[str, str]:
    """The sentence without its licence, and the licence."""
    found = _LICENCE.search(text)
    if found is None or not text[: found.start()].strip():
        return text, ""
    left = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).replace(" ,", ",").strip(" ,;")
    return left, (found["short"] or found["other"]) + (found["url"] or "")


def _separators(word: str, *, is_begun: bool) -> re.Pattern[str]:
    words = _BY_LANGUAGE.get(word, _ENGLISH if is_begun and word == "by" else f"{_ENGLISH}|ar|auf|sur")
    signs = _SIGNS if is_begun else r"\s*[/|]\s*"
    return re.compile(rf",?\s+(?:{words})\s+|{signs}", re.IGNORECASE)


def _first_separator(text: str, separators: re.Pattern[str]) -> re.Match[str] | None:
    """The first one outside an address; a word that comes again counts where it stands last, as in `A on B on C`."""
    addresses = [range(*match.span()) for match in re.finditer(r"https?://\S+", text)]
    found = [match for match in separators.finditer(text) if not any(match.start() in span for span in addresses)]
    same = [match for match in found if match.group() == found[0].group() and match.group().strip().isalpha()]
    return same[-1] if same else (found[0] if found else None)


def _with_urls(named: dict[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, text in named.items():
        behind = _URL_BEHIND.match(text)
        value, url = behind.groups() if behind else (text, "")
        if bare := _BARE_URL.fullmatch(value):
            value, url = bare["host"].removeprefix("www."), value
        values |= {key: value} if value else {}
        values |= {f"{key}_url": url} if url else {}
    return values


def licence_url(licence: str) -> str:
    """The address of a Creative Commons licence's text; empty for any other licence.

    Source: the deeds' addresses, https://creativecommons.org/licenses/list.en
    """
    stripped = " ".join(licence.split())
    if long := _CC_LONG.fullmatch(stripped):
        names = re.findall("|".join(_CC_NAMES), long["names"].lower())
        stripped = f"CC {'-'.join(_CC_NAMES[name] for name in names)} {long['rest']}"
    if _CC0.fullmatch(stripped):
        return f"{_CC_ROOT}/publicdomain/zero/1.0/"
    match = _CC.fullmatch(stripped)
    if match is None:
        return ""
    version = "4.0" if match["version"].startswith("4") else match["version"]
    # From version 4.0 on there are no licences of single countries.
    port = f"{match['port'].lower()}/" if match["port"] and version != "4.0" else ""
    return f"{_CC_ROOT}/licenses/{match['kind'].lower()}/{version}/{port}"
