"""Reads YAML as editors do: by the core schema of YAML 1.2, where a day is a text and `2024` a number."""

import re
from typing import Any

import yaml

_CORE = (
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("null", r"~|null|Null|NULL|"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"),
)


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML declares it

    def core_int(self, node: yaml.ScalarNode) -> int:
        text = str(node.value)
        return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


for _name, _pattern in _CORE:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), None)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.core_int)


def load_yaml(text: str) -> Any:  # noqa: ANN401 - whatever stands there
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
