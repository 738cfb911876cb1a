"""Finds confidential words in the files of a site; reads what it is handed and touches no disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from casefolio.codes import Code
from casefolio.confidential import Confidence, Confidential, Kind
from casefolio.diagnostics import Diagnostic
from casefolio.file_texts import iter_readings, split_words

Words = tuple[bytes, ...]

#: So many words in a row are a quote, wherever it begins and ends; shorter ones are searched for whole.
LEAST = 7
#: Parts of one word less are known, and every second one of a file is looked up: of so many words, one part is.
_PART, _STEP = LEAST - 1, 2
#: Fewer words than these say nothing: many people would say them.
_FEWEST = {Kind.QUOTE: 4, Kind.EMBARGO: 3, Kind.PERSON: 2, Kind.CLIENT: 2, Kind.PRIVATE: 2}
_PAIR = 2
#: Between texts that don't belong together: a word that is in none of them.
_BETWEEN = "\n0casefolio0\n"


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
    """What is looked for, ready to be found in many files."""

    def __init__(self, confidence: Confidence) -> None:
        """Prepares the search.

        Args:
            confidence: what may not be published, and what may be although it sounds the same.
        """
        #: Whose words they are: those of longer texts in parts, those of shorter ones whole.
        self._parts: dict[Words, list[Confidential]] = {}
        self._wholes: dict[Words, list[Confidential]] = {}
        for item in confidence.items:
            words = tuple(split_words(item.text))
            if len(words) >= LEAST:
                for at in range(len(words) - _PART + 1):
                    self._parts.setdefault(words[at : at + _PART], []).append(item)
            elif len(words) >= _FEWEST[item.kind]:
                self._wholes.setdefault(words, []).append(item)
        self._index()
        kinds = {item.kind for item in confidence.items}
        for kind, texts in confidence.public:
            text = _BETWEEN.join(texts) if kind in kinds else ""
            for owners, words in set(self._find(text, step=1)):
                kept = [item for item in self._owners(owners)[words] if item.kind is not kind]
                self._owners(owners)[words] = kept
        self._parts = {words: items for words, items in self._parts.items() if items}
        self._wholes = {words: items for words, items in self._wholes.items() if items}
        self._index()
        self._seen: set[int] = set()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._parts or self._wholes)

    def _index(self) -> None:
        self._part_keys = set(self._parts)
        self._by_pair: dict[Words, list[Words]] = {}
        for words in self._wholes:
            self._by_pair.setdefault(words[:_PAIR], []).append(words)
        self._pairs = set(self._by_pair)

    def _owners(self, are_parts: bool) -> dict[Words, list[Confidential]]:  # noqa: FBT001 - a key, not a switch
        return self._parts if are_parts else self._wholes

    def search(self, uri: str, content: bytes) -> Iterator[Leak]:
        """Finds each of the confidential texts that a file holds.

        Args:
            uri: its place in the site.
            content: the bytes.
        """
        found = {match for text in iter_readings(uri, content, self._seen) for match in self._find(text, step=_STEP)}
        items = {item for are_parts, words in found for item in self._owners(are_parts)[words]}
        for item in sorted(items, key=lambda item: (item.position.path, item.position.line, item.position.column)):
            yield Leak(item, uri)

    def _find(self, text: str, *, step: int) -> Iterator[tuple[bool, Words]]:
        """What stands in a text: parts, and whole texts."""
        words = split_words(text)
        if self._part_keys:
            windows = zip(*(words[start::step] for start in range(_PART)), strict=False)
            yield from ((True, part) for part in self._part_keys.intersection(windows))
        for pair in self._pairs.intersection(pairwise(words)) if self._pairs else ():
            starts = [at for at, word in enumerate(words) if word == pair[0]]
            for wanted in self._by_pair[pair]:
                if any(tuple(words[at : at + len(wanted)]) == wanted for at in starts):
                    yield False, wanted


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
