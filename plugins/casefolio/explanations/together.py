"""Explains the rules of several files together: CF501 to CF599."""

from casefolio.codes import Code
from casefolio.explanations.entry import Explanation, Form

EXPLANATIONS: dict[Code, Explanation] = {
    Code.SLUG_TAKEN: Explanation(
        meaning="Two records have the same address.",
        why="One page would replace the other without a word.",
        mend="Write a `slug: …` in one of them, or rename it.",
        wrong="case_studies/library.md\ncase_studies/library/index.md",
        right="case_studies/library.md\ncase_studies/library-museum/index.md",
        form=Form.FOLDER,
    ),
    Code.SLUG_RESERVED: Explanation(
        meaning="The address is that of a generated page.",
        why="The list of all sectors, for one, stands at this address already.",
        mend="Write another `slug: …`, or rename the file.",
        wrong="slug: sectors\n",
        right="slug: sectors-of-the-county\n",
    ),
    Code.UNKNOWN_RELATED: Explanation(
        meaning="`related` names no record, or the record itself.",
        why="The link below the study would lead nowhere.",
        mend="Write the slug of another record.",
        wrong="# the other study is autumn-fair.md\nrelated: [autum-fair]\n",
        right="# the other study is autumn-fair.md\nrelated: [autumn-fair]\n",
    ),
    Code.LINK_BROKEN: Explanation(
        meaning="A link leads nowhere.",
        why="Readers who follow it would see an error page.",
        mend="Write the path from this file to the other one.",
        wrong="We met at [the fair](autum-fair.md).\n",
        right="We met at [the fair](autumn-fair.md).\n",
        form=Form.BODY,
    ),
    Code.ALIAS_TAKEN: Explanation(
        meaning="An alias is the address of a page or a file, or another record's alias.",
        why="An old address can lead to one page only, and the page that stands there today would be out of reach.",
        mend="Take it out.",
        wrong="aliases: [case-studies/autumn-fair/]\n",
        right="aliases: [work/old-name/]\n",
    ),
    Code.PAGE_REPLACED: Explanation(
        meaning="A page of your own stands in place of the record's page.",
        why="That is allowed, but the study has no page then, which is seldom meant.",
        mend="Rename that page, or write another `slug: …`.",
        wrong="docs/case-studies/library.md\ncase_studies/library.md",
        right="docs/about-the-library.md\ncase_studies/library.md",
        form=Form.FOLDER,
    ),
    Code.LINK_TO_DRAFT: Explanation(
        meaning="A link leads to a record that is not published.",
        why="A link must not tell that a draft exists, so only its words are shown.",
        mend="Nothing, if it will be published: it becomes a link then. Below, `winter-fair.md` is a draft.",
        wrong="We met at [the fair](winter-fair.md).\n",
        right="We met at [the fair](autumn-fair.md).\n",
        form=Form.BODY,
    ),
    Code.EMBED_WRONG: Explanation(
        meaning="A block for a list on a page of yours is wrong: it is not closed, or finds nothing.",
        why="The page would show the block's own lines, or an empty space.",
        mend="See [lists on pages of your own](pages.md#lists-on-pages-of-your-own).",
        wrong="/// testimonals\n///\n",
        right="/// testimonials\n///\n",
        form=Form.PAGE,
    ),
    Code.LEAK: Explanation(
        meaning="The built site holds words that may not be published: a quote without consent, a hidden name, "
        "a client who is not to be named, a study that is still to come, or a note on consent.",
        why="Somebody was promised that these words stay out. They got in by another way: a page of your own, the text "
        "of another study, a file's name, another plugin.",
        mend="Search the files of your site for the words, and take them out. The build has failed; don't publish what "
        "it has left.",
        wrong="`content/about.md` repeats a quote whose consent was withdrawn",
        right="The words stand in the record alone",
        form=Form.WORDS,
    ),
}
