"""Words that councils print on their tables and what they mean: data, and the few functions that look it up.

Nothing here belongs to one publication. A word that another council uses is added to a table below; no code
changes. Labels are compared folded: lower case, plain dashes and quotes, single spaces.
"""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast, get_args

from extract.folding import fold as fold
from extract.folding import one_line as one_line
from extract.folding import remembered
from extract.ragwords import rag_colour as rag_colour
from extract.ragwords import rag_word as rag_word
from records import MONTH_FORM, Basis, Polarity, Role, Unit, find_periods

ColumnRole = Literal[
    "id", "name", "area", "cohort", "when", "polarity", "basis", "section", "unit", "text", "value",
    "result", "previous", "outturn", "target", "floor", "numerator", "denominator", "rag", "previous_rag",
    "dot_previous", "dot_outturn", "dot", "variance", "change", "count", "benchmark", "expectation_upper",
    "expectation_lower", "percent_change", "share", "context", "parts",
]  # fmt: skip
"""What a column holds: a role of observations, or something that describes the row ("value" is a figure whose
role the header does not say, "parts" numerator and denominator in one cell)."""


_ROLES: frozenset[str] = frozenset(get_args(Role))


def as_role(column_role: ColumnRole) -> Role:
    """The role of a figure that stands in a column: context where its header does not say."""
    return cast(Role, column_role) if column_role in _ROLES else "context"


DESCRIBING: frozenset[str] = frozenset(
    {"id", "name", "area", "cohort", "when", "polarity", "basis", "section", "unit", "text"}
)


