"""Owns which parts of names are everyday words as well, in English and Welsh: few texts are suspected wrongly."""

#: In small letters. A word that is missing here is told too often; one too many is overlooked in some sentences.
EVERYDAY_NAMES = frozenset(
    """
    amber april art august aur autumn bach baker banks bell best bill bird bishop black bond brook brooks
    brown bryn burns bush butler carter case chance chase church clay coch cole cook cooper cross crystal
    dafydd daisy dale dawn day dean drew earl east eira faith farmer fawr field fields finch fisher flint
    flower ford forest fox frank frost gale gene glas glen glyn good grace grant gray green grey guy gwen gwyn
    haf hall hardy harmony hart haul hazel head heather hedd heulwen hill holly home hope hunt hunter iris ivy
    jack jade jay joy june justice king knight lake lane large law lily little llew llyn long love lowe mai
    major mark marsh mason mawr may mead melody mercy miles mill miller moor moore mor nant new noble non
    north oak olive page park parker parks pat pearl penny piper pope potter power powers price pride pryce
    rain ray reed rhos rhosyn rice rich river rob robin rock rose ruby rush sage sandy savage sharp shepherd
    short singer skye small smith south spring stone storm strong sue summer swift taylor true turner victor
    wade walker ward waters way weaver webb wells west wheeler white wild will winter wise wolf wood woods
    wright young
    """.split()  # noqa: SIM905 - as a list it would be a page
)
