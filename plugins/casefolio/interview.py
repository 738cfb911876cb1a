"""Asks for what a new record needs, one answer after the other, each checked at once; writes nothing."""

import os
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from casefolio.answers import Answers, check_field, check_photo_texts, check_title, find_namesake, flatten
from casefolio.incoming_photos import PhotoRefusedError, load_incoming_photo
from casefolio.settings import Settings

#: Shows a question and gives what was answered; the empty text where it was passed over.
Ask = Callable[[str], str]
#: Shows a line.
Say = Callable[[str], None]

_INTRODUCTION = (
    "Enter alone passes a question over; the record then says where to write the answer. Ctrl-C ends it all."
)
_QUOTE_MARKS = ("''", '""')


def interview(known: Answers, settings: Settings, ask: Ask, say: Say) -> Answers:
    """Asks for everything that is not known yet.

    Args:
        known: answers that were given in another way; they are not asked for.
        settings: of the project that takes the record.
        ask: shows a question and reads the answer.
        say: shows what is wrong with an answer, before it is asked for again.
    """
    say(_INTRODUCTION)
    answers = known
    if not answers.title:
        answers = replace(answers, title=_ask_until("Title", lambda text: _title_problems(text, settings), ask, say))
    if not answers.client:
        question = "Client, by name"
        answers = replace(answers, client=_ask_until(question, lambda text: check_field("client", text), ask, say))
    if not answers.summary:
        answers = replace(answers, summary=_ask_summary(ask, say))
    if not answers.photo:
        answers = replace(answers, photo=_ask_photo(settings, ask, say))
    if answers.photo is None:
        return answers
    name = answers.photo.name
    if not answers.alt:
        question = "What the photo shows, for people who don't see it"
        found = _ask_until(question, lambda text: check_photo_texts(text, "", name), ask, say)
        answers = replace(answers, alt=found)
    if not answers.credit:
        question = "Credit, such as: Photo by Sample Name on Unsplash"
        found = _ask_until(question, lambda text: check_photo_texts("", text, name), ask, say)
        answers = replace(answers, credit=found)
    return answers


def parse_dragged_path(text: str) -> Path:
    r"""Reads a path as terminals write one when a file is dragged into them.

    Args:
        text: the path itself; or in quote marks, with spaces as `\ `, or as a `file:` address.
    """
    written = text.strip().removeprefix("& ")
    for candidate in (written, _without_marks(written), _from_address(written), _from_shell(written)):
        if candidate and os.path.lexists(Path(candidate).expanduser()):
            return Path(candidate).expanduser()
    return Path(_from_address(written) or _from_shell(written) or _without_marks(written)).expanduser()


def _ask_until(question: str, find_problems: Callable[[str], tuple[str, ...]], ask: Ask, say: Say) -> str:
    while True:
        answer = flatten(ask(question))
        problems = find_problems(answer)
        if not problems:
            return answer
        for problem in problems:
            say(f"  {problem}")


def _title_problems(title: str, settings: Settings) -> tuple[str, ...]:
    if not title:
        return ("a study needs a title; write what happened in a few words",)
    problems = check_title(title, settings)
    taken = None if problems else find_namesake(title, settings)
    return (f"{taken} is there already and stays as it is; choose another title",) if taken else problems


def _ask_summary(ask: Ask, say: Say) -> str:
    def find_problems(text: str) -> tuple[str, ...]:
        if text:
            say(f"  {len(text)} characters")
        return check_field("summary", text)

    return _ask_until("Summary: what happened, why, the result (40 to 240 characters)", find_problems, ask, say)


def _ask_photo(settings: Settings, ask: Ask, say: Say) -> Path | None:
    while True:
        answer = ask("Photo: its path, or drag the file here").strip()
        if not answer:
            return None
        path = parse_dragged_path(answer)
        try:
            load_incoming_photo(path, settings.photos)
        except PhotoRefusedError as error:
            say(f"  {error}")
        else:
            return path


def _without_marks(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] + text[-1] in _QUOTE_MARKS else text


def _from_address(text: str) -> str:
    address = _without_marks(text)
    return unquote(urlsplit(address).path) if address.startswith("file:") else ""


def _from_shell(text: str) -> str:
    """One word, as a shell reads it; empty where it would read none or several."""
    try:
        words = shlex.split(text)
    except ValueError:
        return ""
    return words[0] if len(words) == 1 else ""
