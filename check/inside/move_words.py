"""Every way a sentence says that something moved: verbs, nouns, comparatives, adverbs ("shrank", "a dip", "quieter than", "sooner").

What a word says is one of a few senses; which way the number went follows from the sense and from what is measured:
"quicker" is fewer days and a higher percentage in time.
"""

# ruff: noqa: E501 - a table of words, one sense to a row

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from check.direction_words import NO_FALL
from check.inside.time_lines import TimeLine
from check.size_words import PHRASE_VERB
from check.sought import Sought

Sense = Literal["rose", "fell", "improved", "worsened", "picked_up", "quicker", "slower"]

_PAST_UP = r"increas(?:ed|es|ing)|ris(?:en|es|ing)|rose|gr(?:ew|own|ows|owing)|climb(?:ed|s|ing)|jump(?:ed|s)|surg(?:ed|ing)|soar(?:ed|ing)|leapt|gained(?:\s+ground)?|expand(?:ed|ing)|swell(?:ed|s)|swollen|mount(?:ed|ing)\s+(?=to\b|by\b)|rocket(?:ed|ing)|accelerat(?:ed|ing)|escalat(?:ed|ing)"
_PAST_DOWN = rf"decreas(?:ed|es|ing)|declin(?:ed|es|ing)|(?:fall(?:en|s|ing)|fell)(?!\s+(?:{NO_FALL})\b)|dropp(?:ed|ing)|drops|dipp(?:ed|ing)|dips|reduc(?:ed|ing)|shr(?:ank|unk|inking)|slid(?:ing)?|tumbl(?:ed|ing)|plung(?:ed|ing)|plummet(?:ed|ing)|dwindl(?:ed|ing)|subsid(?:ed|ing)|contract(?:ed|ing)(?!\s+(?:out|with|to))|lessen(?:ed|ing)|diminish(?:ed|ing)|softened|eas(?:ed|ing)(?:\s+(?:back|off|down))?|tail(?:ed|ing)\s+off|narrow(?:ed|ing)|clos(?:ed|ing)(?=\s+(?:again|further|to\s+\S*\d|by\s+\S*\d))"
_UP_PARTICLE = r"(?:gone|went|going|goes|moved|mov(?:es|ing)|come|came|crept|creep(?:s|ing)|edg(?:ed|ing)|nudg(?:ed|ing)|inch(?:ed|ing)|tick(?:ed|ing)|driven|pushed|was|were|is|are|been|remain(?:s|ed)?|still|also|and|,)\s+(?:\w+ly\s+|back\s+|well\s+|again\s+|still\s+)?up(?!\s+to\b|\s+and\s+running|-|\s+with\b|\s+for\b)"
_DOWN_PARTICLE = r"(?:gone|went|going|goes|moved|mov(?:es|ing)|come|came|com(?:es|ing)|crept|edg(?:ed|ing)|nudg(?:ed|ing)|inch(?:ed|ing)|tick(?:ed|ing)|brought|driven|was|were|is|are|been|remain(?:s|ed)?|still|also|and|,)\s+(?:\w+ly\s+|back\s+|well\s+|again\s+|still\s+)?down(?!\s+to\b\s+(?!«|\S*\d)|-)"
_THAN = r"(?=(?:(?!\bthan\b)[^;:.()]){0,70}?\bthan\b(?!\s+(?:£?\d|half|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|twenty|thirty|forty|fifty|a\s+(?:year|month|week|day|fortnight)\b(?!\s+(?:ago|earlier|before))|twice|usual|expected|planned|forecast|anticipated|a\s+(?:third|quarter|fifth|tenth|hundred|thousand|million|dozen)(?!\s+(?:ago|earlier|before))|others?\b|just\b)))"
_THE_LEVEL = r"(?=\s+(?:(?:the|its|their)\s+)?(?:(?:levels?|figures?|numbers?|totals?|rates?|position|that|those|where\s+(?:it|they)|what\s+(?:it|they|we))\b|(?:20\d\d(?:/\d\d)?|last\s+\w+|previous\s+\w+)(?:['’]s)?\s+(?:levels?|figures?|totals?|rates?)\b))"
_UP_COMPARED = rf"(?:(?<!no )(?<!not )(?:more(?!\s+\w+ly\b)|higher|larger|bigger|greater|wider|heavier|fuller|busier|taller|longer)){_THAN}|(?<=[\d%] )(?:more|higher)\b(?=\s*[,.;)]|\s*$)"
_DOWN_COMPARED = rf"(?:(?<!no )(?<!not )(?:fewer|less(?!\s+\w+ly\b)|lower|smaller|narrower|lighter|quieter|shorter)){_THAN}|(?<=[\d%] )(?:fewer|lower)\b(?=\s*[,.;)]|\s*$)"
_GOOD = r"punctual(?:ly)?|reliab(?:le|ly)|satisfied|accurate(?:ly)?|effective(?:ly)?|efficient(?:ly)?|successful(?:ly)?|positive|consistent(?:ly)?|timely|compliant|content|confident|prompt(?:ly)?|productive"
_AFTER_NUMBER = "".join(
    ("(?:", "|".join(rf"(?<={w} )" for w in (r"\d", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen")), ")")
)  # fmt: skip
_AFTER_TIME = f"(?:{'|'.join(f'(?<={u} )|(?<={u}s )' for u in ('day', 'week', 'minute', 'second', 'hour', 'month'))})"
_AFTER_HOURS = f"(?:{'|'.join(f'(?<={u} )|(?<={u}s )' for u in ('day', 'week', 'minute', 'second', 'hour'))})"
_BARE_NOUN = r"(?=(?:\s+(?!than\b)[a-z]+){1,2}\s*(?:[,.;)]|$))"
_A_TIME = r"(?=\s+(?:the\s+)?(?:same\s+(?:point|time|stage|period|month|quarter|date)|last\s+(?!resort)\w+|previous\s+\w+|this\s+time|where\s+(?:it|they|we)\b|a\s+year\s+ago|(?:(?:early|late|mid)[\s-])?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b|20\d\d\b|q[1-4]\b|quarter\s+[1-4one]))"
_CAME = r"(?=\s+(?!than\b|of\b|work\b)[a-z-]+\s+(?:(?!than\b)[a-z-]+\s+)?(?:were|came|was|joined|used|visited|applied|attended|arrived|took\s+part|are\s+now|are\s+being|have\s+been)\b)"
_GO_ON = r"(?:continu(?:e|es|ed|ing)|begun|began|beginning|start(?:ed|ing)|went\s+on|gone\s+on)\s+to\s+"
_WORDS: tuple[tuple[Sense, str], ...] = (
    ("rose", rf"{_GO_ON}(?:rise|grow|increase|climb|go\s+up|expand|mount|lengthen)"),
    ("fell", rf"{_GO_ON}(?:fall|drop|decrease|decline|reduce|shrink|go\s+down|come\s+down|wane|dwindle|shorten|ease|diminish)"),
    ("improved", rf"{_GO_ON}(?:improve|strengthen|recover)"),
    ("worsened", rf"{_GO_ON}(?:worsen|deteriorate|slip|weaken)"),
    ("improved", r"(?:went|gone|going|moved|moving|mov(?:e|es)|headed|heading)\s+(?:in\s+)?the\s+right\s+(?:way|direction)"),
    ("worsened", r"(?:went|gone|going|moved|moving|mov(?:e|es)|headed|heading)\s+(?:in\s+)?the\s+wrong\s+(?:way|direction)|(?:took|taken)\s+a\s+turn\s+for\s+the\s+worse"),
    ("improved", rf"ahead\s+of{_A_TIME}"),
    ("worsened", rf"behind{_A_TIME}"),
    ("rose", rf"(?<!no )(?<!not )(?<!any )more{_CAME}"),
    ("fell", rf"(?<!no )(?<!not )fewer{_CAME}"),
    ("rose", rf"{_AFTER_NUMBER}more{_BARE_NOUN}"),
    ("fell", rf"{_AFTER_NUMBER}(?:fewer|less){_BARE_NOUN}"),
    ("rose", rf"(?:above|over|exceed(?:s|ed|ing)?|higher\s+than){_THE_LEVEL}"),
    ("fell", rf"(?:below|under|lower\s+than|short\s+of){_THE_LEVEL}"),
    ("improved", rf"more\s+(?:{_GOOD})(?=\W)"),
    ("worsened", rf"less\s+(?:{_GOOD})(?=\W)"),
    ("rose", r"more\s+(?:expensive|costly|numerous|frequent(?:ly)?|busy|popular|time)\b"),
    ("fell", r"less\s+(?:expensive|costly|numerous|frequent(?:ly)?|busy|popular|time)\b"),
    ("slower", rf"{_AFTER_TIME}(?:longer|slower)\b|{_AFTER_HOURS}more\b"),
    ("quicker", rf"{_AFTER_TIME}(?:shorter|quicker|faster|sooner|less|fewer)\b"),
    ("slower", rf"(?:slower|longer|later|more\s+slowly|less\s+quickly)\b{_THAN}|slow(?:ed)(?:\s+down)?\b|(?:become|became|got|grown)\s+slower"),
    ("quicker", rf"(?:quicker|faster|sooner|swifter|prompter|shorter|more\s+(?:quickly|swiftly|speedily))\b{_THAN}|(?:become|became|got|grown)\s+(?:quicker|faster)|quickened|sped\s+up|speeded\s+up"),
    ("rose", r"(?:more\s+than\s+|almost\s+|nearly\s+)?(?:doubled|trebled|tripled|quadrupled)|widen(?:ed|s|ing)|lengthen(?:ed|s|ing)|grew\s+(?:longer|larger|busier)|(?:become|became|got|grown|was|were|is|are)\s+(?:\w+ly\s+)?(?:larger|bigger|busier|dearer)"),
    ("fell", r"(?:more\s+than\s+|almost\s+|nearly\s+)?halved|narrow(?:ed|s|ing)|shorten(?:ed|s|ing)|(?:become|became|got|grown|was|were|is|are)\s+(?:\w+ly\s+)?(?:smaller|shorter|quieter|cheaper|fewer)"),
    ("rose", rf"{_PAST_UP}|{_UP_PARTICLE}|up(?=\s+(?:from|by|on|\S*\d|«))|{_UP_COMPARED}|dearer|an?\s+(?:larger|greater|higher|bigger|growing|rising)\s+(?:proportion|share|percentage|number)\b|(?:an?|the|this|slight|small|sharp|further|steady|largest|biggest)\s+(?:\w+\s+)?(?:increase|rise|growth|jump|upturn|uplift|spike)(?=\s+(?:in|of|on|over|from|since|compared|to)\b)"),
    ("fell", rf"{_PAST_DOWN}|{_DOWN_PARTICLE}|down(?=\s+(?:from|by|on|\S*\d|«))|{_DOWN_COMPARED}|cheaper|an?\s+(?:smaller|lower|falling|shrinking|declining)\s+(?:proportion|share|percentage|number)\b|(?:an?|the|this|slight|small|sharp|further|steady|largest|biggest)\s+(?:\w+\s+)?(?:decrease|reduction|fall|drop|dip|decline|downturn)(?=\s+(?:in|of|on|over|from|since|compared|to)\b)"),
    ("worsened", r"worsen(?:ed|s|ing)?|deteriorat(?:ed|es|ing|ion)|worse(?=\s+than|[.,;)\s]|$)|poorer|weaker|weaken(?:ed|s|ing)|slipp(?:ed|ing)(?:\s+(?:back|down|further))?|slips|lapsed|regressed|gone\s+backwards|went\s+backwards"),
    ("improved", r"improv(?:ed|es|ing|ement)|better(?=\s+than|[.,;)\s]|$)|stronger|strengthen(?:ed|s|ing)|bettered|made\s+(?:good\s+)?progress"),
    ("picked_up", r"pick(?:ed|ing)\s+up|recover(?:ed|s|ing)|rebound(?:ed|ing)|bounced\s+back|rall(?:ied|ying)"),
)  # fmt: skip
_COMPILED = tuple((sense, Sought(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)) for sense, pattern in _WORDS)
_NEGATED = Sought(
    r"\b(?:not|no|never|n't|without|rather\s+than|instead\s+of|prevent\w*|avoid\w*|neither|nor|hardly|no\s+longer)\s+(?:\w+\s+){0,2}$|n[’']t\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)  # fmt: skip
_WISHED = Sought(
    r"\b(?:expect(?:s|ed|ing)?|will|would|should|aim(?:s|ed|ing)?|need(?:s|ed)?\s+to|seek(?:s|ing)?|plans?\s+to|planned|in\s+order|could|(?-i:may)|might|must|can|cannot|goal|hopes?|likely|forecast|projected|predicted|if|unless|until|target(?:ed)?\s+to|ambition|intend\w*|designed)\b[^;:.]{0,40}$|\bto\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_FACTOR = {"double": 2, "treble": 3, "triple": 3, "quadru": 4, "halved": 2}


@dataclass(frozen=True, slots=True)
class Move:
    """A word of movement.

    Attributes:
        sense: What it says.
        start: First character.
        end: One past the last.
        text: As printed.
        factor: How many times as much or as little ("halved" 2); 0 where it says no size.
        beyond: Whether it says more than the factor.
    """

    sense: Sense
    start: int
    end: int
    text: str
    factor: int = 0
    beyond: bool = False

    def way(self, line: TimeLine) -> str:
        """Which way ("rose", "fell") the number of a line must have gone; "" where that is not known."""
        if self.sense in {"rose", "fell"}:
            return self.sense
        if self.sense in {"quicker", "slower"}:
            if line.timed:
                return "fell" if self.sense == "quicker" else "rose"
            if re.match(r"more|less|fewer", self.text, re.IGNORECASE):
                return ""  # "11 days less" is no change of what counts things
            long = re.match(r"longer|shorter", self.text, re.IGNORECASE)
            if long and not line.percent:
                return "rose" if self.sense == "slower" else "fell"
            good = self.sense == "quicker"
        else:
            good = self.sense in {"improved", "picked_up"}
        if line.polarity in {"H", "L"}:
            return "rose" if good == (line.polarity == "H") else "fell"
        if self.text.lower().startswith(("ahead", "behind")):
            return "rose" if good else "fell"
        return "rose" if self.sense == "picked_up" else ""

    def far_enough(self, old: Fraction, new: Fraction) -> bool:
        """Whether two figures lie so far apart as "doubled" or "more than halved" says."""
        if not self.factor or not old or not new:
            return True
        ratio = (new / old if self.sense == "rose" else old / new) / self.factor
        if self.beyond:
            return ratio >= Fraction(99, 100)
        return Fraction(3, 4) <= ratio


def find_moves(text: str) -> list[Move]:
    """The words of movement of a text that tell what happened, in order; wishes, plans and negations are left out.

    Args:
        text: A sentence or a part of one.
    """
    found: list[Move] = []
    for sense, pattern in _COMPILED:
        for m in pattern.finditer(text):
            if any(w.start < m.end() and m.start() < w.end for w in found):
                continue
            if m[0].lower() in {"up", "down"} and PHRASE_VERB.search(text[max(0, m.start() - 12) : m.start()]):
                continue
            factor = next((n for word, n in _FACTOR.items() if word in m[0].lower()), 0)
            found.append(Move(sense, m.start(), m.end(), m[0], factor, m[0].lower().startswith("more than ")))
    told = []
    for w in found:
        before = text[max(0, w.start - 60) : w.start]
        if not _NEGATED.search(before) and not _WISHED.search(before):
            told.append(w)
    return sorted(told, key=lambda w: w.start)
