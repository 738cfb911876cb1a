"""Finds confidential words in the files of a site; reads what it is handed and touches no disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from casefolio.codes import Code
from casefolio.confidential import Confidence, Confidential, Kind
from casefolio.diagnostics import Diagnostic
from casefolio.file_texts import iter_readings, split_words

Words = tuple[str, ...]

#: So many words in a row are a quote, wherever it begins and ends; shorter ones are searched for whole.
SEQUENCE = 6
#: Fewer words than these say nothing: many people would say them.
_FEWEST = {Kind.QUOTE: 4, Kind.EMBARGO: 3, Kind.PERSON: 2, Kind.CLIENT: 2, Kind.PRIVATE: 2}
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Leak:
    """Confidential words in a file of the site.

    Attributes:
        item: the words.
        uri: the file.
    """

    item: Confidential
    uri: str

    def to_diagnostic(self) -> Diagnostic:
        """The same for people; it repeats none of the words."""
        message = f"the words of {self.item.kind.value} stand in `{self.uri}` of the built site"
        hint = "take them out of where they come from: a page of your own, the text of a study, a file's name"
        return Diagnostic(self.item.position, Code.LEAK, message, hint)


class Searcher:
    """What is looked for, ready to be found in many files.

    Attributes:
        is_needed: whether there is anything to look for.
    """

    def __init__(self, confidence: Confidence) -> None:
        """Prepares the search.

        Args:
            confidence: what may not be published, and what may be although it sounds the same.
        """
        self._owners: dict[Words, list[Confidential]] = {}
        for item in confidence.items:
            for words in _iter_sequences(item):
                self._owners.setdefault(words, []).append(item)
        self._prepare()
        for kind, texts in confidence.public:
            for words in {words for text in texts for words in self._find(text)}:
                self._owners[words] = [item for item in self._owners[words] if item.kind is not kind]
        self._owners = {words: items for words, items in self._owners.items() if items}
        self._prepare()
        self._seen: set[int] = set()
        self.is_needed = bool(self._owners)

    def _prepare(self) -> None:
        self._long = {words for words in self._owners if len(words) == SEQUENCE}
        self._short: dict[Words, list[Words]] = {}
        for words in self._owners.keys() - self._long:
            self._short.setdefault(words[:_PAIR], []).append(words)

    def search(self, uri: str, content: bytes) -> Iterator[Leak]:
        """Finds each of the confidential texts that a file holds.

        Args:
            uri: its place in the site.
            content: the bytes.
        """
        found = {words for text in iter_readings(uri, content, self._seen) for words in self._find(text)}
        items = {item for words in found for item in self._owners[words]}
        for item in sorted(items, key=lambda item: (item.position.path, item.position.line, item.position.column)):
            yield Leak(item, uri)

    def _find(self, text: str) -> set[Words]:
        words = split_words(text)
        found: set[Words] = set()
        if self._long:
            found |= self._long.intersection(zip(*(words[start:] for start in range(SEQUENCE)), strict=False))
        for pair in self._short.keys() & set(pairwise(words)):
            starts = [at for at, word in enumerate(words) if word == pair[0]]
            for wanted in self._short[pair]:
                if any(tuple(words[at : at + len(wanted)]) == wanted for at in starts):
                    found.add(wanted)
        return found


def find_leaks(files: Iterable[tuple[str, bytes]], confidence: Confidence) -> tuple[Leak, ...]:
    """Searches files.

    Args:
        files: of the site, by their places in it; read only where there is something to look for.
        confidence: what may not be published.

    Returns:
        By file, in the order given, one for each text that was found in it.
    """
    searcher = Searcher(confidence)
    if not searcher.is_needed:
        return ()
    return tuple(leak for uri, content in files for leak in searcher.search(uri, content))


def _iter_sequences(item: Confidential) -> Iterator[Words]:
    words = tuple(split_words(item.text))
    if len(words) >= SEQUENCE:
        yield from (words[at : at + SEQUENCE] for at in range(len(words) - SEQUENCE + 1))
    elif len(words) >= _FEWEST[item.kind]:
        yield words