# Each pattern is searched in the folded label of a column; the first that is found settles the role. The order
# matters: "DoT from previous to latest result" is an arrow, not a previous result.
_ROLE_WORDS: tuple[tuple[ColumnRole, str], ...] = (
        ("id", r"^(?:id|ids|ref\.?|reference|no\.?|nos\.?|number|#|code|item|item no\.?|row|line|"
               r"(?:pi|kpi|indicator|measure|si|sl)\s*(?:id|ref\.?|reference|no\.?|number|code)|ref\.? no\.?|unique id)$"),
        ("dot", r"\bdots?\b|\bd\.o\.t\.?|direction(?! of the)|\btravel\b|\barrows?\b|^trend$|trend arrow|"
                r"\bimproving\b|performance trend|^change in performance$|\btrajectory\b"),
        ("percent_change", r"(?:%|per ?cent|percentage) (?:change|increase|decrease|movement)|change (?:%|\(%\))"),
        ("variance", r"\bover ?/ ?under\b|\babove ?/ ?below\b|\+ ?/ ?- ?(?:from |against |to |vs )?(?:the )?(?:targets?|plan|budget|goal|profile)\b|"
                     r"\bdistance (?:from|to) (?:the )?(?:targets?|plan)\b|\bvariance\b|\bvar\b|\bdifference\b|\bdiff\b|\bgap\b|\bdeviation\b"),
        ("change", r"\bchange\b|\bmovement\b|\+/-|\bnet\b change|\bincrease\b|\bdecrease\b"),
        ("numerator", r"\bnum\b|\bnum\.|\bnumerators?\b|^n$|^count in time$"),
        ("denominator", r"\bdenom\b|\bdenom\.|\bdenominators?\b|^d$|\bcohort size\b|^out of$|\bbase\b$"),
        ("expectation_upper", r"\bupper (?:expectation|expected|limit|threshold|bound|control|range|tolerance)|^upper$|\bmaximum\b|^max\.?$|\bexpectation upper\b"),
        ("expectation_lower", r"\blower (?:expectation|expected|limit|threshold|bound|control|range|tolerance)\b|^lower$|\bexpectation lower\b"),
        ("floor", r"\bfloor\b|\bthreshold\b|\bminimum\b|\bintervention level\b|\btolerance\b|\bred line\b|^amber trigger$"),
        ("benchmark", r"\bbenchmarks?\b|\bengland\b|\bnational\b|\bstat(?:istical)?\.? ?(?:neighbou?rs?|n\b|neigh)|\bsn (?:avg|average)\b|"
                      r"\bsouth east\b|\bregion(?:al)?\b|\bcomparators?\b|\bnearest neighbou?rs?\b|\bfamily group\b|"
                      r"\bcipfa\b|\bunitary average\b|\bother (?:las|authorities)\b|\bla average\b|\bpeers?\b"),
        ("rag", r"^(?:is it |are we )?(?:on|at|met|meeting|hitting|achieving|achieved) (?:the )?(?:target|track|plan|schedule) ?\?$|^(?:target|plan) (?:met|achieved|hit) ?\?$"),
        ("target", r"\btargets?\b|\bgoal\b|\bplanned\b|\btrajectory target\b|\bambition\b|\bstandard\b|^plan$|^profile$"),
        ("previous_rag", r"(?:previous|prior|last|preceding).*\b(?:rag|status|rating)\b|\b(?:rag|status|rating)\b.*(?:previous|prior|last)"),
        ("polarity", r"\bpolarity\b|\bgood to be\b|\bgood (?:is|performance)\b|\b(?:bigger|higher|smaller|lower|more|less) is (?:better|best|good)\b|"
                     r"\b(?:preferred|desired|aim to) (?:direction|trend)?\b|^aim$|^good$|\bhigh/low\b"),
        ("basis", r"\bdata period\b|\bperiod type\b|\bfrequency\b|^basis$|\breporting (?:period|frequency|basis)\b|^period$|^data type$|\bsnapshot/ytd\b"),
        ("outturn", r"\bout-?turn\b(?! (?:to date|ytd))|\byear[ -]?end\b|\bfull[ -]year\b|\bbaseline\b|\bend of (?:last )?year\b"),
        ("previous", r"\bprevious\b|\bprior\b|\bpreceding\b|^last (?:month|quarter|period|week|result|reported|year|time|available)|"
                     r"\blast (?:month|quarter|period|reported|result|year)(?:'s)?(?: result| value| figure| performance)?$|^prev\b|\bsame (?:period|month|quarter|time) last year\b"),
        ("rag", r"\brag\b|\br/a/g\b|\br\.a\.g\.?|\btraffic light\b|^status$|^rating$|\bbrag\b|\bperformance (?:status|rating)\b|\bkpi status\b"),
        ("name", r"^(?:key )?(?:performance )?(?:indicators?|measures?|kpis?|pis?)\b(?! (?:value|result|\d))|^(?:indicator|measure|kpi) ?/? ?(?:name|title|description|definition)$|"
                 r"^what (?:is|are|was|we) (?:being )?measur(?:e|ed|ing)$|^description$|^title$|^name$|^definition$|^performance (?:indicators?|measures?)|^metric$|^activity (?:measure|indicator)s?$"),
        ("area", r"^(?:area|areas|district|districts|team|teams|service|services|locality|localities|office|directorate|directorates|division|divisions|"
                 r"authority|local authority|council|ward|geography|place|location|neighbourhood|borough|county|community|parish|constituency|site|depot|branch|school|provider|establishment|service area|unit|cluster|quadrant|force|police force)(?: name)?"
                 r"(?: ?(?:/|or|and|&) ?(?:area|team|district|service|locality|office|unit|ward|school|county|region))*$"),
        ("cohort", r"^(?:cohort|population|client group|sex|gender|ethnicity|ethnic group|age|age (?:group|band|range)|tenure|disability)$"),
        ("when", r"^(?:month|date|quarter|as at|data month|reporting month|period end(?:ing|ed)?|month end(?:ing)?|financial year|reporting year|year)$"),
        ("section", r"^(?:theme|outcome|priority|category|group|section|objective|strategic priority|domain|service group)s?$"),
        ("unit", r"^(?:units?|units? of measure(?:ment)?|measured (?:in|by|as)|uom|format|measure type)$"),
        ("text", r"\bcomment(?:s|ary)?\b|\bnotes?\b|\bnarrative\b|\bexplanation\b|\blead\b|\bowner\b|\bresponsible\b|\bsource\b|\bdirector\b|\bportfolio\b|\bofficer\b|\baction\b|\bmanager\b"),
        ("share", r"\bshare\b|\bproportion of total\b|^% of total$"),
        ("result", r"\bto date\b|\blatest\b|\bcurrent\b|\bactual\b|\bthis (?:month|quarter|year|period|week)\b|\bresults?\b|^performance$|\bvalue\b|\bytd\b|"
                   r"\byear[ -]to[ -]date\b|\bscore\b|\bposition\b|\bin (?:the )?(?:last |latest |this )?(?:month|quarter|year|period|week)\b|"
                   r"\brolling 12 months?\b|\br12m\b|\bmonthly\b|\bquarterly\b|^q(?:tr|uarter)? ?[1-4]$|^now$|^(?:achieved|achievement|attained|reached|delivered)$"),
        ("count", r"^(?:total|count|number|cases|children|volume)s?$"),
)  # fmt: skip
ROLE_PATTERNS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words)) for role, words in _ROLE_WORDS
)

