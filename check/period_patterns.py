"""The words by which a sentence ties times to figures, as patterns: "in Sept 2016 (766)", "up from 5.1% a year ago".

Figures, periods and times without a date stand in the text as marks: «N0», «P0», «R0».
"""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

import re

from check.sought import Sought

TIME = r"«(?:P|R)\d+»"
ANY_MARK = Sought(r"«(?P<kind>[NPR])(?P<n>\d+)»")
ADVERBS = r"(?:(?:about|around|approximately|approx\.?|nearly|almost|just|over|only|some|a|an|total|average|of|under|at|circa|the|figure|rate|result|level|outturn|high|low|number|performance|was|it|provisional|revised|stood)\s+)*"
_LINK = r"(?:of|was|is|were|at|stood\s+at|it\s+was|there\s+were|came\s+to|being)"
_WHAT = r"(?:figure|result|position|outturn|level|rate|total|number|average|performance|value|count|score|percentage)"
_SAME = r"(?:same|corresponding|equivalent|this)\s+(?:point|time|stage|period|month|quarter|date|position)"
END_OF = rf"(?:the\s+)?(?:(?:(?:end|start|beginning|close)\s+of|{_SAME}\s+(?:of|in|during))\s+(?:the\s+)?)?"
COMPARED = r"(?:since|compared\s+(?:to|with)|in\s+comparison\s+(?:to|with)|against|versus|vs\.?|than(?:\s+(?:in|at|for))?|on|from|until|relative\s+to|over|better\s+than)"
_OWN = rf"\s*(?:(?!and\b|but\b|or\b|than\b)[a-z]+\s+){{0,2}}?(?:in|at|as\s+at|for|during)\s+{END_OF}{TIME}"
"""Behind a figure that names a time of its own: "10.08 in 2024/25 (10.48 in 2023/24)"."""

