"""Owns the site of a generator while it is measured: lays it out, changes it as editors do, cleans and builds it."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from benchmarks.corpus import Corpus, make_corpus
from benchmarks.generators import Generator
from benchmarks.processes import Run, run

#: For so long nothing happens between the writing of a site and its first build, in seconds.
_SETTLED = 0.2


@dataclass(frozen=True, slots=True)
class Site:
    """The records of a corpus, as one generator wants them.

    Attributes:
        generator: whose it is.
        corpus: what it shows.
        folder_path: where it lies.
    """

    generator: Generator
    corpus: Corpus
    folder_path: Path

    @property
    def output_path(self) -> Path:
        """The folder that is made."""
        return self.folder_path / self.generator.site_uri

    @property
    def environment(self) -> Mapping[str, str]:
        """What its commands are told."""
        text = {} if self.corpus.photo_size else self.generator.text_environment
        return {**self.generator.environment, **text}

    def lay_out(self) -> None:
        """Writes all of it into a new folder."""
        self.generator.write_frame(self.folder_path)
        for slug in self.corpus.slugs:
            self.add_record(slug)

    def slugs(self) -> list[str]:
        """Those of the records that it has now."""
        corpus = self.corpus
        return [slug for slug in (*corpus.slugs, *corpus.new_slugs) if self.record_path(slug).is_file()]

    def add_record(self, slug: str) -> None:
        """Writes a record of the corpus, with its photo."""
        text = self.generator.record_text(self.corpus, slug)
        path = self.record_path(slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.replace_photo(slug, slug)

    def replace_photo(self, slug: str, new_slug: str) -> None:
        """Puts the photo of another record in the place of a record's own, if there are photos here."""
        if self.corpus.photo_size and self.generator.photo_uri:
            path = self.folder_path / self.generator.photo_uri.format(slug=slug)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            # Nothing writes into a photo, and the disk needn't have it five times.
            os.link(self.corpus.photo_path(new_slug), path)

    def add_words(self, slug: str, words: str) -> None:
        """Writes a new last paragraph into the text of a record."""
        with self.record_path(slug).open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")

    def record_path(self, slug: str) -> Path:
        """The file of a record."""
        return self.folder_path / self.generator.record_uri.format(slug=slug)

    def clear(self, *, is_keeping_pictures: bool) -> None:
        """Takes away what builds have left.

        It is moved, and removed when all is measured: some file systems look for new places among thousands that have
        just become free, one by one, and a build would pay for what was removed before it.
        """
        kept_paths = [self.folder_path / uri for uri in self.generator.kept_uris] if is_keeping_pictures else []
        aside = {path: self.folder_path / f".kept-{number}" for number, path in enumerate(kept_paths) if path.exists()}
        for path, aside_path in aside.items():
            path.rename(aside_path)
        left_path = self.folder_path.parent / "left"
        left_path.mkdir(exist_ok=True)
        for path in (self.folder_path / uri for uri in self.generator.made_uris):
            if path.exists():
                path.rename(left_path / uuid4().hex)
        for path, aside_path in aside.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            aside_path.rename(path)

    def build(self) -> Run:
        """Runs the generator's command to its end.

        Raises:
            RuntimeError: it failed.
        """
        return run(self.generator.build, self.folder_path, self.environment)


@contextmanager
def laid_out(
    generators: Mapping[str, Generator], count: int, photo_size: str | None, *, changes: int
) -> Iterator[dict[str, Site]]:
    """Makes records and lays them out for each generator; removes all of it at the end.

    Args:
        generators: by name.
        count: how many records.
        photo_size: of each record's photo, such as `3000x2000`; None for none.
        changes: how many records and photos are kept for later.

    Yields:
        The sites, by the generators' names.
    """
    with TemporaryDirectory(prefix="casefolio-bench-") as folder:
        print(f"Making {count:,} records {'without' if photo_size is None else 'with'} photos", file=sys.stderr)
        corpus = make_corpus(Path(folder, "corpus"), count, photo_size, changes=changes)
        sites = {name: Site(generator, corpus, Path(folder, name)) for name, generator in generators.items()}
        for site in sites.values():
            site.lay_out()
        # Of files that were saved in the very moment in which a build began, the next one can't know whether they were
        # saved again, and casefolio looks at everything once more. Nobody who saves by hand is so quick.
        time.sleep(_SETTLED)
        yield sites
