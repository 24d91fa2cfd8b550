"""What tells that a numeral is not a figure: tables of patterns, one reason to each."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass

from check.sought import Sought
from records import MONTH_FORM, NumeralKind

_W = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|\d+(?:\.\d+)?)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that explains a numeral; its group "n" (or the whole match) is the numeral."""

    kind: NumeralKind
    why: str
    pattern: Sought
    before_dates: bool = False

    def find(self, text: str) -> list[tuple[int, int, NumeralKind, str]]:
        """All spans it explains."""
        return [
            (*m.span("n" if "n" in m.re.groupindex else 0), self.kind, self.why) for m in self.pattern.finditer(text)
        ]


def _rule(kind: NumeralKind, why: str, pattern: str, *, before_dates: bool = False, flags: int = re.I) -> Rule:
    return Rule(kind, why, Sought(pattern, flags), before_dates)


RULES: tuple[Rule, ...] = (
    _rule("reference", "part of a web or e-mail address", r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", before_dates=True),
    _rule("reference", "a postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b", before_dates=True, flags=0),
    _rule(
        "phone",
        "a telephone number",
        r"(?<![\w.,£])(?:\+\d{2}\s?(?:\(0\)\s?)?\d[\d\s-]{7,}\d|\(?0\d{2,5}\)?[\s-]\d[\d\s-]{4,8}\d|0\d{9,10})(?![\w%,.]\d)(?![\w%])",
        before_dates=True,
    ),
    _rule("phone", "a telephone number", r"(?<![\w.,£])(?P<n>(?:999|101|111|112)(?:\s*(?:,|/|and|or|&)\s*(?:999|101|111|112))*)(?=\s+(?:(?:non-)?emergency|calls?|call-|phone|telephone|line|number|contact|demand|service|abandon)|\s*phone)", before_dates=True),
    _rule("phone", "a telephone number", r"\b(?:(?:calls?|callers?)\s+to|dial\w*|ringing|phoning|telephoning)\s+(?P<n>(?:999|101|111|112)(?:\s*(?:,|/|and|or|&)\s*(?:999|101|111|112))*)(?=\W|$)(?![.,]\d|%)", before_dates=True),
    _rule("phone", "a telephone number", r"\b(?:on|call\w*|via)\s+(?P<n>999|101|111|112)(?=\W|$)(?!\s+(?!and\b|or\b|as\b|for\b|by\b|in\b|to\b|is\b|was\b|are\b|were\b|has\b|had\b)[a-z]|[.,]\d|%)", before_dates=True),
    _rule("reference", "the size of a file", r"(?<![\w.,])(?P<n>\d+(?:\.\d+)?)\s?[KMG]B\b", before_dates=True, flags=0),
    _rule("reference", "the number of a page", r"\b[Pp]age\s+(?P<n>\d{1,4}\s+of\s+\d{1,4})(?![\d%]|[.,]\d)", before_dates=True, flags=0),
    _rule("reference", "the number of a publication", r"\b[A-Z]{2,6}[\s-]?(?P<n>\d{1,4}/(?:19|20)\d{2})(?!\d)", before_dates=True, flags=0),
    _rule("date", "a time of day", r"\b\d{1,2}[:.]\d{2}\s?(?:am|pm|hrs|hours)\b|\b\d{1,2}\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b", before_dates=True),
    _rule("age_band", "an age", r"\b(?:aged?|ages?)\s+(?:between\s+|from\s+|of\s+|under\s+|over\s+)?(?P<n>\d{1,2}(?:\s*(?:-|–|to|and|&|/)\s*\d{1,2}(?![\d%]|[.,]\d|\s?per\s?cent))?\+?)(?:\s*(?:and|or)\s+(?:under|over|above|below|older|younger))?(?![\d%.,]\d)(?!%)", before_dates=True),
    _rule("age_band", "an age", r"(?<![\w.,£-])(?P<n>(?:1[0-9]|[2-9]\d))\s+(?:and|or)\s+(?:under|over|above|older|younger|upwards)\b", before_dates=True),
    _rule("age_band", "an age band", r"(?<![\w.,£-])(?P<n>\d{1,2}\s*(?:-|–|to)\s*\d{1,2})\s+(?:years?\s+)?(?:age\s+(?:group|band|range|bracket)|years?\s+of\s+age)", before_dates=True),
    _rule("age_band", "an age", r"(?<![\w.])(?P<n>\d{1,2}\s*(?:(?:-|–|to|and|&|/)\s*\d{1,2})?\+?)[\s-]*year[\s-]*olds?\b", before_dates=True),
    _rule("age_band", "an age", rf"\b(?P<n>{_W}(?:\s*(?:-|–|to|and)\s*{_W})?)[\s-]+year[\s-]*olds?\b", before_dates=True),
    _rule("age_band", "an age", r"\b(?:under|over)[\s-](?P<n>(?:1[0-9]|2[0-5]|5)s?)(?=\s*(?:s\b|years?\s+(?:old|of\s+age)|\(|\)|$|[.,;]|\s+(?:population|in\s+care|mortality)))", before_dates=True),
    _rule("age_band", "an age", r"\b(?:people|adults|residents|those|patients|women|men|pensioners|customers|carers|clients|tenants|whom[^.;]{0,30}?\s(?:are|were|is|was))\s+(?:who\s+are\s+)?(?:over|under)[\s-](?P<n>(?:50|55|60|65|70|75|80|85|90))(?=\s*(?:s\b|years?\s+(?:old|of\s+age)|[(),.;]|$))", before_dates=True),
    _rule("age_band", "an age", r"\bpopulation\s+(?:aged\s+)?(?:under|over)\s+(?P<n>\d{1,2})\b", before_dates=True),
    _rule("name_part", "part of a programme's name", r"(?<![\w.])(?P<n>\d{1,2}\s?(?:-|–)\s?\d{1,2})(?=\s+(?:[A-Z]\w+|transformation|programme|agenda|service|pathway|accommodation|strategy|offer|team))", before_dates=True, flags=0),
    _rule("age_band", "an age band", r"(?<![\w.,£-])(?P<n>0\s?(?:-|–)\s?(?:\d|1\d|2[0-5]))(?![\w%]|[.,]\d)", before_dates=True),
    _rule("name_part", "the number in a name", r"\b(?:Appendix|Annex|Table|Chapter|Schedule|Volume)\s+(?P<n>One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b"),
    _rule("name_part", "part of a name", r"(?<![\w.,])(?P<n>\d{1,2})[\s-](?:step|stage|point|strand|tier)\s+(?:approach|plan|model|programme|process)\b"),
    _rule("other", "means both", r"\b(?:the|these|those|between|all)\s+(?P<n>two)\b(?!\s+(?:children|young|indicators?|measures?|carers|cases))"),
    _rule("age_band", "an age band", r"(?:^|\n|•|\uf0b7)\s*(?P<n>\d{1,2}\s?(?:-|–|to)\s?\d{1,2})(?=\s*(?:-|–|:|years|yrs|\|)\s)", before_dates=True),
    _rule("age_band", "an age", r"(?<![\w.,£])(?P<n>(?:1[0-9]|2[0-5])\s?\+)(?=\s)(?!\s*(?:placement|move|indicator))"),
    _rule("reference", "the number of a table, section, appendix or other part", r"\b(?:tables?|figures?|charts?|graphs?|append(?:ix|ices)|annex(?:es?)?|paragraphs?|paras?|sections?|items?|pages?|chapters?|boxes|box|notes?|minutes?|slides?|recommendations?|agenda\s+items?|no\.|ref(?:erence)?\.?|row|column|version|v)\s*(?:nos?\.?\s*)?(?P<n>\d+(?:\.\d+)*(?:\([a-z0-9]+\))?(?:\s*(?:,|and|to|-|–|&)\s*\d+(?:\.\d+)*(?=\s|$|[.,;:)]))*)(?![\d%]|\.\d|,\d{3})(?!\s?(?:%|per\s?cent))", before_dates=True),
    _rule("name_part", "the number in a name", r"\b(?:measures?|challenges?|priorit(?:y|ies)|outcomes?|objectives?|goals?|strands?|themes?|phases?|stages?|key\s+stage|tiers?|levels?|steps?|parts?|indicators?|kpis?|zone|scheme|option|ward|pillar|domain|commitment|catch|schedule|regulation|article|S|s\.|SCS|NI|CF|KS)\s*[-#]?\s?(?P<n>\d{1,2}(?:\.\d)?[a-z]?(?:\s*(?:,\s*and|,|and|or|to|&|-|–)\s*\d{1,2}[a-z]?(?=\s|$|[.,;:)]))*)(?![\d%]|\.\d|,\d)(?!\s?(?:%|per\s?cent|days|children|young|cases|more|fewer|out\s+of|of\s+the))(?!\s?\(\s*\d+(?:\.\d+)?\s?(?:%|per\s?cent))(?=\W|$)", flags=0),
    _rule("name_part", "the number in a name", r"(?:^|\b)(?:Measure|Challenge|Priority|Outcome|Objective|Phase|Stage|Tier|Level|Step|Part|Group|Indicator|KPI|Theme|Strand|Option|Area|Catch|Section|Workstream|Work stream)s?\s+(?P<n>(?:\d{1,2}(?:\.\d+)*[a-z]?(?:\s*(?:,\s*and|,|and|or|to|&|-|–)\s*\d{1,2}(?=\s|$|[.,;:)]))*|one|two|three|four|five|six|seven|eight|nine|ten))(?![\w%]|\.\d)", flags=0),
    _rule("name_part", "the number in a name", r"(?i:work\s?stream|tier|phase|stage|strand|level|step|key\s+stage|priority|option)\s+(?P<n>(?:\d|one|two|three|four|five|six))(?![\w%]|\.\d)", flags=0),
    _rule("name_part", "the number in a name", r"\b(?:grades?|graded|attainment|progress|(?<!the )(?<!this )(?<!that )(?<!each )(?<!every )(?<!same )(?<!ing )(?<!ous )(?<!last )(?<!a )(?:category|cat\.?|scope|band|class|quartile|decile|quintile|group|period|stage|level|tier|phase|block|route|junction|cluster|type)|(?:categories|scopes|bands|classes|quartiles|deciles|groups|periods|stages|levels|tiers|phases|types)(?=\s+\d{1,2}[a-z]?\s*(?:,|and|or|to|&|-|–|/)\s*\d{1,2}[a-z]?(?:\s|$|[.,;:)])))\s+(?P<n>\d{1,2}[a-z]?(?:\s*(?:,\s*and|,|and|or|to|&|-|–|/)\s*\d{1,2}[a-z]?(?=\s|$|[.,;:)]))*(?=s?(?:\W|$)))(?![\d%]|[.,]\d|\s?(?:%|per\s?cent|percentage|points?|days?|weeks?|months?|years?|hours?|minutes?|more|fewer|out\s+of|of\s+(?:the|these|our|those))(?:\W|$)|\s*\(\s*\d+(?:\.\d+)?\s?%)"),
    _rule("name_part", "the number in a name", r"(?-i:\b(?:National|Primary|Secondary|Year|Reception|Key\s+Stage|Part|Cat|Grade|Category|Scope|Band|Class))\s+(?P<n>\d{1,2}(?:\s*(?:,\s*and|,|and|or|to|&|-|–|/)\s*\d{1,2}(?=\s|$|[.,;:)]))*)(?![\w%]|[.,]\d|\s?(?:%|per\s?cent|\())"),
    _rule("name_part", "the number of a rating", r"\b(?:rated|scor(?:ed|ing)|rating\s+of|(?:top|highest|lowest|best|full)\s+(?:rating|mark|score)\s+of)\s+(?P<n>[0-6](?:\s*(?:,|or|to|and|-|–)\s*[0-6])*)(?![\d%]|[.,]\d|\s*(?:%|per\s?cent|points?|times|out\s+of|of\b|(?!(?:has|was|is|its|as|this)\b)[a-z]+s\b))"),
    _rule("name_part", "a scale of grades", r"\b(?:an?|the)\s+(?P<n>\d{1,3}\s?(?:-|–|to)\s?\d{1,3})(?=\s+(?:grading\s+)?(?:scale|system|grade))"),
    _rule("name_part", "a code", r"(?<![\w£$€.])(?P<n>(?:[A-Z]{1,6}[-/]?\d+[A-Za-z]?(?:[-/.]\d+)*|[A-Z]{2,6}[-/\s]?\d{2,}[-/]\d+))(?![\w%])", flags=0),
    _rule("name_part", "the year of an Act or regulations", r"\b(?:Act|Regulations?|Order|Measure|Code)s?\s+(?P<n>(?:18|19|20)\d{2})\b", before_dates=True, flags=0),
    _rule("ordinal", "an ordinal: a place in an order, not an amount", r"(?<![\w.,])(?P<n>\d+(?:st|nd|rd|th))\b"),
    _rule("other", "its comma stands in no place of thousands: it cannot be read", r"(?<![\w.,])(?P<n>[£$€]?\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4,}))(?![\d,]|\.\d)"),
    _rule("footnote_mark", "a footnote mark at the end of a word", r"(?<=[a-z]{3})(?P<n>\d{1,2})(?=[\s.,;:)]|$)", flags=0),
    _rule("footnote_mark", "a footnote's own number", r"^\s*(?P<n>\d{1,2})(?=[A-Z][a-z]|\s?(?:NB|Note)\b)", flags=0),
    _rule("paragraph_number", "the number of a paragraph or list item", r"^\s*(?:[-•*#]+\s*)?(?P<n>\(?\d{1,2}(?:\.\d{1,2}){1,3}\.?\)?)(?=\s+(?:[A-Z‘“\"'(]|£?\d[\d,]*\s+[a-z]))", flags=0),
    _rule("paragraph_number", "the number of a paragraph or list item", r"^\s*(?:[-•*#]+\s*)?(?P<n>\(?\d{1,2}[.)])(?=\s+\S)", flags=0),
)  # fmt: skip

_TIME = r"(?:calendar\s+|working\s+|full\s+|consecutive\s+|school\s+|financial\s+)?(?:days?|weeks?|months?|mths?|years?|yrs?|hours?|minutes?|quarters?|(?:half[\s-]?)?terms?|half[\s-]?years?|fortnights?|decades?)"

_JOINED = "(?:" + "|".join(rf"{y:02d}\s?[-–/]\s?{y + 1:02d}" for y in range(50)) + ")"

DATE_WORDS: tuple[tuple[Sought, str], ...] = tuple(
    (Sought(pattern, re.I), why)
    for pattern, why in (
        (rf"(?<![\w.,])(?P<n>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?{MONTH_FORM})\b(?!\s*(?:19|20)?\d{{2}}\b(?![,.]\d))", "a day of a month"),
        (rf"(?<![\w.,])(?P<n>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?)(?=(?:\s*(?:,|and|to|&|-|–)\s*\d{{1,2}}(?:\s?(?:st|nd|rd|th))?)*\s*(?:,|and|to|&|-|–)\s*\d{{1,2}}(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?{MONTH_FORM}\b(?!\s+(?:children|people|cases)))", "a day of a month"),
        (rf"\b(?P<n>{MONTH_FORM}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?)(?![\d%]|\.\d|,\d)(?=[\s.,;:)]|$)(?!\s+(?:children|young|cases|out|of|per))(?<!may \d)(?<!may \d\d)", "a day of a month, or a month"),
        (rf"\b(?P<n>{MONTH_FORM}['’]?\s?(?:\d{{2}}|(?:19|20)\d{{2}}))(?![\d%]|\.\d|,\d{{3}})\b(?<!may \d\d)", "a month"),
        (r"(?<![\w.,£])(?P<n>(?:19|20)\d{2}(?:\s*(?:-|–|/)\s*(?:(?:19|20)\d{2}|\d{1,2})|\s+(?:to|and)\s+(?:19|20)\d{2}))(?![\w%]|[.,]\d)", "a span of years"),
        (rf"(?<![\w.,£/-])(?P<n>{_JOINED})(?![\w%/-]|[.,]\d)", "two years that follow each other: a financial or school year, or an age"),
        (r"(?<![\w.,£])(?P<n>(?:19|20)\d{2}/\d{3})(?![\w%]|[.,]\d)", "a financial year with a footnote mark"),
        (r"(?<![\w.,£+\-−])(?P<n>(?:19[5-9]|20[0-5])\d)(?![\w%+]|[.,]\d)(?!\s?(?:%|per\s?cent|children|young\s+people|cases|days|referrals|assessments|plans|visits|people|carers|placements|households|families|LAC|CIC|CiC|CLA))", "a year"),
        (r"(?<![\w.,£/])(?P<n>(?:0\d|1\d|2\d|3\d)\s?[-/]\s?(?:0\d|1\d|2\d|3\d))(?=\s+(?:action|financial|year|target|outturn|budget|plan|strategy))", "a financial year"),
        (r"(?<!last )(?<!this )(?<!the )(?<!previous )(?<!each )(?<!every )(?<!per )(?<!a )(?<!next )\bquarter\s+(?P<n>one|two|three|four)\b", "a quarter of the year"),
        (r"\b(?:q(?:uarter|tr)?|h)\s?(?P<n>[1-4])(?![\d%]|\.\d)\b", "a quarter or half of the year"),
        (r"(?<!the )(?<!this )(?<!last )(?<!each )(?<!per )\b(?:year|month|week|day)\s+(?P<n>[1-9]|one|two|three|four|five)(?![\w%]|[.,]\d)(?!\s+(?:out\s+of|of\s+the|children|more|fewer))", "a year, month or day counted from a start"),
    )
)  # fmt: skip

THRESHOLDS: tuple[tuple[Sought, str], ...] = tuple(
    (Sought(pattern, re.I), why)
    for pattern, why in (
        (rf"(?<![\w.,£])(?P<n>{_W})\s*(?:\+|or\s+more|or\s+fewer|or\s+less|or\s+over|and\s+over)\s+(?!than\b|of\b|in\b|at\b|on\b|by\b|from\b|and\b|or\b)(?:\w+\s+)?(?:[a-z]+s|children|people|staff)\b", "a threshold in the indicator's name"),
        (r"(?<![\w.,£])(?P<n>\d+(?:\.\d+)?\s?(?:%|per\s?cent))\s+or\s+(?:more|over|above|higher|less|fewer|below|lower|under)\s+of\b", "a threshold in the indicator's name"),
        (rf"(?<![\w.,£])(?P<n>{_W})\+(?=\s)", "a threshold in the indicator's name"),
        (rf"(?<![\w.,£])(?P<n>{_W})[\s-]*(?:miles?|mile\s+radius|km|kilometres?)\b", "a distance in the indicator's name or definition"),
        (rf"\b(?:within|in(?:side)?(?:\s+the)?(?:\s+(?:last|past|next|previous|preceding|coming|following|first))|(?:the\s+)?(?:last|past|next|previous|preceding|coming|following|final|first)|over(?:\s+the\s+(?:last|past|next|previous))?|for(?:\s+(?:the\s+)?(?:last|past|at\s+least|more\s+than|over|under|less\s+than|up\s+to))*|at\s+least|more\s+than|longer\s+than|less\s+than|up\s+to|under|lasting|after|every|maximum\s+of|minimum\s+of|rolling|a|an|outside(?:\s+of)?(?:\s+the)?|in)\s+(?P<n>{_W})[\s-]*{_TIME}(?![a-z])(?!\s+(?:on\s+average|lower|higher|fewer|more|longer|shorter|less|faster|slower|below|above))", "a length of time"),
        (rf"(?<![\w.,£])(?!\d{{3,}}|\d+\.\d)(?P<n>{_W})[\s-]*(?:working\s+)?(?:weeks?|months?|mths?|years?|yrs?|hours?|minutes?|quarters?|(?:half[\s-]?)?terms?|half[\s-]?years?|fortnights?|decades?)\b(?!\s+(?:on\s+average|lower|higher|fewer|longer|shorter|faster|slower))", "a length of time"),
        (rf"(?<![\w.,£])(?P<n>{_W})[\s-]*(?:working\s+)?days?\s+(?:of|or|time(?:scale|frame)?s?|target|limit|after|before|prior)\b", "a length of time"),
        (rf"(?<![\w.,£])(?P<n>{_W})[\s-]*(?:working\s+)day\b", "a length of time"),
        (rf"(?<![\w.,£])(?P<n>{_W})\s+times\s+(?:a|per|each)\b", "a frequency"),
        (r"\b(?:per|(?:for|in|of|out\s+of)\s+(?:every|each))\s+(?P<n>\d{1,3}(?:,\d{3})+|1000+|100)\b", "the base of a rate"),
        (r"\b(?P<n>24/7|24\s?hour)\b", "a manner of speaking"),
        (r"\baxis\b[^.]{0,30}?\b(?:at|from)\s+(?P<n>zero|0)\b", "describes a chart's axis"),
    )
)  # fmt: skip
