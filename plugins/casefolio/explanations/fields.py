"""Explains the rules of single fields: CF201 to CF299."""

from casefolio.codes import Code
from casefolio.explanations.entry import Explanation, Form

EXPLANATIONS: dict[Code, Explanation] = {
    Code.MISSING_FIELD: Explanation(
        meaning="A required field is missing, or nothing stands behind its colon.",
        why="Lists, search engines and shared links need a title, a summary and a client of every study.",
        mend="Add it.",
        wrong="title: A library that listens\nclient: Trefelin Libraries\n",
        right=(
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
        ),
        form=Form.YAML,
    ),
    Code.UNKNOWN_KEY: Explanation(
        meaning="The key is not known.",
        why="A misspelt key would be passed over, and what you wrote behind it would not be on the page.",
        mend="Use the name that the message proposes, or one of [the known fields](writing.md#every-field).",
        wrong="programm: A programme of public-service redesign\n",
        right="programme: A programme of public-service redesign\n",
    ),
    Code.WRONG_KIND: Explanation(
        meaning="The value has the wrong form, such as a text in place of a list.",
        why="A list is shown item by item and a text as one; only you know where one item ends.",
        mend="Write it as the message shows.",
        wrong="sectors: Health, Housing\n",
        right="sectors: [Health, Housing]\n",
    ),
    Code.TOO_SHORT: Explanation(
        meaning="The text is too short.",
        why="A title or a summary of a few letters tells nobody what the study is about.",
        mend="Add to it.",
        wrong="summary: We listened.\n",
        right="summary: Four branch teams made listening to readers part of ordinary days.\n",
    ),
    Code.TOO_LONG: Explanation(
        meaning="The text is too long.",
        why="Cards, search engines and social networks cut long texts off, often in the middle of a word.",
        mend="Shorten it.",
        wrong=(
            "title: How four branch teams of a county library service made listening to their readers a part of "
            "ordinary days, and what came of it\n"
        ),
        right="title: How four branch teams made listening to readers a part of ordinary days\n",
    ),
    Code.NOT_A_CHOICE: Explanation(
        meaning="The value is not one of the choices.",
        why="Each choice does something of its own, and with another word nobody knows which was meant.",
        mend="Take one of those in the message.",
        wrong="status: finished\n",
        right="status: published\n",
    ),
    Code.NOT_A_DATE: Explanation(
        meaning="The value is not a date of this form.",
        why="`03/04/2026` is in March for some readers and in April for others.",
        mend="Write year, month and day with hyphens: `2026-03-01`.",
        wrong="published_on: 1 March 2026\n",
        right="published_on: 2026-03-01\n",
    ),
    Code.NOT_A_NUMBER: Explanation(
        meaning="The value is not a number, or is too small or too large.",
        why="The field is counted with or put in order, which words can't be.",
        mend="Write a number in digits.",
        wrong="weight: light\n",
        right="weight: 1\n",
    ),
    Code.NOT_TRUE_OR_FALSE: Explanation(
        meaning="The value is neither true nor false.",
        why="A word such as `perhaps` can be taken either way.",
        mend="Write `true` or `false`.",
        wrong="featured: perhaps\n",
        right="featured: true\n",
    ),
    Code.NOT_AN_ADDRESS: Explanation(
        meaning="The value is not a web address.",
        why="Browsers take an address without `https://` for a page of your own site, and the link would lead nowhere.",
        mend="Write all of it, from `https://` on.",
        wrong="client:\n  name: Trefelin Libraries\n  url: libraries.example.org\n",
        right="client:\n  name: Trefelin Libraries\n  url: https://libraries.example.org/\n",
    ),
    Code.NOT_A_SLUG: Explanation(
        meaning="The value is not a slug, or no slug can be made from the name of the file.",
        why=(
            "A slug is the last part of a page's address. Spaces, capitals and accents in addresses break when people "
            "copy them."
        ),
        mend="Write small letters, digits and hyphens.",
        wrong="slug: A Library that Listens!\n",
        right="slug: a-library-that-listens\n",
    ),
    Code.NOT_A_LANGUAGE: Explanation(
        meaning="The value is not a language tag.",
        why="Screen readers choose their voice, and browsers their hyphenation, by this tag.",
        mend="Write a tag such as `en`, `cy` or `pt-BR`.",
        wrong="lang: Welsh language\n",
        right="lang: cy\n",
    ),
    Code.UNKNOWN_TERM: Explanation(
        meaning="The term is not in the list of terms, or can't have a page.",
        why="A term that is spelt in a new way would get a page of its own, without the studies it belongs to.",
        mend="Use a term of the list, or add it to [`_taxonomies.yml`](writing.md#sectors-services-themes-places).",
        wrong="services: [Lisening work]\n",
        right="services: [Listening work]\n",
    ),
    Code.TERM_SPELLINGS: Explanation(
        meaning="One term is written in two ways.",
        why="Both spellings lead to one page, whose heading can show only one of them.",
        mend="Choose one, or list the terms in [`_taxonomies.yml`](writing.md#sectors-services-themes-places).",
        wrong="# another study has themes: [Trust]\nthemes: [trust]\n",
        right="# another study has themes: [Trust]\nthemes: [Trust]\n",
    ),
    Code.PERIOD_REVERSED: Explanation(
        meaning="The period ends before it starts.",
        why="One of the two dates is wrong, and only you can tell which.",
        mend="Check both dates, or swap them.",
        wrong="period:\n  start: 2025-06\n  end: 2025-01\n",
        right="period:\n  start: 2025-01\n  end: 2025-06\n",
    ),
    Code.UPDATED_BEFORE_PUBLISHED: Explanation(
        meaning="The record was updated before it was published.",
        why="Search engines and feeds are told both days, and mistrust a site whose days can't be.",
        mend="Check both dates.",
        wrong="published_on: 2026-03-20\nupdated_on: 2026-03-02\n",
        right="published_on: 2026-03-20\nupdated_on: 2026-04-02\n",
    ),
    Code.NUMBER_WITHOUT_SOURCE: Explanation(
        meaning="A figure has no source.",
        why="A figure convinces only those who can see where it is from, and a claim in public must be provable.",
        mend="Add `source: …` with where it is from.",
        wrong="outcomes:\n  - value: 4\n    label: branches still hold their listening hour\n",
        right=(
            "outcomes:\n  - value: 4\n    label: branches still hold their listening hour\n"
            "    source: Visits in March 2026\n"
        ),
    ),
    Code.OUTCOME_INCOMPLETE: Explanation(
        meaning="An outcome says nothing, or its figure has no label.",
        why="A bare figure is set large on the page, and nobody would know what it counts.",
        mend="Add a `statement`, or a `label` to the `value`.",
        wrong="outcomes:\n  - value: 4\n    source: Visits in March 2026\n",
        right=(
            "outcomes:\n  - value: 4\n    label: branches still hold their listening hour\n"
            "    source: Visits in March 2026\n"
        ),
    ),
    Code.CLIENT_INCOMPLETE: Explanation(
        meaning="The client lacks the field that its disclosure shows.",
        why="`disclosure` decides whether the page shows the name or the description, and that one has to be there.",
        mend="Add the `name` or the `description`.",
        wrong="client:\n  disclosure: described\n",
        right="client:\n  disclosure: described\n  description: a regional health charity\n",
    ),
    Code.HTML_IN_TEXT: Explanation(
        meaning="A plain text holds HTML.",
        why="Such texts also stand in lists, feeds and search results, where the signs would be seen.",
        mend="Write plain words.",
        wrong="title: A library that <em>listens</em>\n",
        right="title: A library that listens\n",
    ),
    Code.REPEATED_ITEM: Explanation(
        meaning="A list names the same thing twice.",
        why="It would be shown once. The second was perhaps meant to be another.",
        mend="Keep one of them.",
        wrong="sectors: [Health, Housing, Health]\n",
        right="sectors: [Health, Housing]\n",
    ),
    Code.TAXONOMY_FILE: Explanation(
        meaning=(
            "Something is wrong with the list of terms: there are two, `_taxonomies.yml` and `_taxonomies.yaml`, or a "
            "term can't have a page."
        ),
        why="The list decides which terms there are, and the address of each term's page is made from its letters.",
        mend="Put all terms into one file, each with at least one Latin letter or digit.",
        wrong='sectors:\n  - Housing\n  - "!!!"\n',
        right="sectors:\n  - Housing\n",
        form=Form.TERMS,
    ),
    Code.NOT_A_PATH: Explanation(
        meaning="The value is not a path of this site.",
        why="An old address leads to a page of this site, so it is written without the name of any site.",
        mend="Write a path such as `work/old-name/`.",
        wrong="aliases: [https://www.example.org/work/old-name/]\n",
        right="aliases: [work/old-name/]\n",
    ),
    Code.STARTER_WORDS: Explanation(
        meaning="A record that is to be published still says what `casefolio new` wrote into it.",
        why="Words such as “Name of the client” stand there to be written over. They say nothing to a visitor.",
        mend="Write your own words, delete the section, or keep `status: draft` until they are written.",
        wrong="client: Name of the client\n",
        right="client: Trefelin Libraries\n",
    ),
    Code.DATE_TO_COME: Explanation(
        meaning="The date of a quote is still to come.",
        why="Nobody has said it yet on that day, so a digit is wrong, and readers would wonder about the rest.",
        mend="Write when it was said: a year, a month or a day.",
        wrong='testimonials:\n  - quote: The notes are still on the wall.\n    date: "2199-07"\n',
        right='testimonials:\n  - quote: The notes are still on the wall.\n    date: "2024-07"\n',
    ),
    Code.TEXT_DIRECTION: Explanation(
        meaning="A sign that nobody sees changes the direction of writing, and nothing changes it back.",
        why=(
            "Word processors and web pages leave such signs around Hebrew or Arabic. One without its partner turns the "
            "words of others on the page as well, and some show letters in another order than they are written. Pairs, "
            "and marks between letters, may stand where they are."
        ),
        mend="Delete the sign: put the cursor behind it and press Backspace, or type the words anew.",
        wrong='programme: "A good start \\u202B"\n',
        right="programme: A good start\n",
    ),
}