AFTER_TIME: tuple[Sought, ...] = tuple(
    Sought(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<t>{TIME})\s*(?:\(\s*|:\s*|=\s*|[-–]\s+|was\s+|it\s+was\s+|is\s+|,?\s*(?:with|at)\s+(?!the\s))(?:{_LINK}\s+)?{ADVERBS}«N(?P<k>\d+)»(?!{_OWN})",
        rf"(?P<t>{TIME})\s*,?\s*\(?\s*when\s+[^«;.]{{0,60}}?«N(?P<k>\d+)»",
        rf"(?P<t>{TIME})['’]s\s+[^«;.,:]{{0,140}}?(?::\s*|\(\s*)?«N(?P<k>\d+)»",
        rf"(?P<t>{TIME})\s+{_WHAT}\s*(?:for\s+[^«;.,]{{0,120}}?)?(?:{_LINK}|:|\(|=)?\s*{ADVERBS}«N(?P<k>\d+)»",
    )
)
BEFORE_TIME = Sought(
    rf"«N(?P<k>\d+)»\s*(?:(?!(?:and|but|while|whereas)\b)[a-z-]+\s+){{0,2}}?(?:\(\s*(?:{END_OF})?|(?:in|at|as\s+at|for|during|by|to|of)\s+{END_OF}(?:(?:month|quarter|year|position)\s+(?:of|at|to)\s+)?\(?|(?P<span>(?:in|for|over|during)\s+the\s+(?:[a-z\d-]+\s+){{0,2}}?(?:months?|weeks?|quarters?|years?|terms?|period)\s+(?:to|ending|ended|up\s+to)\s+{END_OF})|\s*,?\s*|reported\s+(?:in|for|at)\s+{END_OF})(?P<t>{TIME})",
    re.IGNORECASE,
)
TRAILING = Sought(
    rf"^(?:(?!\b(?:whereas|whilst|although|though)\b)(?:[^«;]|\.(?=\d))){{0,130}}?\b(?:in|at|as\s+at|by|for|on|during|to|of)\s+{END_OF}(?:[^«;(]{{0,20}}\()?(?P<t>{TIME})",
    re.IGNORECASE,
)
COMPARES = Sought(
    rf"\b(?:{COMPARED}|above|below|under|ahead\s+of|behind|short\s+of)\s+(?:that\s+(?:of|in|for)\s+|the\s+{_WHAT}\s+(?:in|at|for)\s+)?{END_OF}$",
    re.IGNORECASE,
)
COMPARING = Sought(
    r"\b(?:since|compared\s+(?:to|with)|up\s+from|down\s+from|than\s+(?:in|at|the|a)|between|up\s+on|down\s+on|when\s+it\s+(?:was|stood)|against|"
    rf"(?:above|below|over|under)\s+(?:the\s+)?(?:{_WHAT}|that|those))\b",
    re.IGNORECASE,
)
PAST_EVENT = Sought(
    r"\b(?:after|following|despite)\s+(?:an?|the|its|their|last|several|two|three)\s+[^,«;.]{2,40}\s(?:in|during|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
THAN_A_TIME = Sought(rf"\bthan\s+(?:(?:in|at|for|during)\s+)?{END_OF}$", re.IGNORECASE)
OLD_END = Sought(
    rf"\b(?:from|instead\s+of|rather\s+than|as\s+opposed\s+to|in\s+contrast\s+(?:to|with)|set\s+against|compared\s+(?:to|with)|in\s+comparison\s+(?:to|with)|against|versus|vs\.?|(?:more|fewer|less|higher|lower|better|worse)\s+than|up\s+on|down\s+on|previously|formerly|had\s+been|used\s+to\s+be|was\s+previously|points?»?\s+on)\s+(?:the\s+)?{ADVERBS}(?:\(\s*)?$",
    re.IGNORECASE,
)
OF_SPAN = Sought(
    rf"\b(?:months?|weeks?|quarters?|years?|period)\s+(?:to|ending|ended|up\s+to)\s+{END_OF}$|\bbetween\s+{END_OF}(?:{TIME}\s+and\s+{END_OF})?$",
    re.IGNORECASE,
)
SPAN_END = Sought(rf"^\s*(?:to|and|until|[-–])\s+{END_OF}{TIME}", re.IGNORECASE)
WHEN_IT_WAS = Sought(r"\bwhen\s+(?:it|there|the\s+\w+)\s+(?:was|were|stood\s+at)\s+$", re.IGNORECASE)
FIGURES_LISTED = Sought(r"«N\d+»(?:\s*\w*\s*(?:,|,?\s+and|,?\s+then)\s+«N\d+»)+")
TIMES_LISTED = Sought(rf"{TIME}(?:\s*(?:,|,?\s+and)\s+{END_OF}{TIME})+")
MATES_BEHIND = Sought(
    r"«N(\d+)»\s*\(\s*(?:[a-z]+\s+){0,2}?«N(\d+)»\s+(?:[a-z]+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+)?«N(\d+)»"
)
"""A percentage with its part and whole in brackets: "compared with 74.6% (1,004 of 1,346)"."""
MATES = Sought(
    r"«N(\d+)»\s+(?:[a-z]+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+)?«N(\d+)»(?:\s+[a-z]+)?(?:\s+«[PR]\d+»)?(?:\s*\(\s*«N(\d+)»\s*\))?"
)
TWIN = re.compile(r"«N(\d+)»(?:\s+[a-z]+)?\s*\(\s*(?:or\s+)?«N(\d+)»\s*\)")
"""A number and its percentage in brackets: "compared with 3,402 (41.4%) a year ago"."""
TWIN_AT = re.compile(
    r"^\s*(?:(?:in|at|for|on|by)\s+(?:the\s+)?(?:(?:same|end|start)\s+(?:[a-z]+\s+)?(?:of\s+)?)?)?(?P<t>«[PR]\d+»)(?!\s*(?:\(|:|«N))",
    re.IGNORECASE,
)
"""Behind them, the time of both."""
ONWARDS = Sought(
    rf"\(?\s*(?:from\s+|since\s+)?{END_OF}{TIME}\s+(?:onwards?|to\s+date|to\s+the\s+present)\b\s*\)?|\b(?:half[\s-]?way|mid)[\s-]?(?:point|stage|mark)?\s+(?:of|in|through)\s+(?:the\s+)?{TIME}",
    re.IGNORECASE,
)
"""How far back one looks, or a time within a year: "our records (October 2024 onwards)", "half-way through 2024/25"."""
STEPS = Sought(
    rf"\bfrom\s+{ADVERBS}«N\d+»[^«;.,]{{0,25}}?(?:,?\s+(?:and\s+)?(?:then\s+)?to\s+{ADVERBS}«N\d+»[^«;.,]{{0,25}}?)*?,?\s+(?:and\s+)?(?:then\s+)?to\s+{ADVERBS}«N(?P<k>\d+)»[^«;.,]{{0,25}}?,?\s+(?:and\s+)?(?:it\s+is\s+|is\s+)?(?:now|then|finally|most\s+recently|this\s+(?:month|quarter|year))\s+(?:to\s+|at\s+|stands\s+at\s+)?{ADVERBS}«N(?P<last>\d+)»(?!\s*(?:percentage\s+)?points?\b|\s*(?:[a-z]+\s+){{0,2}}?(?:above|below|short|more|fewer|higher|lower|away|ahead|behind|under|over|off)\b)"
)
LAST_N = Sought(
    r"^\s*(?:\w+\s+){0,3}?(?:in|over|for|across|during|at\s+the\s+end\s+of|respectively\s+in)\s+(?:each\s+of\s+)?the\s+(?:last|past|previous|latest)\s+(?P<n>two|three|four|five|six|twelve|\d+)\s+(?P<unit>months|quarters|years)\b",
    re.IGNORECASE,
)
# "In the year to date there have been «N0», compared with «N1» in ...": the first is of now.
SO_FAR = Sought(r"\b(?:year\s+to\s+date|so\s+far\s+this\s+(?:financial\s+)?year|to\s+date)\b[^«;]*$", re.IGNORECASE)
TELLS = re.compile(r"«N\d+»|\b(?:none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
HOW_MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}
OVER_A_SPAN = Sought(
    r"\b(?:over|during|across)\s+the\s+(?:past\s+|last\s+|latest\s+)?(?P<unit>month|quarter|(?:12|twelve)\s+months|year)\b(?!\s+(?:to|ending|ended)\s+(?:the\s+)?(?:end\s+of\s+)?«[PR]|\s+of\b)|"
    r"\b(?:over|in)\s+(?:the\s+(?:past|last)\s+)?(?P<n>two|three|four|five|six|twelve)\s+(?P<units>years|quarters|months)\b(?!\s+(?:to|ending|ended)\b)|\b(?P<yoy>year[\s-]on[\s-]year)\b",
    re.IGNORECASE,
)

# "The first increase since March 2024" says how far back one looks, not when a figure of the sentence was.
RECORD = Sought(
    rf"(?P<what>\b(?:first|highest|lowest|best|worst|biggest|largest|smallest|most|fewest|only)\b[^«,.;:]{{0,50}}?\bsince)\s+(?:(?:our\s+|the\s+|these\s+|this\s+)?(?:records?|series|monitoring|reporting|measur\w+|data|collection|publication|survey|reports?|scheme|service)\s+(?:was\s+|were\s+|had\s+)?(?:began|begin|begins|begun|started|starts|introduced|launched|opened)\s+(?:in|at|on)\s+)?{END_OF}{TIME}(?!\s*(?:\(\s*|:\s*|,?\s*when\b[^«]*)?(?:it\s+was\s+|was\s+|at\s+)?«N)",
    re.IGNORECASE,
)
# "More than in any other month of last year" names what one looks through, not when a figure of the sentence was.
ANY_OF_SPAN = Sought(
    rf"(?P<what>\b(?:in|at|for|during|than)\s+any\s+(?:(?:other|single|one|previous|earlier)\s+)*(?:day|week|month|quarter|term|season|year|time|point|period))\s+(?:of|in|during|over|since)\s+{END_OF}{TIME}(?!\s*\(?\s*«N)",
    re.IGNORECASE,
)
