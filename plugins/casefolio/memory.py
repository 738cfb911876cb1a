"""Keeps what a build's pure steps have answered, so that the next build asks only where something has changed."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

Answer = TypeVar("Answer")


class Memory:
    """The answers of one build, and of the one before it.

    An answer belongs to a step and the name of what it was asked of. It holds as long as its key is the same, and so
    the key has to hold everything that the answer depends on. Keys are compared, not hashed: objects that the last
    build has answered with are the same objects again, and cost nothing to compare.
    """

    def __init__(self) -> None:
        """Starts with nothing."""
        self._scope: object = None
        self._kept: dict[tuple[str, str], tuple[object, object]] = {}
        self._asked: dict[tuple[str, str], tuple[object, object]] = {}
        self._made: Counter[str] = Counter()

    @classmethod
    def of(cls, scope: object, answers: dict[tuple[str, str], tuple[object, object]]) -> "Memory":
        """A memory with what another one held as its `content`."""
        memory = cls()
        memory._scope, memory._asked = scope, answers
        return memory

    @property
    def content(self) -> tuple[object, dict[tuple[str, str], tuple[object, object]]]:
        """The scope, and every answer of the last build with its key."""
        return self._scope, self._asked

    @property
    def novelty(self) -> float:
        """How much of the last build is not from the build before, 0 to 1."""
        return self._made.total() / max(1, len(self._asked))

    def counts(self, names: Mapping[str, str]) -> dict[str, tuple[int, int]]:
        """How many answers of the last build are from the build before, and how many it made.

        Args:
            names: by step, what is asked for is called.
        """
        asked = Counter(step for step, _ in self._asked)
        return {name: (asked[step] - self._made[step], self._made[step]) for step, name in names.items()}

    def begin(self, scope: object) -> None:
        """Begins a build; forgets what the last one did not ask for.

        Args:
            scope: what every answer depends on; another one than last time, and nothing is known.
        """
        self._kept, self._asked = (self._asked or self._kept) if scope == self._scope else {}, {}
        self._scope, self._made = scope, Counter()

    def recall(
        self,
        step: str,
        name: str,
        key: object,
        make: Callable[[], Answer],
        still: Callable[[Answer], bool] = lambda _: True,
    ) -> Answer:
        """What a step answers.

        Args:
            step: which one; all its answers are of one type.
            name: of what it is asked; once in a build, or with the same key.
            key: everything else that the answer depends on.
            make: answers, where that is not known.
            still: whether a known answer holds, where a key can't say all that it depends on.
        """
        place = (step, name)
        known = self._asked.get(place) or self._kept.get(place)
        if known is not None and known[0] == key:
            answer: Answer = known[1]  # type: ignore[assignment]  # of this step
            if still(answer):
                self._asked[place] = known
                return answer
        answer = make()
        self._asked[place] = (key, answer)
        self._made[step] += 1
        return answer
