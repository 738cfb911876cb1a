from datetime import date

import pytest

from casefolio.models import Period
from casefolio.phrases import phrases_for
from casefolio.values import PartialDate
from casefolio.views.dates import write_date, write_period


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (PartialDate(2024), "en", "2024"),
        (PartialDate(2024, 3), "en", "March 2024"),
        (PartialDate(2024, 3, 5), "en", "5 March 2024"),
        (date(2024, 3, 5), "en", "5 March 2024"),
        (date(2024, 3, 5), "en-GB", "5 March 2024"),
        (date(2024, 3, 5), "cy", "5 Mawrth 2024"),
        (PartialDate(2024, 3), "cy", "Mawrth 2024"),
        (date(2024, 3, 5), "de", "5. März 2024"),
        (PartialDate(2024, 3), "fr", "mars 2024"),
        (date(2024, 3, 5), "pt-BR", "5 de março de 2024"),
        (date(2024, 3, 5), "xx", "5 March 2024"),
        (date(2024, 3, 5), "not a tag", "5 March 2024"),
        (date(2024, 3, 5), "zz-ZZ", "5 March 2024"),
    ],
)
def test_a_date_is_written_as_it_is_read(value: PartialDate | date, language: str, written: str) -> None:
    assert write_date(value, language) == written


@pytest.mark.parametrize(
    ("period", "language", "written"),
    [
        ({}, "en", ""),
        ({"start": "2023"}, "en", "2023"),
        ({"end": "2023-05"}, "en", "May 2023"),
        ({"start": "2023", "end": "2023"}, "en", "2023"),
        ({"start": "2023-01", "end": "2024-06"}, "en", "January 2023 – June 2024"),
        ({"start": "2023", "end": "2024-06-30"}, "en", "2023 – 30 June 2024"),
        ({"start": "2023", "end": "ongoing"}, "en", "2023 – ongoing"),
        ({"start": "2023", "end": "ongoing"}, "cy", "2023 – parhaus"),
        ({"end": "ongoing"}, "en", "ongoing"),
    ],
)
def test_a_period_is_as_exact_as_it_is_given(period: dict[str, str], language: str, written: str) -> None:
    assert write_period(Period.model_validate(period), phrases_for(language), language) == written
