"""Finds confidential words in the files of a site; reads what it is handed and touches no disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casefolio.codes import Code
from casefolio.confidential import Confidence, Confidential, Kind
from casefolio.diagnostics import Diagnostic
from casefolio.file_texts import BETWEEN, Seen, iter_readings, split_words

Words = tuple[bytes, ...]

#: So many words in a row are a quote, wherever it begins and ends; shorter ones are searched for whole.
LEAST = 7
#: Parts of one word less are known, and every second one of a file is looked up: of so many words, one part is.
_PART, _STEP = LEAST - 1, 2
#: So many words of each part, in a row, are looked up first, as few files hold some of them.
_HINT = 4
#: Fewer words than these say nothing: many people would say them.
_FEWEST = {Kind.QUOTE: 4, Kind.EMBARGO: 3, Kind.PERSON: 2, Kind.CLIENT: 2, Kind.PRIVATE: 2}


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
        self._hints: set[Words] = set()
        for item in confidence.items:
            words = split_words(item.text)
            if len(words) >= LEAST:
                for part in _windows(words, _PART):
                    self._parts.setdefault(part, []).append(item)
                self._hints.update(_windows(words, _HINT))
            elif len(words) >= _FEWEST[item.kind]:
                self._wholes.setdefault(tuple(words), []).append(item)
        self._index()
        #: By kind, what is looked at once words of that kind are found, since most sites hold none of the long ones.
        self._public = {kind: texts for kind, texts in confidence.public if texts}
        self._seen = Seen()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._parts or self._wholes)

    def _index(self) -> None:
        # A short text is looked for by its longest word, which few pages hold.
        self._by_anchor: dict[bytes, list[Words]] = {}
        for words in self._wholes:
            self._by_anchor.setdefault(max(words, key=len), []).append(words)
        self._anchors = set(self._by_anchor)

    def _owners(self, are_parts: bool) -> dict[Words, list[Confidential]]:  # noqa: FBT001 - a key, not a switch
        return self._parts if are_parts else self._wholes

    def search(self, uri: str, content: bytes) -> Iterator[Leak]:
        """Finds each of the confidential texts that a file holds.

        Args:
            uri: its place in the site.
            content: the bytes.
        """
        found = set(self._find(BETWEEN.join(iter_readings(uri, content, self._seen)), step=_STEP))
        items = self._items_of(found)
        if self._take_out({item.kind for item in items}):
            items = self._items_of(found)
        if items:
            # Other files that hold the same text are named as well.
            self._seen.texts.clear()
        for item in sorted(items, key=lambda item: (item.position.path, item.position.line, item.position.column)):
            yield Leak(item, uri)

    def _items_of(self, found: Iterable[tuple[bool, Words]]) -> set[Confidential]:
        return {item for are_parts, words in found for item in self._owners(are_parts).get(words, ())}

    def _take_out(self, kinds: set[Kind]) -> bool:
        """Forgets the words of some kinds that are public by right; answers whether there may be some."""
        due = [(kind, self._public.pop(kind)) for kind in Kind if kind in kinds and kind in self._public]
        for kind, texts in due:
            for are_parts, words in set(self._find(BETWEEN.join(texts), step=1)):
                owners = self._owners(are_parts)
                owners[words] = [item for item in owners[words] if item.kind is not kind]
                if not owners[words]:
                    del owners[words]
        if due:
            self._index()
        return bool(due)

    def _find(self, text: str, *, step: int) -> Iterator[tuple[bool, Words]]:
        """What stands in a text: parts, and whole texts."""
        words = split_words(text)
        # Of a part that begins at any multiple of the step, so many words begin at a multiple of this.
        if self._parts and not self._hints.isdisjoint(_windows(words, _HINT, step + _PART - _HINT)):
            yield from ((True, part) for part in self._parts.keys() & _windows(words, _PART, step))
        if anchors := self._anchors.intersection(words):
            line = b" %s " % b" ".join(words)
            for wanted in (wanted for anchor in anchors for wanted in self._by_anchor[anchor]):
                if b" %s " % b" ".join(wanted) in line:
                    yield False, wanted


def _windows(words: list[bytes], size: int, step: int = 1) -> Iterable[Words]:
    """So many words in a row, from every so many-th on."""
    return zip(*(words[start::step] for start in range(size)), strict=False)


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
