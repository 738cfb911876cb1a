"""Owns what counts as the words of a quote, and the stamp that is made of them; reads and writes no file."""

import hashlib
import re
import unicodedata

_STAMP = re.compile(r"sha256:[0-9a-f]{64}")


def bare_words(text: str) -> str:
    """The words alone: white space, line ends and the Unicode form of a letter are no part of them."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def make_stamp(quote: str) -> str:
    """What `casefolio consent stamp` writes for a quote.

    Args:
        quote: as the model reads it, without quote marks around the whole.

    Returns:
        `sha256:` and the digest of the bare words in UTF-8, in small hexadecimal letters.
    """
    return f"sha256:{hashlib.sha256(bare_words(quote).encode()).hexdigest()}"


def is_stamp(text: str) -> bool:
    """Whether a text can have come from `make_stamp`."""
    return _STAMP.fullmatch(text) is not None
