"""Explains the rules of photos: CF301 to CF399."""

from casefolio.codes import Code
from casefolio.explanations.entry import Explanation

_WORDS = "  alt: Readers around a library desk\n  credit: Photo by Sample Name\n"


def _photo(src: str) -> str:
    """The fields of a photo that has nothing wrong with it but perhaps its file."""
    return f"photo:\n  src: {src}\n{_WORDS}"


EXPLANATIONS: dict[Code, Explanation] = {
    Code.PHOTO_MISSING: Explanation(
        meaning="The photo's file is not there.",
        why="The page would have a hole where its photo belongs.",
        mend="Put the photo next to the record, and check its name.",
        wrong=_photo("dsek.jpg"),
        right=_photo("desk.jpg"),
    ),
    Code.PHOTO_OUTSIDE: Explanation(
        meaning="The photo's file lies outside the record's folder.",
        why="A record and its photo can be moved together, and no record can publish a file that lies elsewhere.",
        mend="Put the photo itself next to the record.",
        wrong=_photo("../desk.jpg"),
        right=_photo("desk.jpg"),
    ),
    Code.PHOTO_UNREADABLE: Explanation(
        meaning="The photo can't be opened: it is damaged, cut off or empty.",
        why="A photo that was copied halfway would be grey from the middle on.",
        mend="Copy it again, or save it as JPEG in a photo program.",
        wrong=f"# half-copied.jpg stops in the middle\n{_photo('half-copied.jpg')}",
        right=_photo("desk.jpg"),
    ),
    Code.PHOTO_FORMAT: Explanation(
        meaning="The file is not a JPEG, PNG, WebP or AVIF photo.",
        why="Others are films, drawings or a camera's own format. Browsers don't show them, or they can hold programs.",
        mend="Save it as JPEG.",
        wrong=f"# moving.gif is a short film\n{_photo('moving.gif')}",
        right=_photo("desk.jpg"),
    ),
    Code.PHOTO_TOO_LARGE: Explanation(
        meaning="The photo is larger than [the limit](photos.md#what-photos-are-read).",
        why="A huge photo needs much memory and time at every build, and nothing on the page gets better by it.",
        mend="Save a smaller copy; 2400 pixels of width are plenty.",
        wrong=f"# poster.png has 120 million pixels\n{_photo('poster.png')}",
        right=_photo("desk.jpg"),
    ),
    Code.PHOTO_TOO_SMALL: Explanation(
        meaning="The photo is too small for the top of a page.",
        why="It would be blurred, because it is never enlarged beyond what it has.",
        mend="Use a larger version, if there is one.",
        wrong=f"# thumbnail.jpg is 300 pixels wide\n{_photo('thumbnail.jpg')}",
        right=_photo("desk.jpg"),
    ),
    Code.PHOTO_NAME: Explanation(
        meaning="The photo is of another format than its name says.",
        why="It works here, but other programs go by the name and may not open it.",
        mend="Rename it, in the folder and in the record.",
        wrong=f"# renamed.jpg is a PNG photo\n{_photo('renamed.jpg')}",
        right=_photo("renamed.png"),
    ),
    Code.PHOTO_NAME_CASE: Explanation(
        meaning="The photo's name differs in capitals.",
        why="Windows and macOS don't mind, but the computer that publishes the site would not find the photo.",
        mend="Write it as the file is named.",
        wrong=_photo("Desk.JPG"),
        right=_photo("desk.jpg"),
    ),
    Code.ALT_MISSING: Explanation(
        meaning="The photo has no text alternative.",
        why="People who don't see the photo hear this text in its place (WCAG 2.2, criterion 1.1.1).",
        mend="Add `alt: …` with what it shows, or `decorative: true`.",
        wrong="photo:\n  src: desk.jpg\n  credit: Photo by Sample Name\n",
        right=_photo("desk.jpg"),
    ),
    Code.ALT_IS_FILE_NAME: Explanation(
        meaning="The text alternative is the name of a file.",
        why="“I M G underscore 2 0 4 7 dot j p g” read aloud tells nobody what the photo shows.",
        mend="Say what the photo shows, as you would on the telephone.",
        wrong="photo:\n  src: desk.jpg\n  alt: IMG_2047.jpg\n  credit: Photo by Sample Name\n",
        right=_photo("desk.jpg"),
    ),
    Code.ALT_ON_DECORATIVE: Explanation(
        meaning="A decorative photo has a text alternative.",
        why="A decorative photo is passed over when a page is read aloud, so nobody would hear the text.",
        mend="Keep one of the two.",
        wrong=f"{_photo('desk.jpg')}  decorative: true\n",
        right="photo:\n  src: desk.jpg\n  decorative: true\n  credit: Photo by Sample Name\n",
    ),
    Code.CREDIT_MISSING: Explanation(
        meaning="The photo has no credit.",
        why="Most licences, and most photographers, ask for one.",
        mend="Add `credit: Photo by … on …`.",
        wrong="photo:\n  src: desk.jpg\n  alt: Readers around a library desk\n",
        right=_photo("desk.jpg"),
    ),
    Code.CREDIT_NOT_UNDERSTOOD: Explanation(
        meaning="The credit does not say in a way that can be read who took the photo.",
        why="The credit stands with the photo and in a list of all photos, under the author's name.",
        mend="Write it as [one of these sentences](photos.md#the-credit), or in fields.",
        wrong="photo:\n  src: desk.jpg\n  alt: Readers around a library desk\n  credit: from the internet somewhere\n",
        right=_photo("desk.jpg"),
    ),
    Code.FOCAL_NOT_UNDERSTOOD: Explanation(
        meaning="The focal point is not understood.",
        why="The photo is cropped around this point, and a wrong one cuts heads off.",
        mend="Write words such as `top right`, or `{x: 0.62, y: 0.35}`.",
        wrong=f"{_photo('desk.jpg')}  focal: the lady on the left\n",
        right=f"{_photo('desk.jpg')}  focal: left\n",
    ),
    Code.PHOTO_TOO_COSTLY: Explanation(
        meaning="Opening the photo takes more time or memory than [the limit](photos.md#what-photos-are-read).",
        why="A few bytes can be made to fill a computer for hours, and nobody could build the site any more.",
        mend="Save a smaller copy as JPEG, or raise [the limit](options.md#photos) if the photo is your own.",
        wrong=f"# see-through.png has 80 million pixels, some of them transparent\n{_photo('see-through.png')}",
        right=_photo("desk.jpg"),
    ),
}
