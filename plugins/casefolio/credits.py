"""Reads the sentence of a photo's credit, and knows where the Creative Commons licences stand."""

import re

from casefolio.quote_marks import unwrapped

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

#: Words for a photo, none of which is the name of whoever took it.
PHOTO_WORDS = (
    r"photo(?:graph|grapher|graphy|graphie)?s?|images?|pictures?|fotograff|fotografie|fotos?|lluniau|llun"
    r"|bild(?:er|nachweis)?"
)
#: Where photos are found; none of these takes photos.
PHOTO_SITES = (
    *("Adobe Stock", "Alamy", "Flickr", "Getty Images", "Instagram", "iStock", "Pexels", "Pixabay", "Shutterstock"),
    *("Unsplash", "Wikimedia Commons"),
)
SITE = rf"(?:{'|'.join(PHOTO_SITES)})(?:\.(?:com|org))?"
_BEGINNING = re.compile(
    rf"""(?:(?:the\ )?(?:cover|hero|main)\ )?
        (?:(?:{PHOTO_WORDS})\b\s*)?
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
#: What is no author: the photo itself, a sentence of its own, or a name with the place behind it.
_NO_AUTHOR = re.compile(rf"(?:{PHOTO_WORDS})|(?:{_ENGLISH})\b.*|.+\s(?:at|in|@)\s*{SITE}", re.IGNORECASE)
#: What leads to an author and is not understood: a slip of the pen, or a sign in the place of the colon.
_LEADS_ON = re.compile(rf".*\bby\b|photographer\s|(?:{PHOTO_WORDS})\s*(?:credits?\b|[,/|(]|[–—-]\s)", re.IGNORECASE)
_IS_SITE = re.compile(SITE, re.IGNORECASE)


def parse_credit(text: str) -> dict[str, str] | None:
    """Reads `Photo by Sample Name on Unsplash` and the like.

    Args:
        text: one sentence. `Photo:`, `©` with or without a year, links in Markdown, and a licence after a comma or in
            brackets are understood as well; a name alone is not, because it may be that of a site. Neither is a
            sentence that has a site in the author's place, or that stands in quote marks.

    Returns:
        The keys `author`, and `source` and `licence` where the sentence names them, each with its `…_url` where an
        address stands behind it in brackets; None where it names no author.
    """
    sentence = " ".join(text.split())
    if len(sentence) > _LONGEST or unwrapped(sentence) != (0, len(sentence)):
        return None
    sentence = _ANGLE_LINK.sub(r"(\1)", _MARKDOWN_LINK.sub(r"\1 (\2)", sentence))
    if sentence.endswith(".") and not re.search(r"(?:^|[\s.])[^\W\d]\.$", sentence):
        sentence = sentence[:-1].rstrip()
    begun = _BEGINNING.fullmatch(sentence)
    word = begun["words"].strip().lower() if begun else ""
    rest, licence = cut_licence(begun["rest"] if begun else sentence)
    rest = _YEARS.sub("", rest)
    separators = _separators(word, is_begun=begun is not None)
    at = _first_separator(rest, separators)
    author, source = (rest[: at.start()], rest[at.end() :]) if at else (rest, "")
    if not begun and not licence and (at is None or ("on" in at.group().split() and " " not in author)):
        return None
    bracketed = re.fullmatch(r"(.+?)\s*\((?!https?://)([^()]+)\)", author)
    if bracketed and not source:
        author, source = bracketed.groups()
    if not _is_author(author, source, is_begun=begun is not None):
        return None
    named = {"author": _YEARS.sub("", author), "source": source, "licence": licence}
    return _with_urls({key: value.strip(" ,;/|") for key, value in named.items()})


def _is_author(text: str, source: str, *, is_begun: bool) -> bool:
    if not re.search(r"\w", text) or _NO_AUTHOR.fullmatch(text):
        return False
    # `Unsplash / Sample Name`; but there are sites that publish on other sites.
    if source and _IS_SITE.fullmatch(text) and not _IS_SITE.match(source):
        return False
    # `Phto by Sample Name`, `Photographer Sample Name` and `n/a`.
    return is_begun or not (_LEADS_ON.match(text) or len(text) == 1)


def cut_beginning(sentence: str) -> str:
    """Gives the sentence without its `Photo by`, `Photo:` and the like; a `©` says more than that and stays."""
    begun = _BEGINNING.fullmatch(sentence)
    return begun["rest"] if begun and not re.search(r"©|\(c\)|copyright", begun["words"], re.IGNORECASE) else sentence


def cut_licence(text: str) -> tuple[str, str]:
    """Gives the sentence without its licence, and the licence; the licence is empty where there is none."""
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
