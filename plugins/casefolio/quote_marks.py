"""Knows the quote marks of several languages: which wrap a text, and what stands after the closing one."""

import re

#: Opening marks with what may close them; `„` closes differently in German and Polish, `»` opens in German.
_CLOSING = {"“": "”“", '"': '"', "«": "»", "»": "«", "„": "“”", "‘": "’"}
OPENING = frozenset(_CLOSING)
#: Marks that wrap a quote which is known to be one; a text that begins like this elsewhere may be anything.
_WRAPPING = {
    "“": "”",
    "”": "”",
    '"': '"',
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‘": "’",
    "'": "'",
    "‚": "‘",
    "‹": "›",
    "›": "‹›",
}
_APOSTROPHES = frozenset("'’")
_DASH = re.compile(r"[.,]?\s*(?:—|–|―|--?)\s*(?=[^\s—–―-])")
#: What follows a closing mark and is longer is no attribution, but a text that goes on.
LONGEST_ATTRIBUTION = 150
_TRIED = 3


def opens_quote(text: str) -> bool:
    """Whether a text begins with an opening quote mark."""
    return text[:1] in OPENING


def closes_quote(opened: str, text: str) -> bool:
    """Whether a text ends with a mark that closes what another text opens."""
    closing = _CLOSING.get(opened[:1], "")
    return bool(closing) and text[-1:] in tuple(closing) and (text is not opened or len(text) > 1)


def unwrapped(text: str) -> tuple[int, int]:
    """Gives the part of a text that its quote marks wrap.

    Returns:
        Start and end of that part; the whole text where no pair wraps all of it, as in `“Yes,” she said, “no.”`.
    """
    if not _is_wrapped(text) or wraps_nothing(text):
        return 0, len(text)
    inner = text[1:-1]
    return 1 + len(inner) - len(inner.lstrip()), 1 + len(inner.rstrip())


def wraps_nothing(text: str) -> bool:
    """Whether a text is a pair of quote marks and nothing else."""
    return _is_wrapped(text) and not text[1:-1].strip()


def _is_wrapped(text: str) -> bool:
    return len(text) > 1 and text[-1] in _WRAPPING.get(text[0], "") and _is_pair(text)


def attribution_start(text: str) -> tuple[int, int] | None:
    """Finds the attribution after the closing quote mark, as in `“Text.” — Team manager`.

    Returns:
        The end of the quote with its closing mark, and the start of the attribution; None where there is none.
    """
    closing = _CLOSING.get(text[:1])
    if closing is None:
        return None
    end = len(text)
    for _ in range(_TRIED):
        end = max(text.rfind(mark, 1, end) for mark in closing)
        if end < 1 or len(text) - end > LONGEST_ATTRIBUTION:
            return None
        match = _DASH.match(text, end + 1)
        if match:
            is_text = "\n" in text[match.end() :] or not OPENING.isdisjoint(text[match.end() :])
            return None if is_text else (end + 1, match.end())
    return None


def _is_pair(text: str) -> bool:
    """Whether the mark that a text begins with is closed by the one that it ends with, and by none before."""
    opening, closing = text[0], _WRAPPING[text[0]]
    depth = 1
    for at in range(1, len(text) - 1):
        mark, before, after = text[at], text[at - 1], text[at + 1]
        if mark != opening and mark not in closing:
            continue
        is_inside_word = before.isalnum() and after.isalnum()
        if mark in _APOSTROPHES and is_inside_word:
            continue
        opens = mark == opening and (mark not in closing or not (before.isalnum() or before in ".,;:!?…"))
        if opens and (mark not in closing or not after.isspace()):
            depth += 1
        elif mark in _APOSTROPHES and depth == 1 and text.find(opening, at + 1, -1) < 0:
            # `the readers’ room`: an apostrophe, since nothing is opened behind it.
            continue
        else:
            depth -= 1
            if depth == 0:
                return False
    return depth == 1
