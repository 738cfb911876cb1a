"""Measures where the time of a build goes; prints nothing."""

import json
import time
from collections.abc import Mapping
from enum import Enum


class Stage(Enum):
    """What a build does; the value is what people call it."""

    START = "start"
    LOAD = "load records"
    CHECK = "check records"
    MARKDOWN = "Markdown"
    PHOTOS = "photos and cards"
    PAGES = "pages"
    TEMPLATES = "templates"
    SEARCH = "search"
    LEAKS = "search for leaks"
    WRITE = "write"


class Timings:
    """A stopwatch with one hand for each stage; one of them runs."""

    def __init__(self) -> None:
        """Starts with what comes before anything is known."""
        self.seconds = dict.fromkeys(Stage, 0.0)
        self.counts: dict[str, tuple[int, int]] = {}
        self._stage, self._since = Stage.START, time.perf_counter()

    def turn_to(self, stage: Stage) -> Stage:
        """Goes on with another stage, and answers which one it was."""
        now, last = time.perf_counter(), self._stage
        self.seconds[last] += now - self._since
        self._stage, self._since = stage, now
        return last

    def count(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Notes how much was kept from earlier builds, and how much was made, by what it is."""
        self.counts |= counts


def render_timings(timings: Timings) -> str:
    """A table for people: seconds and shares by stage, then what was kept and what was made."""
    timings.turn_to(Stage.START)
    whole = sum(timings.seconds.values()) or 1.0
    width = max(len(name) for name in (*(stage.value for stage in Stage), *timings.counts))
    lines = [
        f"{stage.value:<{width}}  {value:7.2f} s  {value / whole:4.0%}" for stage, value in timings.seconds.items()
    ]
    lines += [f"{'in all':<{width}}  {whole:7.2f} s", ""]
    lines += [f"{'':<{width}}  {'kept':>7}  {'made':>7}"]
    lines += [f"{name:<{width}}  {kept:7}  {made:7}" for name, (kept, made) in timings.counts.items()]
    return "\n".join(lines)


def render_timings_json(timings: Timings) -> str:
    """The same for programs: `seconds` by stage and `counts` with `kept` and `made`."""
    timings.turn_to(Stage.START)
    data = {
        "seconds": {stage.name.lower(): round(value, 4) for stage, value in timings.seconds.items()},
        "counts": {name: {"kept": kept, "made": made} for name, (kept, made) in timings.counts.items()},
    }
    return json.dumps(data, indent=2) + "\n"
