"""Owns the table of diagnostic codes: one stable code a rule, with its severity."""

from enum import Enum, StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs: an error keeps its record from being published."""

    ERROR = "error"
    WARNING = "warning"


_E, _W = Severity.ERROR, Severity.WARNING


class Code(Enum):
    """Every rule that a diagnostic can name.

    Codes are never reused and never change their meaning: 1xx files and YAML, 2xx fields, 3xx photos,
    4xx testimonials and the text, 5xx what concerns several files.
    """

    NOT_UTF8 = ("CF101", _E, "the file is not UTF-8 text")
    EMPTY_FILE = ("CF102", _E, "the file is empty")
    NO_FRONT_MATTER = ("CF103", _E, "the file does not begin with front matter")
    FRONT_MATTER_OPEN = ("CF104", _E, "the front matter is never closed")
    YAML_SYNTAX = ("CF105", _E, "the YAML cannot be read")
    NOT_A_MAPPING = ("CF106", _E, "the fields are not written as `key: value`")
    DUPLICATE_KEY = ("CF107", _E, "a key stands twice")
    YAML_FEATURE = ("CF108", _E, "a sign that names, copies or converts values is not read")
    FILE_TOO_LARGE = ("CF109", _E, "the file is larger than the limit")
    YAML_TOO_COMPLEX = ("CF110", _E, "the YAML is nested too deeply or has too many values")
    YAML_SURPRISE = ("CF111", _W, "other programs read this text as something else")
    COMMENT_IN_TEXT = ("CF112", _W, "a `#` cuts the text off")
    UNREADABLE_FILE = ("CF113", _E, "the file cannot be read")
    SEVERAL_DOCUMENTS = ("CF114", _E, "a YAML file holds more than one record")
    NOT_A_RECORD = ("CF115", _W, "the file lies among the records but is not one")
    CONTROL_CHARACTER = ("CF116", _E, "the file holds a control character")
    BODY_TOO_LARGE = ("CF121", _E, "the text of a record is longer than the limit")

    MISSING_FIELD = ("CF201", _E, "a required field is missing")
    UNKNOWN_KEY = ("CF202", _E, "the key is not known")
    WRONG_KIND = ("CF203", _E, "the value has the wrong form")
    TOO_SHORT = ("CF204", _E, "the text is too short")
    TOO_LONG = ("CF205", _E, "the text is too long")
    NOT_A_CHOICE = ("CF206", _E, "the value is not one of the choices")
    NOT_A_DATE = ("CF207", _E, "the value is not a date of this form")
    NOT_A_NUMBER = ("CF208", _E, "the value is not a number, or out of range")
    NOT_TRUE_OR_FALSE = ("CF209", _E, "the value is neither true nor false")
    NOT_AN_ADDRESS = ("CF210", _E, "the value is not a web address")
    NOT_A_SLUG = ("CF211", _E, "the value is not a slug")
    NOT_A_LANGUAGE = ("CF212", _E, "the value is not a language tag")
    UNKNOWN_TERM = ("CF213", _E, "the term is not in the list of terms")
    TERM_SPELLINGS = ("CF214", _W, "one term is written in two ways")
    PERIOD_REVERSED = ("CF215", _E, "the period ends before it starts")
    UPDATED_BEFORE_PUBLISHED = ("CF216", _E, "the record was updated before it was published")
    NUMBER_WITHOUT_SOURCE = ("CF217", _E, "a number has no source")
    OUTCOME_INCOMPLETE = ("CF218", _E, "an outcome says neither a statement nor a value with its label")
    CLIENT_INCOMPLETE = ("CF219", _E, "the client's disclosure needs another field")
    HTML_IN_TEXT = ("CF220", _E, "a plain text holds HTML")
    REPEATED_ITEM = ("CF221", _W, "a list names the same thing twice")
    TAXONOMY_FILE = ("CF222", _E, "the list of terms is wrong")
    NOT_A_PATH = ("CF223", _E, "the value is not a path of this site")
    STARTER_WORDS = ("CF224", _E, "a record that is no draft holds the words of the starter")
    DATE_TO_COME = ("CF225", _E, "a quote is from a day that is still to come")
    TEXT_DIRECTION = ("CF240", _E, "a sign changes the direction of writing for all that follows")

    PHOTO_MISSING = ("CF301", _E, "the photo's file is not there")
    PHOTO_OUTSIDE = ("CF302", _E, "the photo's file lies outside the record's folder")
    PHOTO_UNREADABLE = ("CF303", _E, "the photo cannot be opened")
    PHOTO_FORMAT = ("CF304", _E, "the photo's format is not one that is read")
    PHOTO_TOO_LARGE = ("CF305", _E, "the photo is larger than the limit")
    PHOTO_TOO_SMALL = ("CF306", _W, "the photo is too small for its place")
    PHOTO_NAME = ("CF307", _W, "the photo is not what its name says")
    PHOTO_NAME_CASE = ("CF308", _E, "the photo's name differs in capitals")
    ALT_MISSING = ("CF309", _E, "the photo has no text alternative")
    ALT_IS_FILE_NAME = ("CF310", _E, "the text alternative is a file name")
    ALT_ON_DECORATIVE = ("CF311", _W, "a decorative photo has a text alternative")
    CREDIT_MISSING = ("CF312", _W, "the photo has no credit")
    CREDIT_NOT_UNDERSTOOD = ("CF313", _E, "the credit does not name an author")
    FOCAL_NOT_UNDERSTOOD = ("CF314", _E, "the focal point is not understood")
    PHOTO_TOO_COSTLY = ("CF321", _E, "opening the photo takes more time or memory than the limit")

    PULL_NOT_VERBATIM = ("CF401", _E, "the pull quote is not a part of the quote")
    MORE_GIVEN_THAN_SHOWN = ("CF402", _W, "the record says more about a person than the page may show")
    SMALL_GROUP = ("CF403", _W, "an anonymous quote comes from a small group")
    ATTRIBUTION_INCOMPLETE = ("CF404", _E, "the attribution needs a field that is not given")
    EVIDENCE_IS_ADDRESS = ("CF405", _E, "the evidence is an address")
    HEADING_NEARLY_KNOWN = ("CF406", _W, "a heading nearly matches a known one")
    NO_QUOTE_UNDER_HEADING = ("CF407", _W, "the quotes' section holds no quote")
    SECTION_TWICE = ("CF408", _W, "a section stands twice")
    QUOTE_TWICE = ("CF409", _W, "a quote stands twice")
    TITLE_IN_BODY = ("CF410", _W, "the text has a heading of level 1")
    HTML_IN_BODY = ("CF411", _W, "HTML in the text is shown as text")
    VIDEO_INCOMPLETE = ("CF412", _E, "a video lacks its captions or its transcript")
    PICTURE_IN_BODY = ("CF413", _E, "a picture stands in the text")
    TEXT_TOO_DEEP = ("CF414", _E, "quotes or lists in the text are nested too deeply")
    QUOTE_IN_MARKS = ("CF415", _W, "quote marks wrap a whole quote")
    WORDS_CHANGED = ("CF416", _E, "a quote is not the one that was stamped")
    CONSENT_ENDING = ("CF417", _W, "the consent to a quote ends soon")
    CONSENT_LAPSED = ("CF418", _W, "the consent to a quote has ended")
    NAME_GIVEN_AWAY = ("CF419", _W, "a text names a person whom the page keeps back")
    CONTACT_GIVEN_AWAY = ("CF420", _W, "a text leads to a person whom the page keeps back")
    PERSON_SINGLED_OUT = ("CF421", _W, "an office is as good as a name")
    CLIENT_GIVEN_AWAY = ("CF422", _E, "a text names a client whom the page keeps back")
    NOT_TRANSLATED = ("CF423", _W, "a quote is translated from its own language")

    SLUG_TAKEN = ("CF501", _E, "two records have the same slug")
    SLUG_RESERVED = ("CF502", _E, "the slug is the name of a generated page")
    UNKNOWN_RELATED = ("CF503", _E, "a related slug is not a record")
    LINK_BROKEN = ("CF504", _E, "a link leads nowhere")
    ALIAS_TAKEN = ("CF505", _E, "an alias is the address of another page")
    PAGE_REPLACED = ("CF506", _W, "a page of the site replaces the record's page")
    LINK_TO_DRAFT = ("CF507", _W, "a link leads to a record that is not published")
    EMBED_WRONG = ("CF508", _E, "a block for a generated list is wrong")
    LEAK = ("CF509", _E, "words that are withheld stand in the built site")

    def __init__(self, code_id: str, severity: Severity, summary: str) -> None:
        """Spreads the row of the table over attributes."""
        self.id = code_id
        self.severity = severity
        self.summary = summary
