"""Finds the project that a command works on, with what its mkdocs.yml says to casefolio; never imports MkDocs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from casefolio.loaders.text import normalise_lines
from casefolio.loaders.yaml_messages import explain
from casefolio.loaders.yaml_trouble import Trouble
from casefolio.option_models import Options
from casefolio.options import make_settings, read_options
from casefolio.project_files import CONFIG_NAMES
from casefolio.settings import Audience, Settings

#: In the order that MkDocs looks for them.
PLUGIN_NAME = "casefolio"

_MOST_PARENTS = 20
_DOCS_FOLDER = "docs"
_SITE_FOLDER = "site"

#: What YAML allows in its grammar and refuses in its meaning.
_OTHER_PROBLEMS = (
    ("undefined alias", "`*` repeats a value that has no name; put a text that begins with `*` in quotes"),
    ("another document", "the file goes on below a second `---`; take that line out"),
    ("unhashable", "a list or a group of settings stands where the name of a setting belongs; write `name: value`"),
)
_UNREADABLE = "this value can't be read; put it in quotes if it is a text"


class ProjectError(Exception):
    """The project can't be read: names the file, says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a command needs to know of a project.

    Attributes:
        root_path: the folder of mkdocs.yml, links resolved.
        config_path: None where there is no mkdocs.yml and everything has its default.
        options: what mkdocs.yml says to casefolio.
        docs_path: the folder of the hand-written pages; None where there is none.
        language: the theme's: a language tag.
        has_directory_urls: whether a page's address ends in `/`.
        site_path: where the site is built.
        site_name: plain text; empty where there is none.
        site_url: where the site will stand; empty where that is not said.
    """

    root_path: Path
    config_path: Path | None
    options: Options
    docs_path: Path | None
    language: str
    has_directory_urls: bool
    site_path: Path
    site_name: str
    site_url: str = ""

    @property
    def records_path(self) -> Path:
        """The folder of the records; it may not be there yet."""
        return self.root_path / self.options.records

    def settings(self, *, now: datetime, audience: Audience | None = None) -> Settings:
        """What the engine is told.

        Args:
            now: the one clock.
            audience: who the result is for; None leaves it to the option `drafts`.
        """
        return make_settings(
            self.options,
            root_path=self.root_path,
            pages_path=self.docs_path,
            site_name=self.site_name,
            language=self.language,
            has_directory_urls=self.has_directory_urls,
            now=now,
            audience=audience,
        )


def load_project(path: Path, environment: Mapping[str, str] | None = None) -> Project:
    """Reads a project.

    Args:
        path: its mkdocs.yml; or its folder, where it may have none.
        environment: what `!ENV` in mkdocs.yml names; that of the process unless given.

    Raises:
        ProjectError: mkdocs.yml can't be read, or tells casefolio what can't be.
    """
    if path.is_dir():
        found = next((path / name for name in CONFIG_NAMES if (path / name).is_file()), None)
        root_path, config_path = path.resolve(), found
    else:
        root_path, config_path = path.resolve().parent, path
    config = _load_config(config_path, os.environ if environment is None else environment) if config_path else {}
    shown = config_path.name if config_path else ""
    docs_path = root_path / _text(config, "docs_dir", _DOCS_FOLDER, shown)
    options = read_options(_plugin_options(config, shown))
    if isinstance(options, list):
        raise ProjectError("\n".join(f"{shown}: {problem.message}" for problem in options))
    return Project(
        root_path=root_path,
        config_path=config_path,
        options=options,
        docs_path=docs_path if docs_path.is_dir() else None,
        language=_language(config.get("theme")),
        has_directory_urls=config.get("use_directory_urls") is not False,
        site_path=root_path / _text(config, "site_dir", _SITE_FOLDER, shown),
        site_name=_text(config, "site_name", "", shown, hint="write a name"),
        site_url=_text(config, "site_url", "", shown, hint="write the address of the site"),
    )


def _language(theme: object) -> str:
    given = theme if isinstance(theme, dict) else {}
    return str(given.get("language") or given.get("locale") or "en")


def _text(
    config: Mapping[str, Any], key: str, default: str, shown: str, *, hint: str = "write the name of a folder"
) -> str:
    value = config.get(key)
    if value is not None and not isinstance(value, str):
        msg = f"{shown}: `{key}` can't be {value!r}: {hint}"
        raise ProjectError(msg)
    return value or default


def _plugin_options(config: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """What stands below `casefolio` in the list, or the map, of plugins."""
    plugins = config.get("plugins") or []
    if isinstance(plugins, dict):
        items = list(plugins.items())
    elif isinstance(plugins, list):
        items = [pair for item in plugins for pair in (item.items() if isinstance(item, dict) else [(item, None)])]
    else:
        msg = f"{shown}: `plugins` can't be {plugins!r}: write a list of plugins"
        raise ProjectError(msg)
    options = next((options for name, options in items if name == PLUGIN_NAME), None) or {}
    if not isinstance(options, dict):
        msg = f"{shown}: the options of `{PLUGIN_NAME}` can't be {options!r}: write each as `name: value` below it"
        raise ProjectError(msg)
    # MkDocs takes this one for itself, whatever the plugin.
    return {str(name): value for name, value in options.items() if name != "enabled"}


def _load_config(path: Path, environment: Mapping[str, str], depth: int = 0) -> dict[str, Any]:
    """A configuration, laid over the one that it names as `INHERIT`."""
    config = _parse_config(path, environment)
    parent = config.pop("INHERIT", None)
    if parent is None:
        return config
    if not isinstance(parent, str) or depth >= _MOST_PARENTS:
        msg = f"{path.name}: `INHERIT` can't be {parent!r}: write the path of a file that doesn't inherit this one"
        raise ProjectError(msg)
    return _merged(_load_config(path.parent / parent, environment, depth + 1), config)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """As MkDocs does it: maps are merged, whatever else stands above replaces what is below."""
    merged = dict(below)
    for key, value in above.items():
        other = merged.get(key)
        both = isinstance(value, dict) and isinstance(other, dict)
        merged[key] = _merged(other, value) if both else value  # type: ignore[arg-type]
    return merged


def _parse_config(path: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        msg = f"{path}: the file is not there"
        raise ProjectError(msg) from None
    except UnicodeDecodeError:
        msg = f"{path.name}: the file is not UTF-8 text; save it as UTF-8"
        raise ProjectError(msg) from None
    except OSError as error:
        msg = f"{path}: the file can't be read ({error.strerror})"
        raise ProjectError(msg) from None
    loader = _make_loader(environment)
    try:
        config = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader; what it doesn't know becomes plain text
    except (yaml.scanner.ScannerError, yaml.parser.ParserError) as error:
        msg = f"{path.name}:{_in_plain_words(error, text)}"
        raise ProjectError(msg) from None
    except yaml.MarkedYAMLError as error:
        place = f":{error.problem_mark.line + 1}:{error.problem_mark.column + 1}" if error.problem_mark else ""
        words = next((words for problem, words in _OTHER_PROBLEMS if problem in (error.problem or "")), _UNREADABLE)
        msg = f"{path.name}{place}: {words}"
        raise ProjectError(msg) from None
    except (yaml.YAMLError, ValueError) as error:
        msg = f"{path.name}: a value can't be read: {error}"
        raise ProjectError(msg) from None
    if config is None:
        return {}
    if not isinstance(config, dict):
        msg = f"{path.name}: the file needs settings, each as `name: value`"
        raise ProjectError(msg)
    return config


def _in_plain_words(error: yaml.MarkedYAMLError, text: str) -> str:
    """What the YAML reader refuses, as it is said of records: line, column, message and remedy."""
    at, since = (
        (mark.line, mark.column) if mark is not None else None for mark in (error.problem_mark, error.context_mark)
    )
    lines = tuple(normalise_lines(text).split("\n"))
    found = explain(Trouble(lines, error.problem or "", error.context or "", at or (0, 0), since))
    line, column = found.place
    return f"{line + 1}:{column + 1}: {found.message}; {found.hint}"


def _make_loader(environment: Mapping[str, str]) -> type[Any]:
    """A loader that takes `!ENV` as MkDocs does, and any other tag (`!!python/name:…`, `!relative`) for plain text."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # two classes, one interface
        pass

    def read_environment(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - PyYAML's loaders share no type
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        names = [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]
        found = next((environment[name] for name in names if name in environment), None)
        if found is not None:
            plain = yaml.ScalarNode(loader.resolve(yaml.ScalarNode, found, (True, False)), found)
            return loader.construct_object(plain)
        # As in MkDocs, the last of several is the value where none of the others is set.
        return loader.construct_object(items[-1]) if len(items) > 1 else None

    def read_unknown(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - as above
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        return loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else node.value

    Loader.add_constructor("!ENV", read_environment)
    Loader.add_constructor(None, read_unknown)
    return Loader
