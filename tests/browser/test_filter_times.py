"""The clock of `make audit` for filters works on a page that has what it looks for; how long they take is no test."""

from collections.abc import Iterator

import pytest
from benchmarks.audit.filters import has_filters, take_filter_times
from benchmarks.audit.tables import NotMeasuredError
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LIST = '<ul class="cf-cards"><li>A library listens</li><li>A kitchen rewritten</li></ul>'
FILTERS = """
<form class="cf-filter">
  <button type="button" aria-pressed="false" data-word="library">Culture</button>
  <button type="button" aria-pressed="false" data-word="kitchen">Education</button>
  <input type="search" aria-label="Words">
</form>
<p class="cf-found" role="status">2 studies</p>
"""
SCRIPT = """
<script>
  const cards = [...document.querySelectorAll(".cf-cards li")];
  const show = word => {
    for (const card of cards) card.hidden = !card.textContent.includes(word);
    const count = cards.filter(card => !card.hidden).length;
    document.querySelector(".cf-found").textContent = `${count} studies`;
  };
  for (const button of document.querySelectorAll("button")) button.onclick = () => {
    const isPressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", isPressed);
    show(isPressed ? button.dataset.word : "");
  };
  document.querySelector("input").oninput = event => show(event.target.value);
</script>
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_list_without_filters_is_left_alone(page: Page) -> None:
    page.set_content(LIST)

    assert not has_filters(page)


def test_every_choice_is_timed_and_taken_back(page: Page) -> None:
    page.set_content(FILTERS + LIST + SCRIPT)

    assert has_filters(page)
    times = take_filter_times(page)

    # Two buttons on and off, then two words of the last card, `kitchen` and `rewritten`, typed and taken back
    assert (len(times.button), len(times.field)) == (4, 4)
    assert times.said == ("1 studies", "2 studies") * 4


def test_filters_without_a_list_are_told(page: Page) -> None:
    page.set_content(FILTERS)

    with pytest.raises(NotMeasuredError, match=r"nothing that matches \.cf-cards"):
        take_filter_times(page)


def test_a_choice_that_changes_nothing_is_told(page: Page) -> None:
    page.set_content(FILTERS + LIST)

    with pytest.raises(NotMeasuredError, match="the list did not change"):
        take_filter_times(page)