COMPARATOR_OUTTURN = re.compile(r"\boutturn\b|\bout-turn\b|year[ -]?end|\blast year\b|\bprevious year\b|\bannual\b|\bbaseline\b|\bsame (?:period|time|month|quarter)\b|\b12 months?\b|\byear on year\b|\bprior year\b")  # fmt: skip
COMPARATOR_PREVIOUS = re.compile(r"\bprevious\b|\blast (?:month|quarter|period|reported|result)\b|\bprior\b|\bmonth\b|\bquarter\b|\bpreceding\b|\bshort term\b")  # fmt: skip
YEAR_AGO = re.compile(r"\b(?:last|previous|prior) year\b|\bsame (?:period|month|quarter|time) last year\b|\b12 months ago\b|\byear ago\b")  # fmt: skip
COMPARING = re.compile(
    r"^(?:(?:performance|results?|actual|position|distance|movement|outturn|%|points?) )?(?:against|vs\.?|v\.?|versus|"
    r"compared (?:with|to)|relative to|from|to|\+ ?/ ?-|(?:over|under|above|below|off)(?: the)? (?=target|plan|budget|profile))(?=\W|$|target)"
)
"""Headings of a figure set against another ("Against target"), folded: not a target itself."""
QUARTERLY = re.compile(r"\bquarter(?:ly)?\b|\bqtr\b|\bq[1-4]\b")
WITH_RAG = re.compile(
    r"\b(?:and|&|/|with|\+|,)\s*(?:rag|status|rating|r/a/g)\b|\brag\b.*\b(?:and|&)\b|\(rag\)|\brag(?:ged)?\b"
)
FLOW = re.compile(r"\b(?:in|during|over|within) (?:the )?(?:last |latest |this |reporting )?(?:month|quarter|year|period|week)\b")  # fmt: skip

# Words of a header that say what a figure is, not what it is of; what is left of a label is its subject.
_FILLER = re.compile(
    r"\b(?:latest|current|actual|previous|prior|last|preceding|this|reported|results?|performance|value|figures?|status|rag|rating|num|numerator|denom|"
    r"denominator|targets?|floor|threshold|outturn|out-turn|year|end|month|monthly|quarter|quarterly|period|dots?|direction|of|travel|from|to|and|for|the|in|at|as|on|by|with|since|vs|against|compared|"
    r"variance|change|difference|ytd|date|mar|data|trend|position|full|score|rolling|months?|benchmark|polarity|is|better|comparator)\b|[^\w%&' ]"
)


BARE_PERIOD = re.compile(rf"^(?:q(?:tr|uarter)?\.? ?[1-4]|{MONTH_FORM})$")
"""A quarter or month without its year, folded."""

UNIT_CELL = re.compile(
    r"^(?:%|percent(?:age)?|per cent|no\.?|nos\.?|number|count|days|weeks|months|years|ratio|rate|average|£|£000s?|£m|index|score|yes/no|fte)$"
)


def subject(label: str) -> str:
    """What is left of a header label when the words for roles and periods are taken out; original capitals lost.

    Args:
        label: Folded label, its period and cohort phrases already removed.
    """
    return " ".join(_FILLER.sub(" ", label).split())


# -- cohorts ------------------------------------------------------------------------------------------------

_UASC = r"(?:uasc|uas children|unaccompanied asylum[ -]seeking (?:children|minors))"
COHORT_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (cohort, re.compile(pattern))
    for cohort, pattern in (
        ("excl_uasc", rf"\b(?:exc|excl|ex|excluding|excludes|without|less|not including|non)\.?[ -]+(?:the )?{_UASC}|\b{_UASC}s? (?:are )?(?:excluded|removed|not included)"),
        ("all", rf"\b(?:inc|incl|including|includes|with|plus)\.? +(?:the )?{_UASC}|\b{_UASC}s? (?:are )?included"),
        ("all", r"^all (?:children|young people|cases|cic|lac|looked after children|children in care|clients|people)$"),
        ("citizen", r"\bcitizens?\b(?: children| cic| lac)?"),
        ("uasc", rf"^{_UASC}(?: only| children)?$|\b{_UASC} only\b"),
    )
)  # fmt: skip


