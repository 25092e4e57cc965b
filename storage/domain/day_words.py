"""The words people use for days, in all of fredstid's languages at once."""

from collections.abc import Mapping

from storage.domain.holidays import Holiday

DAY_WORDS: Mapping[str, int] = {
    **dict.fromkeys(("i forgårs", "forgårs", "i førgår", "førgår", "day before yesterday"), -2),
    **dict.fromkeys(("i går", "igår", "yesterday", "last night"), -1),
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i kveld", "i ettermiddag", "i formiddag", "i føremiddag", "i natt"), 0),
    **dict.fromkeys(("tonight", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "overmorgen", "i overmorgon", "overmorgon", "day after tomorrow"), 2),
}
WEEKDAYS = (
    ("mandag", "måndag", "monday"),
    ("tirsdag", "tysdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "laurdag", "saturday"),
    ("søndag", "sundag", "sunday"),
)
MONTHS = (
    ("januar", "january"), ("februar", "february"), ("mars", "march"), ("april",), ("mai", "may"), ("juni", "june"),
    ("juli", "july"), ("august",), ("september",), ("oktober", "october"), ("november",), ("desember", "december"),
)  # fmt: skip
MONTH_WORDS = tuple(tuple(dict.fromkeys(name[:3] for name in names)) for names in MONTHS)
"""How the name of each month begins."""
COUNTS: Mapping[str, int] = {
    **dict.fromkeys(("en", "én", "ei", "éi", "ein", "éin", "et", "ett", "eit", "eitt", "a", "an", "one"), 1),
    **dict.fromkeys(("to", "two", "et par", "eit par", "a couple of"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9),
    **dict.fromkeys(("ti", "ten"), 10),
    **dict.fromkeys(("elleve", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12),
    **dict.fromkeys(("fjorten", "fourteen"), 14),
}
HOLIDAYS: Mapping[str, tuple[Holiday, ...]] = {
    **dict.fromkeys(("høstferien", "høstferie", "haustferien", "haustferie"), (Holiday.AUTUMN,)),
    **dict.fromkeys(("autumn break", "autumn holiday", "autumn holidays"), (Holiday.AUTUMN,)),
    **dict.fromkeys(("jul", "jula", "julen", "juleferien", "juleferie", "nyttår", "nyår"), (Holiday.CHRISTMAS,)),
    **dict.fromkeys(("christmas", "xmas", "christmas holiday", "christmas holidays", "new year"), (Holiday.CHRISTMAS,)),
    **dict.fromkeys(("vinterferien", "vinterferie"), (Holiday.WINTER,)),
    **dict.fromkeys(("winter break", "winter holiday", "winter holidays"), (Holiday.WINTER,)),
    **dict.fromkeys(("påske", "påska", "påsken", "påskeferien", "påskeferie"), (Holiday.EASTER,)),
    **dict.fromkeys(("easter", "easter break", "easter holiday", "easter holidays"), (Holiday.EASTER,)),
    **dict.fromkeys(("sommeren", "sommaren", "sommer", "sommar", "sommerferien", "sommarferien"), (Holiday.SUMMER,)),
    **dict.fromkeys(("sommerferie", "sommarferie"), (Holiday.SUMMER,)),
    **dict.fromkeys(("summer", "summer break", "summer holiday", "summer holidays"), (Holiday.SUMMER,)),
    **dict.fromkeys(("ferien", "holiday", "holidays"), tuple(Holiday)),
}
WEEKENDS = frozenset({"helga", "helgen", "helg", "helgja", "weekend"})
WEEKS: Mapping[str, int] = {
    **dict.fromkeys(("denne uka", "denne uken", "denne veka", "this week"), 0),
    **dict.fromkeys(("neste uke", "neste uka", "neste uken", "neste veke", "neste veka", "next week"), 1),
    **dict.fromkeys(("kommende uke", "komande veke", "uka", "veka", "coming week"), 1),
    **dict.fromkeys(("uka etter neste", "veka etter neste", "week after next"), 2),
}
"""How many weeks ahead; «til uka» is the next one."""
BEFORE = ("før", "before")
AFTER = ("etter", "over", "after")
BY = ("innen", "innan", "senest", "seinest", "til", "frist", "by", "until", "due")
AT = ("på", "i", "den", "on", "in", "at", "the")
NEXT = ("neste", "next")
COMING = ("førstkommende", "fyrstkomande", "førstkomande", "kommende", "komande", "denne", "nå på", "no på", "this",
          "coming", "the coming")  # fmt: skip
PARTS_OF_DAY = (
    "kveld", "kvelden", "morgen", "morgenen", "morgon", "morgonen", "formiddag", "formiddagen", "føremiddag",
    "føremiddagen", "ettermiddag", "ettermiddagen", "natt", "tidlig", "tidleg", "lunsj", "skoletid", "skuletid",
    "skolen", "skulen", "evening", "morning", "afternoon", "night", "noon", "lunch", "school",
)  # fmt: skip
