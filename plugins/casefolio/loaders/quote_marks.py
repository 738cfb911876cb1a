"""Knows the quote marks of several languages: which wrap a text, and what stands after the closing one."""

import re

#: Opening marks with what may close them; `„` closes differently in German and Polish, `»` opens in German.
_CLOSING = {"“": "”“", '"': '"', "«": "»", "»": "«", "„": "“”", "‘": "’"}
OPENING = frozenset(_CLOSING)
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
    whole = (0, len(text))
    closing = _CLOSING.get(text[:1])
    if closing is None or len(text) < 2 or text[-1] not in closing:  # noqa: PLR2004 - a pair
        return whole
    inner = text[1:-1]
    if not inner.strip() or _closes_early(inner, text[0], closing):
        return whole
    return 1 + len(inner) - len(inner.lstrip()), 1 + len(inner.rstrip())


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


def _closes_early(inner: str, opening: str, closing: str) -> bool:
    """Whether the first mark is closed before the text ends, so that the outer marks are no pair."""
    depth = 1
    is_opened_again = opening in inner
    for offset, character in enumerate(inner):
        before, after = inner[offset - 1 : offset] if offset else "", inner[offset + 1 : offset + 2]
        if character == opening and (opening not in closing or not before or before.isspace() or before in "(["):
            depth += 1
        elif character in closing and not (
            # An apostrophe, as in `it’s`; or as in `readers’`, where nothing but the whole was ever opened.
            character == "’" and (after.isalnum() or not is_opened_again)
        ):
            depth -= 1
            if depth == 0:
                return True
    return False
