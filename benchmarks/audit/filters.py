"""Knows the filters of a list of studies from outside, and takes the time from a choice until the list has changed."""

from dataclasses import dataclass
from typing import Any

from benchmarks.audit.tables import NotMeasuredError
from playwright.sync_api import Error, Page

#: What the page of all studies is made of; this is the only place that has to follow the templates.
SELECTORS = {
    # Each chooses a term; chosen again, it lets go of it
    "button": ".cf-filter button[aria-pressed]",
    # Words to look for
    "field": ".cf-filter input[type=search]",
    # What is filtered
    "list": ".cf-cards",
    # Says how many were found
    "found": ".cf-found[role=status]",
}
#: How many buttons are tried, each on and off again.
_BUTTONS = 8
#: How often words are typed, and taken back.
_TYPINGS = 5

# A change counts once the browser knows where everything lies, hence the question for the height. The clock is the
# page's own. A choice that changes nothing has no time.
_TAKE_TIMES = """
async ({selectors, buttons, typings, patience}) => {
  const list = document.querySelector(selectors.list);
  const found = document.querySelector(selectors.found);
  const field = document.querySelector(selectors.field);
  const take = act => new Promise((resolve, reject) => {
    const timer = setTimeout(() => { observer.disconnect(); reject(new Error("the list did not change")); }, patience);
    const observer = new MutationObserver(() => {
      observer.disconnect();
      clearTimeout(timer);
      document.documentElement.scrollHeight;
      resolve(performance.now() - start);
    });
    observer.observe(list, {attributes: true, childList: true, subtree: true});
    const start = performance.now();
    act();
  });
  const settle = () => new Promise(resolve => setTimeout(resolve, 100));
  const type = words => { field.value = words; field.dispatchEvent(new Event("input", {bubbles: true})); };
  const times = {button: [], field: []}, said = [];
  for (const button of [...document.querySelectorAll(selectors.button)].slice(0, buttons)) {
    for (const _ of ["on", "off"]) {
      times.button.push(await take(() => button.click()));
      await settle();
      said.push(found ? found.textContent.trim() : "");
    }
  }
  if (field) {
    const words = [...list.children].at(-1).textContent.match(/\\p{L}{6,}/gu) ?? [];
    for (const word of words.slice(0, typings)) {
      for (const text of [word, ""]) {
        times.field.push(await take(() => type(text)));
        await settle();
        said.push(found ? found.textContent.trim() : "");
      }
    }
  }
  return {times, said};
}
"""
#: In milliseconds; a list that takes this long to change is broken.
_PATIENCE = 5000


@dataclass(frozen=True, slots=True)
class FilterTimes:
    """How long choices took to change the list, in milliseconds.

    Attributes:
        button: a filter chosen, or let go.
        field: words typed at once, or taken back.
        said: what the status line said after each.
    """

    button: tuple[float, ...]
    field: tuple[float, ...]
    said: tuple[str, ...]


def has_filters(page: Page) -> bool:
    """Whether the page has anything to filter with."""
    return page.locator(f"{SELECTORS['button']}, {SELECTORS['field']}").count() > 0


def take_filter_times(page: Page) -> FilterTimes:
    """Chooses and types in a page that has been loaded.

    Raises:
        NotMeasuredError: there is no list, or a choice did not change it.
    """
    for name in ("list", "found"):
        if page.locator(SELECTORS[name]).count() == 0:
            message = f"there are filters, but nothing that matches {SELECTORS[name]}"
            raise NotMeasuredError(message)
    argument = {"selectors": SELECTORS, "buttons": _BUTTONS, "typings": _TYPINGS, "patience": _PATIENCE}
    try:
        answer: dict[str, Any] = page.evaluate(_TAKE_TIMES, argument)
    except Error as error:
        message = f"the filters can't be timed: {error.message}"
        raise NotMeasuredError(message) from error
    times = answer["times"]
    return FilterTimes(tuple(times["button"]), tuple(times["field"]), tuple(answer["said"]))
