"""Explains the rules of testimonials and of the text: CF401 to CF499."""

from casefolio.codes import Code
from casefolio.explanations.entry import Explanation, Form

_QUOTE = "testimonials:\n  - quote: They asked us first, and they kept asking.\n"
_HIDDEN_NAME = f"{_QUOTE}    name: {{}}\n    attribution: first_name\n"
_HIDDEN_CLIENT = "client:\n  name: Trefelin Libraries\n  description: A library service\n  disclosure: described\n"
_STAMPED = (
    "    consent:\n      status: granted\n"
    "      words: sha256:9905cdc7edad6f060b38a29b05d8e346b2f064615ef2f13f027aa96fbb91f331\n"
)

EXPLANATIONS: dict[Code, Explanation] = {
    Code.PULL_NOT_VERBATIM: Explanation(
        meaning="The pull quote is not a part of the quote.",
        why="A quote is never changed. What is set large must be what the person said, word for word.",
        mend="Copy the words exactly. Write `[…]` where you leave some out, and `[the desk]` for what is meant.",
        wrong=f"{_QUOTE}    pull: They always asked us\n",
        right=f"{_QUOTE}    pull: They asked us first\n",
    ),
    Code.MORE_GIVEN_THAN_SHOWN: Explanation(
        meaning="The record says more about a person than the page shows.",
        why="The page keeps the rest back, but whoever can read the file learns who it was.",
        mend="Take it out of the file if others can read it.",
        wrong=f"{_QUOTE}    name: Sample Name\n    role: Nurse\n    attribution: role\n",
        right=f"{_QUOTE}    role: Nurse\n    attribution: role\n",
    ),
    Code.SMALL_GROUP: Explanation(
        meaning="An anonymous quote comes from fewer than five people.",
        why="In a group that small, colleagues can guess who said it.",
        mend="Ask the person whether they mind, or leave the quote out.",
        wrong=f"{_QUOTE}    attribution: anonymous\n    group_size: 3\n",
        right=f"{_QUOTE}    attribution: anonymous\n    group_size: 14\n",
    ),
    Code.ATTRIBUTION_INCOMPLETE: Explanation(
        meaning="The attribution shows a field that is not given.",
        why="The quote would stand on the page with nobody behind it.",
        mend="Add the field, or choose another attribution.",
        wrong=f"{_QUOTE}    attribution: role\n",
        right=f"{_QUOTE}    role: Nurse\n    attribution: role\n",
    ),
    Code.EVIDENCE_IS_ADDRESS: Explanation(
        meaning="The evidence of consent is an address.",
        why="The file may be public, and the address leads to a person or to a form that they signed.",
        mend="Write a reference that only you can follow.",
        wrong=f"{_QUOTE}    consent:\n      status: granted\n      evidence: mail from nurse@example.org\n",
        right=f"{_QUOTE}    consent:\n      status: granted\n      evidence: form 12/2025\n",
    ),
    Code.HEADING_NEARLY_KNOWN: Explanation(
        meaning="A heading nearly matches a known one.",
        why="Known headings tell where quotes and outcomes stand. A misspelt one is a heading like any other.",
        mend="Write the known one, if you mean it.",
        wrong="## The breif\n\nMake listening part of ordinary days.\n",
        right="## The brief\n\nMake listening part of ordinary days.\n",
        form=Form.BODY,
    ),
    Code.NO_QUOTE_UNDER_HEADING: Explanation(
        meaning="The section of quotes holds no quote.",
        why="Without its sign a quote is a paragraph like any other, and is missing from the page of testimonials.",
        mend="Begin each quote with `> `, or write it as `- “…”`.",
        wrong="## What they said\n\nThey asked us first, and they kept asking.\n",
        right="## What they said\n\n> They asked us first, and they kept asking.\n",
        form=Form.BODY,
    ),
    Code.SECTION_TWICE: Explanation(
        meaning="A section stands twice.",
        why="The page has one place for each known section, and a link to it can lead to one of the two only.",
        mend="Put both texts below one heading, or name one otherwise.",
        wrong="## What I did\n\nWe moved the desk.\n\n## What I did\n\nWe asked readers.\n",
        right="## What I did\n\nWe moved the desk. We asked readers.\n",
        form=Form.BODY,
    ),
    Code.QUOTE_TWICE: Explanation(
        meaning="A quote stands twice.",
        why="It would stand twice on the page, perhaps once with its author and once without.",
        mend="Keep one of them.",
        wrong=f"{_QUOTE}  - quote: They asked us first, and they kept asking.\n",
        right=_QUOTE,
    ),
    Code.TITLE_IN_BODY: Explanation(
        meaning="The text has a heading of level 1.",
        why="The page's heading is the title. With two, people who listen to pages lose their way.",
        mend="Write two hashes, or delete the line if it repeats the title.",
        wrong="# How it began\n\nReaders had stopped asking.\n",
        right="## How it began\n\nReaders had stopped asking.\n",
        form=Form.BODY,
    ),
    Code.HTML_IN_BODY: Explanation(
        meaning="HTML in the text is shown as it is written.",
        why="HTML can hold programs and break the page, so readers would see the signs themselves.",
        mend="Write it in Markdown.",
        wrong="We moved the <b>desk</b>.\n",
        right="We moved the **desk**.\n",
        form=Form.BODY,
    ),
    Code.VIDEO_INCOMPLETE: Explanation(
        meaning="A video lacks its captions or its transcript.",
        why="People who can't hear or see it get the words from these (WCAG 2.2, criteria 1.2.2 and 1.2.3).",
        mend="Add them.",
        wrong=f"{_QUOTE}    video:\n      url: https://video.example.org/nurse\n      captions: nurse.vtt\n",
        right=(
            f"{_QUOTE}    video:\n      url: https://video.example.org/nurse\n      captions: nurse.vtt\n"
            "      transcript: They asked us first, and they kept asking.\n"
        ),
    ),
    Code.PICTURE_IN_BODY: Explanation(
        meaning="A picture stands in the text.",
        why="A study has one photo, which is cropped, credited and cleaned of private data. Others would not be.",
        mend="Take it out, or make it the `photo`.",
        wrong="![The desk](desk.jpg)\n",
        right="The desk stood in the middle of the room.\n",
        form=Form.BODY,
    ),
    Code.TEXT_TOO_DEEP: Explanation(
        meaning="Quotes or lists in the text are nested too deeply.",
        why="A page can't show forty levels, and a text made to do harm has thousands.",
        mend="Take out some of the `>` signs or the indentation.",
        wrong=f"{'>' * 50} They asked us first.\n",
        right="> They asked us first.\n",
        form=Form.BODY,
    ),
    Code.QUOTE_IN_MARKS: Explanation(
        meaning="Quote marks wrap a whole quote, or a whole pull quote, in the fields.",
        why="The site puts its own marks around every quote, in the way of its language, so these were taken off.",
        mend="Delete the two marks. Those inside a quote stay, and in the text of a study `- “…”` is right.",
        wrong="testimonials:\n  - quote: “They asked us first, and they kept asking.”\n",
        right=_QUOTE,
    ),
    Code.WORDS_CHANGED: Explanation(
        meaning="A quote is not the one that was stamped, or its stamp is none.",
        why="Somebody agreed to exact words. One letter more or less, and nobody has agreed to them.",
        mend="Put the words back. Or ask the person about the new ones, and run `casefolio consent stamp`.",
        wrong=f"{_QUOTE.replace('kept', 'still kept')}{_STAMPED}",
        right=f"{_QUOTE}{_STAMPED}",
    ),
    Code.CONSENT_ENDING: Explanation(
        meaning="The consent to a quote ends within 60 days.",
        why="From the day after, the quote is hidden. There is time to ask again.",
        mend="Ask the person, and write the new day. The examples are of 1 June 2026.",
        wrong=f"{_QUOTE}    consent:\n      status: granted\n      expires_on: 2026-06-30\n",
        right=f"{_QUOTE}    consent:\n      status: granted\n      expires_on: 2028-06-30\n",
    ),
    Code.CONSENT_LAPSED: Explanation(
        meaning="The consent to a quote has ended.",
        why="The quote is hidden since then, which nobody may have noticed.",
        mend="Ask the person and write the new day, or take the quote out. The examples are of 1 June 2026.",
        wrong=f"{_QUOTE}    consent:\n      status: granted\n      expires_on: 2026-05-31\n",
        right=f"{_QUOTE}    consent:\n      status: granted\n      expires_on: 2028-05-31\n",
    ),
    Code.NAME_GIVEN_AWAY: Explanation(
        meaning="A text has a word of a name that an attribution keeps back.",
        why="Whoever reads the page learns who spoke. The message doesn't repeat the word: others may read it.",
        mend="Write it without. Everyday words, such as Will or Rose, count only with a capital within a sentence.",
        wrong=f"{_HIDDEN_NAME.format('Ann Penrhyn')}outcomes:\n  - Ms Penrhyn still holds the hour.\n",
        right=f"{_HIDDEN_NAME.format('Ann')}outcomes:\n  - The team still holds the hour.\n",
    ),
    Code.CONTACT_GIVEN_AWAY: Explanation(
        meaning="A text holds an e-mail address, a phone number or the like, and the page keeps back who spoke.",
        why="It leads to the person as surely as a name.",
        mend="Take it out. In a quote `[…]` marks what is missing; ask the person first.",
        wrong="testimonials:\n  - quote: They asked us first. Ask me, on 029 2018 0000.\n    label: Nurse\n",
        right="testimonials:\n  - quote: They asked us first. […]\n    label: Nurse\n",
    ),
    Code.PERSON_SINGLED_OUT: Explanation(
        meaning="The role of somebody without a name is an office that one person holds, and the client is named.",
        why="Anybody can look up who the chief executive was.",
        mend="Write a wider role; or ask the person, and add how many people it could have been as `group_size`.",
        wrong=f"{_QUOTE}    role: Chief executive\n    attribution: role\n",
        right=f"{_QUOTE}    role: Senior leader\n    attribution: role\n",
    ),
    Code.CLIENT_GIVEN_AWAY: Explanation(
        meaning="A text has the name of a client who is described only, or anonymous.",
        why="The page keeps the name back in one place and tells it in another.",
        mend="Write it without. Or take `name` out of the file, if the word means something else there.",
        wrong=f"title: How Trefelin Libraries listens\n{_HIDDEN_CLIENT}",
        right=f"title: How a library service listens\n{_HIDDEN_CLIENT}",
    ),
    Code.NOT_TRANSLATED: Explanation(
        meaning="A quote is said to be translated from the language that it is in.",
        why="One of the two is wrong: what the words are in (`lang`), or what they were said in (`translated_from`).",
        mend="Write the other language, or take `translated_from` out if nothing was translated.",
        wrong=f"{_QUOTE}    lang: en\n    translated_from: en\n",
        right=f"{_QUOTE}    lang: en\n    translated_from: cy\n",
    ),
}
