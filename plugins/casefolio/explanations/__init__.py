"""Owns the table of what every rule means; `casefolio explain` and the manual's page of codes are made of it."""

from collections.abc import Mapping

from casefolio.codes import Code
from casefolio.explanations import fields, files, photos, quotes, together
from casefolio.explanations.entry import Explanation, Form

#: For every code; the order is that of the codes.
EXPLANATIONS: Mapping[Code, Explanation] = {
    **files.EXPLANATIONS,
    **fields.EXPLANATIONS,
    **photos.EXPLANATIONS,
    **quotes.EXPLANATIONS,
    **together.EXPLANATIONS,
}

#: What the codes of each hundred are about, by their third letter.
GROUPS: Mapping[str, str] = {
    "1": "Files and fields in general",
    "2": "Fields",
    "3": "Photos",
    "4": "Testimonials and text",
    "5": "Several files together",
}

__all__ = ["EXPLANATIONS", "GROUPS", "Explanation", "Form"]
