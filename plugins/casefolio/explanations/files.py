"""Explains the rules of files and of how fields are written: CF101 to CF199."""

from casefolio.codes import Code
from casefolio.explanations.entry import Explanation, Form

EXPLANATIONS: dict[Code, Explanation] = {
    Code.NOT_UTF8: Explanation(
        meaning="The file is not UTF-8 text.",
        why=(
            "A file says nothing of the alphabet that it is saved in. UTF-8 has all letters of all languages, and with "
            "any other alphabet `ŷ`, `é` and `“` turn into rubbish on the page."
        ),
        mend="Open it in your editor, choose “Save as” or “Save with encoding”, and choose UTF-8.",
        wrong="a file that is saved as Windows-1252, as “ANSI” or as UTF-16",
        right="the same file, saved as UTF-8",
        form=Form.WORDS,
    ),
    Code.EMPTY_FILE: Explanation(
        meaning="The file is empty.",
        why="An empty file is a study that somebody meant to write, or one whose words got lost.",
        mend="Write the record, or delete the file.",
        wrong="",
        right=(
            "---\n"
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
            "---\n"
        ),
        form=Form.MARKDOWN,
    ),
    Code.NO_FRONT_MATTER: Explanation(
        meaning="The file does not begin with front matter, which is the fields between two lines of three hyphens.",
        why="Without the first line nobody can tell the fields from the text, and they would be printed on the page.",
        mend="Begin with a line `---`, the fields, and a second line `---`.",
        wrong=(
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
            "---\n"
        ),
        right=(
            "---\n"
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
            "---\n"
        ),
        form=Form.MARKDOWN,
    ),
    Code.FRONT_MATTER_OPEN: Explanation(
        meaning="The front matter is never closed, or is closed in the wrong place.",
        why="Without the second line nobody can tell where the fields end and your text begins.",
        mend="Write `---` on a line of its own below the last field, exactly three hyphens.",
        wrong=(
            "---\n"
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
            "\n"
            "## The brief\n"
            "\n"
            "Make listening part of ordinary days.\n"
        ),
        right=(
            "---\n"
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
            "---\n"
            "\n"
            "## The brief\n"
            "\n"
            "Make listening part of ordinary days.\n"
        ),
        form=Form.MARKDOWN,
    ),
    Code.YAML_SYNTAX: Explanation(
        meaning=(
            "The fields can't be read. Often a quote mark or a bracket is open, a text has a colon in it, a space is "
            "missing after a colon, or a line is indented wrongly."
        ),
        why="A few signs have a meaning in fields. Where one is out of place, guessing might lose some of your words.",
        mend="Look at the line named, and at the one above. A text in quotes may hold any sign.",
        wrong="title: Trefelin: a library that listens\n",
        right='title: "Trefelin: a library that listens"\n',
    ),
    Code.NOT_A_MAPPING: Explanation(
        meaning="The fields are not written as `key: value`.",
        why="Every value needs its name, so that it lands in the right place of the page.",
        mend="Write each field as a name, a colon, a space and a value.",
        wrong="- A library that listens\n- Trefelin Libraries\n",
        right=(
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
        ),
        form=Form.YAML,
    ),
    Code.DUPLICATE_KEY: Explanation(
        meaning="A key stands twice, or in two spellings.",
        why="Only one of the two could be shown, and the other would be lost without a word.",
        mend="Keep one of the two lines.",
        wrong="client: Trefelin Libraries\nclient: Trefelin County Council\n",
        right="client: Trefelin Libraries\n",
    ),
    Code.YAML_FEATURE: Explanation(
        meaning="A text begins with `&`, `*` or `!`, or a key is `<<`. These signs name, copy or convert values.",
        why=(
            "In a case study such a sign nearly always belongs to the text, and taken as a sign it would swallow a "
            "word. A few lines with them can also keep a computer busy for minutes."
        ),
        mend="If the sign belongs to your text, put the text in quotes. Otherwise write the value out.",
        wrong="programme: &co a shared programme\n",
        right='programme: "&co a shared programme"\n',
    ),
    Code.FILE_TOO_LARGE: Explanation(
        meaning="The file is larger than a record may be: 256 KB, unless `limits.record_kilobytes` says otherwise.",
        why="That is some 80 pages. Such a file is nearly always a photo or a paper that was saved under a wrong name.",
        mend="Shorten it. Long papers and photos lie in files of their own.",
        wrong="a record that the whole report was pasted into",
        right="a record with the story, and a link to the report",
        form=Form.WORDS,
    ),
    Code.YAML_TOO_COMPLEX: Explanation(
        meaning="The fields are nested too deeply, or have too many values.",
        why="No case study needs more than a few levels. A forgotten bracket, or a file made to do harm, has them.",
        mend="Write the fields as the manual shows them.",
        wrong="sectors: [[[[[[[[[[[[[Health]]]]]]]]]]]]]\n",
        right="sectors: [Health]\n",
    ),
    Code.YAML_SURPRISE: Explanation(
        meaning="Other programs would read this text as something else, such as a number, a time or true.",
        why=(
            "Here it stays as you wrote it. But the same file in another program could show `no` as “false”, and "
            "nobody would notice."
        ),
        mend="Put the value in quotes.",
        wrong="programme: no\n",
        right='programme: "no"\n',
    ),
    Code.COMMENT_IN_TEXT: Explanation(
        meaning="A `#` after a space cuts the text off.",
        why="What follows such a sign is a comment, so the rest of your sentence would not be on the page.",
        mend="Put the text in quotes.",
        wrong="programme: We are #1 in listening\n",
        right='programme: "We are #1 in listening"\n',
    ),
    Code.UNREADABLE_FILE: Explanation(
        meaning="The file can't be read from the disk.",
        why="A study that can't be read would be missing from the site without a word.",
        mend="Check that it is a plain file and that you may read it.",
        wrong="a file that only another account of this computer may read, or one that is still being downloaded",
        right="a file that you can open in your editor",
        form=Form.WORDS,
    ),
    Code.SEVERAL_DOCUMENTS: Explanation(
        meaning="A YAML file holds more than one record.",
        why="The name of the file is the address of the page, and two pages can't have the same address.",
        mend="Keep one record in a file. A file with fields between two `---` and text below ends in `.md`.",
        wrong=(
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
            "---\n"
            "title: A museum that listens\n"
        ),
        right=(
            "title: A library that listens\n"
            "summary: Four branch teams made listening to readers part of ordinary days.\n"
            "client: Trefelin Libraries\n"
        ),
        form=Form.YAML,
    ),
    Code.NOT_A_RECORD: Explanation(
        meaning="The file or folder lies among the records but is none.",
        why="A study with a wrong ending would never appear, and nobody would be told.",
        mend="Rename it as the message says, or begin its name with `_` to have it left alone.",
        wrong="case_studies/library.docx",
        right="case_studies/library.md",
        form=Form.FOLDER,
    ),
    Code.CONTROL_CHARACTER: Explanation(
        meaning="The file holds a character that can't be seen.",
        why="It comes along when text is copied from elsewhere. It breaks feeds and searches, and can hide words.",
        mend="Delete it: put the cursor after it and press Backspace.",
        wrong='programme: "Listening\\x07 work"\n',
        right="programme: Listening work\n",
    ),
    Code.BODY_TOO_LARGE: Explanation(
        meaning="The text is longer than it may be: 100 KB, unless `limits.body_kilobytes` says otherwise.",
        why="That is some 30 pages, which nobody reads on a screen, and most programs take long to show.",
        mend="Tell the story, and link to the paper.",
        wrong="a record that the whole report was pasted into",
        right="a record with the story, and a link to the report",
        form=Form.WORDS,
    ),
}
