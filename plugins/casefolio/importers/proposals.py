"""Proposes a title, a summary and a client from the words of a brief; invents none and decides nothing for good."""

import re
from dataclasses import dataclass

from casefolio.loaders.brief import Brief
from casefolio.records import SectionKind

TITLE_LENGTH = (5, 110)
SUMMARY_LENGTH = (40, 240)

#: A longer name would leave no room for what was asked.
_LONGEST_IN_TITLE = 80
#: Without a comma, a longer text is a sentence about somebody and not a name.
_LONGEST_NAME = 100
_SENTENCE = re.compile(r".+?(?:[.!?…]+[”’\"')]*(?=\s|$)|$)", re.DOTALL)
_CLAUSE_END = re.compile(r"[,;:.!?…](?=\s|$)|\s[–—]\s")
_PROGRAMME = re.compile(
    r"[,;]?\s+(?P<link>as\s+(?:a\s+)?part\s+of|fel\s+rhan\s+o)\s+(?P<name>\S.*)", re.IGNORECASE | re.DOTALL
)
_MARKS = re.compile(r"(?<!\\)[*_`#>\[\]]+")
_LINK_TARGET = re.compile(r"(?<=\])\((?:<[^<>\n]*>|[^()\s]*)\)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])")
_TABLE_MARKS = re.compile(r"(?m)^\|(?: --- \|)+$|^\| | \|(?=$| )")


@dataclass(frozen=True, slots=True)
class ProposedClient:
    """Whom the work was for; a part that is not said is empty.

    Attributes:
        name: what stands before the first comma.
        description: what stands after it.
        programme: what the work was "part of".
        link: the words that the programme was named with.
    """

    name: str = ""
    description: str = ""
    programme: str = ""
    link: str = ""


def propose_client(who: str) -> ProposedClient:
    """Takes the sentence about the client apart, and drops nothing but its full stop and the commas between the parts.

    Args:
        who: what the brief says of the client.
    """
    text = _without_stop(_one_line(who))
    programme = _PROGRAMME.search(text)
    if programme:
        text = text[: programme.start()].rstrip()
    name, _, description = text.partition(",")
    if not description and len(name) > _LONGEST_NAME:
        name = cut_at_word(text, _LONGEST_NAME)
        description = text
    return ProposedClient(
        name.strip(),
        description.strip(),
        programme["name"].strip() if programme else "",
        _one_line(programme["link"]) if programme else "",
    )


def propose_title(brief: Brief, client: ProposedClient, fallback: str) -> str:
    """The client's name and what they asked for, in 5 to 110 characters wherever the brief has words enough.

    Args:
        brief: all that is known.
        client: as proposed.
        fallback: what the file was named, for a brief that says nothing else.
    """
    if brief.title:
        return _one_line(brief.title)
    task = _first_clause(next((text for text in _sources(brief, ProposedClient()) if text), ""))
    name = client.name if len(client.name) <= _LONGEST_IN_TITLE else ""
    title = f"{name}: {task}" if name and task else name or task or fallback
    if len(title) < TITLE_LENGTH[0]:
        title = f"{title}: {fallback}" if fallback and fallback != title else title
    return cut_at_word(title, TITLE_LENGTH[1])


def propose_summary(brief: Brief, client: ProposedClient) -> str:
    """The first sentences of the brief, in 40 to 240 characters wherever the brief has words enough."""
    if brief.summary:
        return _one_line(brief.summary)
    least, most = SUMMARY_LENGTH
    summary = ""
    for text in _sources(brief, client):
        for sentence in _split(text) if len(summary) < least else ():
            longer = f"{summary} {sentence}".strip()
            # Below the least, half a sentence is better than none.
            if len(longer) > most and len(summary) >= least:
                break
            summary = cut_at_word(longer, most)
    return summary


def cut_at_word(text: str, most: int) -> str:
    """Shortens a text to a number of characters, behind a word, and says so with `…`."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace():
        head = head.rpartition(" ")[0] or head
    return f"{head.rstrip(' ,;:–—-')}…"


def _sources(brief: Brief, client: ProposedClient) -> list[str]:
    """Texts in the order that they are worth showing: what was asked, what was done, the rest, and who asked."""
    known = (SectionKind.BRIEF, SectionKind.APPROACH)
    others = (text for kind, text in brief.sections if kind not in known)
    rest = " ".join(text for _, text in brief.rest)
    about = ", ".join(part for part in (client.name, client.description) if part)
    return [*(_section(brief, kind) for kind in known), *others, rest, f"{about}." if about else ""]


def _split(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.findall(_plain(text)) if sentence.strip()]


def _first_clause(text: str) -> str:
    """Up to the first stop; a clause of one or two words says too little, and the next one joins it."""
    flat = _plain(text)
    for end in _CLAUSE_END.finditer(flat):
        clause = flat[: end.start()].strip()
        if len(clause.split()) > 2:  # noqa: PLR2004 - one or two words
            return clause
    return flat.rstrip(".,;:!?… ")


def _section(brief: Brief, kind: SectionKind) -> str:
    return next((text for given, text in brief.sections if given is kind and text), "")


def _plain(text: str) -> str:
    """Without the signs of Markdown, on one line."""
    text = re.sub(r"(?m)^\s*(?:[-*+]|\d{1,9}[.)])\s+", "", _TABLE_MARKS.sub("", _LINK_TARGET.sub("", text)))
    return _one_line(_ESCAPE.sub("", _MARKS.sub("", text)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_stop(text: str) -> str:
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text
