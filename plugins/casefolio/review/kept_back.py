"""Knows which words are withheld now, so that no report repeats them because they were public once; shows nothing."""

from html import unescape

from casefolio.confidential import Confidence, Kind
from casefolio.file_texts import Seen, iter_readings, split_words
from casefolio.leaks import Searcher, find_leaks


class KeptBack:
    """What the later version withholds."""

    def __init__(self, confidence: Confidence) -> None:
        """Prepares the search.

        Args:
            confidence: of the later version.
        """
        self._confidence = confidence
        self._searcher = Searcher(confidence)
        # The search for leaks leaves out the shortest ones, which many people would say.
        quotes = (split_words(item.text) for item in confidence.items if item.kind is Kind.QUOTE)
        self._quotes = {b" %s " % b" ".join(words) for words in quotes if words}

    def is_in(self, text: str) -> bool:
        """Whether a text repeats something of it."""
        # Lines that were looked at are not looked at again: a text of one line is.
        line = " ".join(text.split()).encode(errors="replace")
        return self._has_quote(text) or next(self._searcher.search("", line), None) is not None

    def is_in_page(self, uri: str, content: bytes) -> bool:
        """Whether a built page shows something of it.

        Args:
            uri: its place in the site.
            content: the file.
        """
        if find_leaks([(uri, content)], self._confidence):
            return True
        return bool(self._quotes) and any(map(self._has_quote, iter_readings(uri, content, Seen())))

    def _has_quote(self, text: str) -> bool:
        if not self._quotes:
            return False
        words = b" %s " % b" ".join(split_words(unescape(text)))
        return any(quote in words for quote in self._quotes)