@remembered(4_096)
def find_cohort(label: str) -> tuple[str, str] | None:
    """The cohort that a header names and the phrase that names it, or None.

    Args:
        label: Any label; folded here.
    """
    s = fold(label)
    for cohort, pattern in COHORT_PATTERNS:
        m = pattern.search(s)
        if m:
            return cohort, m[0]
    return None


# -- arrows and words for directions -------------------------------------------------------------------------

ARROWS: dict[str, str] = {
    **dict.fromkeys("↑⇑⬆⇧▲△↟⤴🔼🡅🡑⭡🢁⇡", "up"),
    **dict.fromkeys("↓⇓⬇⇩▼▽↡⤵🔽🡇🡓⭣🢃⇣", "down"),
    **dict.fromkeys("↔⇔→⇒➔➡►▶↕⬌◄►⟷🡆🡒🠖⇨⮕⭢◆◇●", "level"),
    **dict.fromkeys("↗⬈⇗", "up"),
    **dict.fromkeys("↘⬊⇘", "down"),
}  # fmt: skip
del ARROWS["●"]  # a bullet far more often than a neutral sign

_DIRECTION_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("worsened", re.compile(r"\b(?:worse(?:ned|ning)?|declin(?:ed|ing|e)|deteriorat(?:ed|ing|ion)|less effective|reduction in performance|declining)\b")),
    ("unchanged", re.compile(r"\b(?:unchanged|no change|same|stable|static|steady|maintained|level|no movement|flat)\b")),
    ("improved", re.compile(r"\b(?:improv(?:ed|ing|ement)|better|more effective)\b")),
)  # fmt: skip
_DRAWN_WORDS = {
    "up": "up", "up arrow": "up", "arrow up": "up", "upward": "up", "upwards": "up", "rising": "up", "increasing": "up",
    "down": "down", "down arrow": "down", "arrow down": "down", "downward": "down", "downwards": "down", "falling": "down", "decreasing": "down",
    "level": "level", "sideways": "level", "right arrow": "level", "level arrow": "level",
}  # fmt: skip


@remembered(4_096)
def direction_words(text: str) -> str:
    """improved, worsened or unchanged where words say so; up, down or level where they name an arrow; else ""."""
    s = fold(text)
    if s in _DRAWN_WORDS:
        return _DRAWN_WORDS[s]
    found = [word for word, pattern in _DIRECTION_WORDS if pattern.search(s)]
    return found[0] if len(found) == 1 else ""


# -- polarity, basis, units ----------------------------------------------------------------------------------

_POLARITY: dict[str, Polarity] = {
    "h": "H", "high": "H", "higher": "H", "bigger": "H", "maximise": "H", "up": "H", "increase": "H", "more": "H",
    "higher is better": "H", "bigger is better": "H", "high is good": "H", "higher values are better": "H", "higher = better": "H",
    "l": "L", "low": "L", "lower": "L", "smaller": "L", "minimise": "L", "down": "L", "decrease": "L", "less": "L",
    "lower is better": "L", "smaller is better": "L", "low is good": "L", "lower values are better": "L", "lower = better": "L",
    "t": "T", "target": "T", "close to target": "T", "plan": "T", "on target": "T", "goldilocks": "T", "closer to target is better": "T",
}  # fmt: skip
_TOLERANCE: tuple[tuple[Polarity, re.Pattern[str]], ...] = (
    ("T", re.compile(r"clos(?:e|er|est) to (?:the )?target|on target (?:is|values are) (?:better|best)|near(?:er|est)? (?:to )?(?:the )?target")),
    ("H", re.compile(r"\b(?:high(?:er)?|bigger|larger|more)\b[^.]*\b(?:better|best|good|preferred)\b|\baim to (?:maximise|increase)")),
    ("L", re.compile(r"\b(?:low(?:er)?|smaller|fewer|less)\b[^.]*\b(?:better|best|good|preferred)\b|\baim to (?:minimise|reduce|decrease)")),
)  # fmt: skip


