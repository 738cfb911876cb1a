"""Edits a portfolio at random, as its editors do over a year: for tests that hold a quick way against the long one."""

import random
import re
import shutil
from pathlib import Path

_WORDS = "quiet meadow lantern careful ledger harbour twelve walks".split()  # noqa: SIM905
_RECORDS = "case_studies"


class Editor:
    """Somebody who changes one thing at a time, always the same things for the same seed."""

    def __init__(self, root_path: Path, seed: int) -> None:
        self.root_path, self._random, self._made = root_path, random.Random(seed), 0  # noqa: S311 - not a secret

    def edit(self) -> str:
        """Changes one thing, and says which."""
        edits = (
            *(self._change_word,) * 4,
            self._add_record,
            self._remove_record,
            self._rename_record,
            self._hide_or_show,
            self._break_or_mend,
            self._add_term,
            self._change_quote,
            self._change_page,
            self._add_or_remove_page,
            self._move_focal_point,
            self._touch,
        )
        edit = self._random.choice(edits)
        return f"{edit.__name__}: {edit()}"

    def _record(self) -> Path:
        return self._random.choice(sorted(self.root_path.glob(f"{_RECORDS}/**/[!_]*.[my][dm]*")))

    def _replace(self, path: Path, pattern: str, text: str) -> str:
        old = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, text, old, count=1, flags=re.MULTILINE), encoding="utf-8")
        return f"{path.name} {text!r}"

    def _change_word(self) -> str:
        path = self._record()
        words = re.findall(r"(?<= )[a-z]{5,}(?= )", path.read_text(encoding="utf-8"))
        return self._replace(path, rf"\b{self._random.choice(words or ['the'])}\b", self._random.choice(_WORDS))

    def _add_record(self) -> str:
        self._made += 1
        path = self.root_path / _RECORDS / f"made-{self._made}.md"
        related, client = self._record().stem, self._random.choice(_WORDS)
        path.write_text(
            f"---\ntitle: A study that was made, the {self._made}.\nclient: Sample {client} Trust\n"
            "summary: What happened, why, and the result, in a sentence that is long enough.\n"
            f"themes: [Trust, {self._random.choice(_WORDS)}]\nrelated: [{related}]\nfeatured: true\n---\n\n"
            f"## What they said\n\n> It was {self._random.choice(_WORDS)}, and nobody had expected it to be.\n\n"
            f"See [the first](../{_RECORDS}/made-1.md) and [the wall](/testimonials/).\n",
            encoding="utf-8",
        )
        return path.name

    def _remove_record(self) -> str:
        path = self._record()
        path.unlink()
        return path.name

    def _rename_record(self) -> str:
        path = self._record()
        if path.stem == "index":
            shutil.move(path.parent, path.parent.with_name(f"{path.parent.name}-{self._random.randrange(9)}"))
        else:
            path.rename(path.with_name(f"{path.stem}-{self._random.randrange(9)}{path.suffix}"))
        return str(path)

    def _hide_or_show(self) -> str:
        path, status = self._record(), self._random.choice(["draft", "published", "archived"])
        if "\nstatus:" in path.read_text(encoding="utf-8"):
            return self._replace(path, r"^status:.*$", f"status: {status}")
        return self._replace(path, r"^title:", f"status: {status}\ntitle:")

    def _break_or_mend(self) -> str:
        path = self._record()
        if "\nunknown_key:" in path.read_text(encoding="utf-8"):
            return self._replace(path, r"^unknown_key:.*\n", "")
        return self._replace(path, r"^title:", "unknown_key: yes\ntitle:")

    def _add_term(self) -> str:
        return self._replace(self._record(), r"^themes:\n", f"themes:\n  - {self._random.choice(_WORDS).title()}\n")

    def _change_quote(self) -> str:
        return self._replace(
            self._record(), r"quote: >-\n( +)", rf"quote: >-\n\1{self._random.choice(_WORDS).title()} "
        )

    def _change_page(self) -> str:
        path = self._random.choice(sorted(self.root_path.glob("content/*.md")))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nOne more {self._random.choice(_WORDS)} line.\n")
        return path.name

    def _add_or_remove_page(self) -> str:
        """One that stands in the way of a generated page."""
        path = self.root_path / "content" / "testimonials.md"
        if path.exists():
            path.unlink()
        else:
            path.write_text("# What people say\n\n/// testimonials\n    limit: 3\n///\n", encoding="utf-8")
        return path.name

    def _move_focal_point(self) -> str:
        return self._replace(self._record(), r"focal: \{x: [0-9.]+", f"focal: {{x: 0.{self._random.randrange(2, 8)}")

    def _touch(self) -> str:
        path = self._record()
        path.touch()
        return path.name
