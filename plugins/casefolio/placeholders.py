"""Owns the words that a starter record has in place of an editor's own; they may be seen in a draft only."""

from casefolio.records import SectionKind

#: Of a summary's length, so that a draft can be looked at before it is written.
SUMMARY = "Write here in one or two plain sentences what happened, why, and what came of it."
CLIENT = "Name of the client"
#: In the order that the sections stand in.
SECTIONS: dict[SectionKind, str] = {
    SectionKind.BRIEF: "Write here what was asked for, by whom, and why just then.",
    SectionKind.APPROACH: "Write here what you did, in the order that it happened. Name what was hard, too.",
    SectionKind.OUTCOMES: "Write here what is different now, and how anybody can tell.",
    SectionKind.LEARNING: "Write here what you would do again, and what you would do another way.",
}
