"""Owns which files an editor finds in a portfolio: where each lies, what it says, and whether it is there already."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from casefolio.extension_forms import OWNED_SETTINGS, make_settings
from casefolio.json_files import UntouchableError, load_json, merge_json, render_json, write_text
from casefolio.loaders.record_files import TAXONOMY_NAMES, load_taxonomies
from casefolio.schemas import listed_terms, make_record_schema, make_taxonomies_schema
from casefolio.validation import read_taxonomies

#: From the project's folder.
RECORD_SCHEMA_PATH = PurePosixPath(".vscode/casefolio.schema.json")
TAXONOMIES_SCHEMA_PATH = PurePosixPath(".vscode/casefolio-taxonomies.schema.json")

_EXTENSIONS = ("redhat.vscode-yaml", "eliostruyf.vscode-front-matter")
#: As the names of records begin; `_taxonomies.yml` does not, and has a schema of its own.
_RECORD_NAMES = ("[0-9A-Za-z]*.yml", "[0-9A-Za-z]*.yaml")


@dataclass(frozen=True, slots=True)
class EditorFile:
    """A file that has to say something.

    Attributes:
        uri: where it lies, from the project's folder.
        values: what it has to say.
        owned: its settings in which our values go before those of others.
        is_ours: whether it holds nothing else.
    """

    uri: PurePosixPath
    values: Mapping[str, Any]
    owned: frozenset[str] = frozenset()
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What has to be done about a file.

    Attributes:
        uri: where it lies, from the project's folder.
        text: what is to be written; None where it stays.
        obstacle: why it can't be changed although it would have to be; empty where it can.
        missing: what somebody has to write into it by hand.
    """

    uri: PurePosixPath
    text: str | None
    obstacle: str = ""
    missing: str = ""


def plan_editor_files(records_folder: str, terms: Mapping[str, tuple[str, ...]]) -> tuple[EditorFile, ...]:
    """What the files say.

    Args:
        records_folder: the folder of the records, `/`-separated, from the project's folder.
        terms: the words that a taxonomy is limited to, by taxonomy.
    """
    schemas = {
        f"./{RECORD_SCHEMA_PATH}": [f"{records_folder}/**/{name}" for name in _RECORD_NAMES],
        f"./{TAXONOMIES_SCHEMA_PATH}": [f"{records_folder}/{name}" for name in TAXONOMY_NAMES],
    }
    return (
        EditorFile(RECORD_SCHEMA_PATH, make_record_schema(terms), is_ours=True),
        EditorFile(TAXONOMIES_SCHEMA_PATH, make_taxonomies_schema(), is_ours=True),
        EditorFile(PurePosixPath(".vscode/settings.json"), {"yaml.schemas": schemas}),
        EditorFile(PurePosixPath(".vscode/extensions.json"), {"recommendations": list(_EXTENSIONS)}),
        EditorFile(PurePosixPath("frontmatter.json"), make_settings(records_folder, terms), OWNED_SETTINGS),
    )


def find_change(file: EditorFile, root_path: Path) -> Change:
    """Compares a file with what it has to say.

    Raises:
        OSError: it is there and can't be read.
    """
    path = root_path / file.uri
    if file.is_ours:
        text = render_json(file.values)
        return Change(file.uri, None if path.is_file() and path.read_bytes() == text.encode() else text)
    try:
        there = load_json(path)
        if there is None:
            return Change(file.uri, render_json(file.values))
        merged = merge_json(there.values, file.values, file.owned)
        if merged == there.values:
            return Change(file.uri, None)
        if there.has_comments:
            msg = "has comments, or a comma behind the last item, and they would be lost"
            raise UntouchableError(msg)  # noqa: TRY301 - the same as what reading may find
    except UntouchableError as error:
        return Change(file.uri, None, str(error), render_json(file.values))
    return Change(file.uri, render_json(merged, like=there.text))


def write_change(change: Change, root_path: Path) -> None:
    """Writes a file, whole or not at all.

    Raises:
        OSError: the disk refuses; what was there is still there.
    """
    if change.text is not None:
        write_text(root_path / change.uri, change.text)


def load_terms(records_path: Path, root_path: Path) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The words that the project's list of terms allows, by taxonomy; and whether that list has mistakes.

    With mistakes there are no words, so that any is right until they are mended.
    """
    node, report = load_taxonomies(records_path, root_path)
    taxonomies = read_taxonomies(node, report)
    return listed_terms(taxonomies), report.has_errors


def folder_from(root_path: Path, records_path: Path) -> str:
    """The folder of the records as the files name it."""
    return Path(os.path.relpath(records_path, root_path)).as_posix()
