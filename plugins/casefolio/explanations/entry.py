"""Owns what is told about a rule: its meaning, its reason, how to mend it, a wrong and a right example."""

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """What an example is a part of; the value is what stands above it."""

    FIELDS = "fields of a study"
    BODY = "the text of a study"
    MARKDOWN = "a whole file in Markdown"
    YAML = "a whole file in YAML"
    TERMS = "the file `_taxonomies.yml`"
    PAGE = "a page of your own"
    FOLDER = "files side by side"
    WORDS = "in words"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule, for people who don't program.

    Attributes:
        meaning: what the message says, in one or two sentences.
        why: what would go wrong without the rule.
        mend: what to do.
        wrong: lines that break the rule; fields and text that have nothing to do with it are left out.
        right: the same, mended.
        form: what the two are.
    """

    meaning: str
    why: str
    mend: str
    wrong: str
    right: str
    form: Form = Form.FIELDS
