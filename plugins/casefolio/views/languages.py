"""Writes the names of languages as people of a language know them."""

from babel import Locale, UnknownLocaleError


def write_language(tag: str, language: str) -> str:
    """`Welsh` for `cy`, in the site's language.

    Args:
        tag: the language that is named.
        language: the one that it is named in; English where its words are not known.

    Returns:
        The tag itself where nobody knows a name for it.
    """
    names = _names(language) or _names("en")
    code = tag.replace("-", "_")
    return names.get(code) or names.get(code.partition("_")[0].lower()) or tag


def _names(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").languages)
    except (UnknownLocaleError, ValueError):
        return {}
