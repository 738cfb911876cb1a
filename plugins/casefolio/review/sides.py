"""Runs the engine over both versions on one clock; a photo with the same bytes in both is looked at in neither."""

import filecmp
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casefolio.builds import Build
from casefolio.models import CaseStudy
from casefolio.pipeline import survey
from casefolio.redirects import iter_old_addresses
from casefolio.settings import Settings
from casefolio.urls import file_uri


@dataclass(frozen=True)
class Side:
    """One version as the engine sees it.

    Attributes:
        settings: what the engine was told.
        build: what it found.
    """

    settings: Settings
    build: Build

    @cached_property
    def public(self) -> dict[str, CaseStudy]:
        """By the record's path, the studies that visitors see."""
        return {study.path: study for study in self.build.site.library.pages}

    @cached_property
    def hidden(self) -> dict[str, CaseStudy]:
        """By the record's path, drafts and studies that are still to come."""
        return {study.path: study for study in self.build.site.library.hidden}

    @cached_property
    def broken(self) -> frozenset[str]:
        """The files with errors."""
        return frozenset(item.position.path for item in self.build.diagnostics if item.is_error)

    def url(self, study: CaseStudy) -> str:
        """The address of a study's page, from the site's root."""
        addresses = self.build.site.addresses
        return addresses.url(addresses.study_uri(study.page_slug))

    def file(self, study: CaseStudy) -> str:
        """The file that answers at that address."""
        uri = self.build.site.addresses.study_uri(study.page_slug)
        return file_uri(uri, has_directory_urls=self.settings.has_directory_urls)

    @cached_property
    def redirects(self) -> dict[str, str]:
        """By the file that answers at an old address, the path of the record that it leads to."""
        return {uri: study.path for study, uri in iter_old_addresses(self.build.site)}

    @cached_property
    def files(self) -> frozenset[str]:
        """All files at addresses of pages."""
        uris = {page.uri for page in self.build.pages} | set(self.build.links.page_uris)
        pages = {
            file_uri(uri, has_directory_urls=self.settings.has_directory_urls) if uri.endswith(".md") else uri
            for uri in uris
        }
        return frozenset(pages | self.redirects.keys())

    @property
    def page_count(self) -> int:
        """How many pages there are, hand-written ones too; those that lead elsewhere are none."""
        return sum(uri.endswith(".html") for uri in self.files - self.redirects.keys())


def load_sides(base: Settings, head: Settings) -> tuple[Side, Side]:
    """Reads both versions.

    Args:
        base: of the version that is public.
        head: of the version that is asked about; its clock is the same.
    """
    is_alike = base.photos == head.photos

    def look(own: Settings, other: Settings) -> Side:
        return Side(own, survey(own, lambda path: is_alike and is_same_file(path, _in_other(path, own, other))))

    return look(base, head), look(head, base)


def _in_other(path: Path, own: Settings, other: Settings) -> Path:
    return other.root_path / path.relative_to(own.root_path) if path.is_relative_to(own.root_path) else path


def is_same_file(path: Path, other: Path) -> bool:
    """Whether two files, at two places, have the same bytes."""
    try:
        return path != other and (path.samefile(other) or filecmp.cmp(path, other, shallow=False))
    except OSError:
        return False