@remembered(4_096)
def parse_polarity(text: str) -> Polarity:
    """H, L or T of a polarity cell or a sentence such as "Higher values are better"; "" where it does not say."""
    s = fold(text).strip(" .")
    if s in _POLARITY:
        return _POLARITY[s]
    drawn = [ARROWS[c] for c in text if c in ARROWS]
    if len(drawn) == 1 and len(s) <= 2:
        return "H" if drawn[0] == "up" else ("L" if drawn[0] == "down" else "")
    for polarity, pattern in _TOLERANCE:
        if pattern.search(s):
            return polarity
    return ""


_BASIS: dict[str, Basis] = {
    "ss": "SS", "snapshot": "SS", "snap shot": "SS", "point in time": "SS", "s": "SS",
    "ytd": "YTD", "year to date": "YTD", "year-to-date": "YTD", "cumulative": "YTD", "cumulative ytd": "YTD",
    "r12m": "R12M", "r12": "R12M", "rolling 12 months": "R12M", "rolling 12 month": "R12M", "rolling year": "R12M", "12 month rolling": "R12M",
    "12m": "R12M", "rolling 12m": "R12M", "rolling": "R12M",
    "ms": "MS", "m": "MS", "month": "MS", "monthly": "MS", "in month": "MS", "mth": "MS",
    "q": "Q", "quarter": "Q", "quarterly": "Q", "qtr": "Q",
    "a": "A", "annual": "A", "annually": "A", "yearly": "A", "year": "A", "academic year": "A",
}  # fmt: skip


NAME_HEAD, COMMENT_HEAD = "Indicator", "Comment"
"""Headings of the columns of names and of remarks in tables that are made of cards, tiles and turned grids."""


def without_periods(text: str) -> str:
    """A text with a space in the place of each period that it names."""
    for m in reversed(find_periods(text)):
        text = f"{text[: m.start]} {text[m.end :]}"
    return text


@remembered(4_096)
def parse_basis(text: str) -> Basis:
    """Data period code of a cell ("YTD", "Rolling 12 months"); "" where it is none."""
    return _BASIS.get(fold(text).strip(" ."), "")


_BASIS_WORDS = tuple(
    (words, re.compile(rf"\b{words}\b"))
    for words in ("year to date", "ytd", "rolling 12 months", "rolling 12 month", "r12m", "in month", "snapshot")
)


@lru_cache(maxsize=1_024)
def basis_of_head(path: tuple[str, ...]) -> Basis:
    """The data period that a column's header names ("YTD", "Rolling 12 months"); "" where it names none."""
    for text in reversed(path):
        s = fold(text)
        basis = parse_basis(s) or next((parse_basis(words) for words, form in _BASIS_WORDS if form.search(s)), "")
        if basis:
            return basis
    return ""


_UNIT_PATTERNS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"%|\bper ?cent(?:age)?\b|\bproportion\b|\bpercent\b")),
    ("days", re.compile(r"\b(?:ave(?:rage)?|mean|median|no\.?|number)\b.*\bdays\b|^days\b|\blength of time\b|\btime taken\b|\(days\)")),
    ("rate", re.compile(r"\brates?\b.*\bper\b|\bper (?:10,?000|1,?000|100,?000)\b|\brate of\b")),
    ("average", re.compile(r"\bave(?:rage)?\b|\bmean\b|\bmedian\b")),
    ("money", re.compile(r"£|\bcosts?\b|\bspend\b|\bbudget\b|\bsavings?\b")),
    ("count", re.compile(r"\bnumbers?\b|\bno\.? of\b|\bnos\b|\bcount\b|\btotal\b|^#")),
)  # fmt: skip


@remembered(4_096)
def unit_of(name: str) -> Unit:
    """What the figures of an indicator count, as its name says; "" where it does not say."""
    s = fold(name)
    for unit, pattern in _UNIT_PATTERNS:
        if pattern.search(s):
            return unit
    return ""


# -- words that look like names of areas or of measures -------------------------------------------------------

