"""Builds the sites that several tests look at, once for each process."""

import os
import shutil
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, build, make_project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """Builds a site of tests/sites in a configuration, strictly, the first time that it is asked for."""
    projects: dict[str, Project] = {}
    caches: dict[str, Path] = {}

    def build_once(site: str, **changes: object) -> Project:
        key = f"{site} {sorted(changes.items())}"
        if key not in projects:
            project = make_project(tmp_path_factory.mktemp(site.replace("_", "-")), site)
            # The photos are the same in every configuration; test_determinism.py builds with cold caches.
            cache = caches.setdefault(site, project.root / ".cache")
            if cache.parent != project.root:
                shutil.copytree(cache, project.root / ".cache", copy_function=os.link)
            build(project, **changes)  # type: ignore[arg-type]  # only the configuration changes
            projects[key] = project
        return projects[key]

    return build_once


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The smallest project that MkDocs takes: `plugins: [search, casefolio]`, and an empty docs folder."""
    return make_project(tmp_path / "project")