AREA_LIKE = re.compile(
    r"\b(?:north|south|east|west|mid|central|kent|county|borough|district|team|service|services|area|locality|office|council|"
    r"ashford|canterbury|dartford|dover|gravesham|maidstone|sevenoaks|shepway|folkestone|swale|thanet|tonbridge|tunbridge|weald|"
    r"unit|division|directorate|city|town|total|ait|fst|wide|level|cluster|force|constabulary|police|hub)\b"
)
MEASURE_LIKE = re.compile(
    r"%|\b(?:number|no|percentage|average|ave|rate|caseloads?|cases|referrals?|assessments?|plans?|starts?|ends?|placements?|children|lac|cic|cp|"
    r"visits?|reviews?|contacts?|complaints?|days|adopt(?:ed|ion)s?|leavers|staff|vacanc(?:y|ies)|enquir(?:y|ies)|audits?|fostering|per)\b"
)

# -- facts around a table -------------------------------------------------------------------------------------

HEADER_LABELS: dict[str, str] = {
    "by": "By", "from": "From", "report by": "By", "report of": "By", "to": "To", "report to": "To", "meeting": "To",
    "subject": "Subject", "title": "Subject", "report title": "Subject", "classification": "Classification",
    "summary": "Summary", "purpose": "Summary", "purpose of report": "Summary", "recommendation": "Recommendation", "recommendations": "Recommendation",
    "recommendation(s)": "Recommendation", "date": "Date", "electoral divisions": "Electoral Divisions", "electoral division": "Electoral Divisions",
    "wards": "Electoral Divisions", "past pathway of paper": "Past Pathway", "past pathway": "Past Pathway", "future pathway of paper": "Future Pathway",
    "future pathway": "Future Pathway", "decision no": "Decision No", "decision number": "Decision No", "key decision": "Key Decision",
}  # fmt: skip

PAGE_ROLES = frozenset(
    {
        "cabinet member", "portfolio", "director", "division", "portfolio holder", "corporate director", "lead officer", "responsible officer", "owner",
        "service", "directorate", "lead", "lead member", "head of service", "assistant director",
    }
)  # fmt: skip

DATA_NOTE_LABELS = frozenset(
    {
        "target", "tolerance", "data", "data source", "source", "definition", "polarity", "rag bandings", "bandings", "data notes", "frequency",
        "unit of measure", "data owner", "data period", "quarter", "note", "numerator", "denominator",
        "thresholds", "rag thresholds", "basis", "bands", "target and bands",
    }
)  # fmt: skip

TASK_WORDS = re.compile(r"\b(?:task|action|actions|activity|objective|what (?:will|we)|milestone|deliverable)\b")
TARGET_WORDS = re.compile(
    r"\b(?:targets?|outcomes?|success (?:criteria|measure)|expected|by when|deadline|timescale|milestones?)\b"
)
PROGRESS_WORDS = re.compile(r"\b(?:progress|update|commentary|position|actions? taken|comments?)\b")
RAG_COLUMN = re.compile(r"\brag\b|r\s*/\s*a\s*/\s*g|\bstatus\b|\brating\b|traffic")
CHALLENGE_WORDS = re.compile(r"\b(?:challenges?|priority|priorities|outcomes?|themes?|objectives?|aims?)\b")
MEASURE_WORDS = re.compile(r"\b(?:measures?|indicators?|kpis?)\b")
PERFORMANCE_WORDS = re.compile(r"\bperformance\b|\bposition\b|\bprogress\b|\bupdate\b|\bcommentary\b")
DIRECTION_WORDS = re.compile(r"\bdirection\b|\bdot\b|\btravel\b|\btrend\b")


_CODE = re.compile(
    r"^(?P<code>(?:[A-Z]{1,5}[-.]?|(?:[A-Z]{0,3}PI|NI) )\d{1,3}(?:\.\d{1,2})?[a-z]?)\s*[-–—:]\s*(?P<name>\S.*)$", re.S
)
_LOOSE_CODE = re.compile(r"^(?P<code>[A-Z]{1,4}\d{1,3}[a-z]?)\s+(?P<name>[A-Z%(].*)$", re.S)


def split_code(name: str, *, loose: bool = False) -> tuple[str, str]:
    """The code that a printed name begins with, and the name without it: "FR01 - Contacts ..." .

    Args:
        name: As printed, on one line.
        loose: A code may stand before the name with only a space between.

    Returns:
        ("", name) where there is no code.
    """
    m = _CODE.match(name) or (_LOOSE_CODE.match(name) if loose else None)
    return (m["code"], m["name"]) if m else ("", name)
