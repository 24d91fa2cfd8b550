"""The review: names that wait for a person, as one sheet, and back again without loss.

A row shows the printed name with its place, up to three suggestions with their keys, and why it waits. The
person picks a decision from a list. Read back, each decision is kept with who, when and why, and the name
joins the register; it is not asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, cast

from normalise.decisions import PersonDecision
from normalise.register_entries import KEY_FORM
from records import Basis, Indicator, Label, PanelpaperError, Polarity, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from normalise.register import Register
    from normalise.resolving import Decision

SAME = tuple(f"same as suggestion {n}" for n in (1, 2, 3))
SAME_KEY = "same as the key I name"
NEW = "a new indicator"
NONE = "none of the suggestions"
NOT = "not an indicator"
LATER = "decide later"
CHOICES = (*SAME, SAME_KEY, NEW, NONE, NOT, LATER)
"""What a person can decide; the drop-down of the sheet."""


@dataclass(frozen=True)
class ReviewItem:
    """A name that waits, and what was decided about it once somebody has.

    Attributes:
        name: As printed.
        section: Heading it stands under, as printed.
        indicator_id: As printed.
        polarity: As printed.
        basis: As printed.
        unit: Of the figures beside it.
        document: File it was last seen in.
        page: 1-based; empty where not known.
        printed: What is printed beside it.
        publications: How many publications print it.
        suggestions: (key, its nearest label), best first, at most three.
        why: Why it waits.
        decision: One of CHOICES; empty while nobody has decided.
        key: The key that the decision names: for SAME_KEY and NEW.
        who: Who decided.
        when: The day; None while nobody has decided.
        reason: The reason given.
    """

    name: str
    section: str = ""
    indicator_id: str = ""
    polarity: str = ""
    basis: str = ""
    unit: str = ""
    document: str = ""
    page: str = ""
    printed: str = ""
    publications: int = 1
    suggestions: tuple[tuple[str, str], ...] = ()
    why: str = ""
    decision: str = ""
    key: str = ""
    who: str = ""
    when: date | None = None
    reason: str = ""


class WaitingName(Protocol):
    """A waiting name of the store; see `normalise.store_waiting.Waiting`."""

    @property
    def name(self) -> tuple[str, str, str, str, str, str]:
        """indicator, indicator_id, section, kind of table, polarity, basis."""

    @property
    def mentions(self) -> Sequence[Any]:
        """Where it was printed."""

    @property
    def example(self) -> Any:
        """One statement printed under it, or None."""


def items_of(waiting: Iterable[WaitingName], register: Register) -> list[ReviewItem]:
    """Review items for the store's waiting names, with fresh suggestions.

    Args:
        waiting: From ``Store.waiting``.
        register: For suggestions; names that it settles by now are left out.

    Returns:
        One item for each name that still waits.
    """
    out = []
    for one in waiting:
        name, identifier, section, table, polarity, basis = one.name
        observation = one.example.observation if one.example is not None else None
        unit = observation.value.unit if observation is not None else ""
        decision = register.resolve(
            name, section=section, polarity=polarity, basis=basis, table=table, indicator_id=identifier
        )
        if decision.verdict == "accept" or decision.decided_by != "panelpaper":
            continue
        source = observation.source if observation is not None else None
        out.append(
            replace(
                item_of(decision),
                section=section, indicator_id=identifier, polarity=polarity, basis=basis, unit=unit,
                document=source.document if source else "",
                page=str(source.page) if source and source.page else (source.locator if source else ""),
                printed=observation.value.printed if observation is not None else "",
                publications=len(one.mentions),
            )
        )  # fmt: skip
    return out


def item_of(decision: Decision) -> ReviewItem:
    """A review item of a decision that was not accepted.

    Args:
        decision: From ``Register.resolve``.
    """
    return ReviewItem(
        name=decision.name,
        suggestions=tuple((c.key, c.name) for c in decision.candidates),
        why="; ".join(_told(reason) for reason in decision.reasons if not reason.startswith(_AGREED)),
    )


_AGREED = ("statistic agrees", "numbers agree", "the words agree", "nearest is", "one side says 'number'")


def _told(reason: str) -> str:
    """A rung in the words of the sheet."""
    if reason.startswith("veto, "):
        slot, _, what = reason.removeprefix("veto, ").partition(": ")
        return f"{slot} differs: {what}"
    return reason.removeprefix("to be settled: ")


@dataclass
class Applied:
    """What became of the decisions of a sheet.

    Attributes:
        kept: Decisions kept now.
        known: Decisions that stood there already.
        open: Items that still wait.
        problems: What could not be kept, one sentence each, with the name.
    """

    kept: list[PersonDecision] = field(default_factory=list)
    known: int = 0
    open: int = 0
    problems: list[str] = field(default_factory=list)


def apply(items: Iterable[ReviewItem], register: Register, *, who: str = "", today: date | None = None) -> Applied:
    """Keep the decisions of a sheet and let the names join the register. Nothing is written to disk here.

    Args:
        items: Read back from the sheet.
        register: Gets the labels and new indicators; its decisions get the rulings.
        who: Who decided where the sheet does not say.
        today: The day where the sheet does not say; today if None.

    Returns:
        What was kept, known already, still open, and what could not be kept.
    """
    done = Applied()
    for item in items:
        if not item.decision.strip() or item.decision == LATER:
            done.open += 1
            continue
        try:
            rulings = _rulings(item, register, who=item.who or who, when=item.when or today or date.today())
            for ruling in rulings:
                if ruling.ruling == "same" and ruling.key not in register:
                    register.add_indicator(_indicator(item, ruling.key))
                if register.decisions.add(ruling):
                    done.kept.append(ruling)
                else:
                    done.known += 1
                if ruling.ruling == "same":
                    register.add_label(ruling.key, item.name, document=item.document)
        except PanelpaperError as error:
            done.problems.append(f"'{item.name}': {error.what}")
        except ValueError as error:
            done.problems.append(f"'{item.name}': {error}")
    return done


def _rulings(item: ReviewItem, register: Register, *, who: str, when: date) -> list[PersonDecision]:
    if not who.strip():
        raise ValueError("nobody is named as having decided; fill 'decided by', or give --who")
    base = PersonDecision(item.name, "same", "", who.strip(), when, item.reason, "")
    if item.decision in SAME:
        at = SAME.index(item.decision)
        if at >= len(item.suggestions):
            raise ValueError(f"there is no suggestion {at + 1}")
        return [_existing(replace(base, key=item.suggestions[at][0]), register)]
    if item.decision == SAME_KEY:
        return [_existing(replace(base, key=item.key.strip()), register)]
    if item.decision == NEW:
        key = item.key.strip()
        if not key:
            return [replace(base, ruling="new")]
        if not KEY_FORM.fullmatch(key):
            raise ValueError(f"the key '{key}' is not lower case letters, digits and hyphens")
        known = {d.key for d in register.decisions.about(item.name) if d.ruling == "same"}
        if key in register and key not in known:
            raise ValueError(f"the key '{key}' is in use; choose '{SAME_KEY}' if that indicator is meant")
        return [replace(base, key=key)]
    if item.decision == NONE:
        if not item.suggestions:
            raise ValueError("there are no suggestions to rule out")
        return [replace(base, ruling="different", key=key) for key, _ in item.suggestions]
    if item.decision == NOT:
        return [replace(base, ruling="not an indicator")]
    raise ValueError(f"'{item.decision}' is not one of: {', '.join(CHOICES)}")


def _existing(ruling: PersonDecision, register: Register) -> PersonDecision:
    if ruling.key not in register:
        raise ValueError(f"there is no indicator '{ruling.key}' in the register" if ruling.key else "no key is named")
    return ruling


def _indicator(item: ReviewItem, key: str) -> Indicator:
    polarity = item.polarity if item.polarity in {"H", "L", "T"} else ""
    basis = item.basis if item.basis in {"SS", "YTD", "R12M", "MS", "Q", "A"} else ""
    return Indicator(
        key=key,
        name=item.name,
        labels=(Label(item.name, document=item.document),),
        unit=cast(Unit, item.unit),
        polarity=cast(Polarity, polarity),
        basis=cast(Basis, basis),
        section=item.section,
    )


def ask(items: Sequence[ReviewItem], *, who: str, say: Any, prompt: Any, today: date | None = None) -> list[ReviewItem]:
    """Go through the open items in the terminal.

    Args:
        items: Those that wait.
        who: Who decides.
        say: Prints a line.
        prompt: Asks for a line of text.
        today: The day to keep; today if None.

    Returns:
        The items with the decisions taken; the rest as they were once the person stops with "q".
    """
    out = list(items)
    for at, item in enumerate(items):
        if item.decision and item.decision != LATER:
            continue
        say(f"\n{at + 1} of {len(items)}: {item.name}")
        place = ", ".join(
            p for p in (item.section, item.document, item.page and f"page {item.page}", item.printed) if p
        )
        if place:
            say(f"   {place}")
        say(f"   why it waits: {item.why}")
        for n, (key, label) in enumerate(item.suggestions, 1):
            say(f"   {n}  same as {key}: {label}")
        say("   k  same as a key I name    n  a new indicator    x  none of these    i  not an indicator")
        say("   Enter: decide later    q: stop here")
        while True:
            answer = str(prompt("Decision")).strip().lower()
            if answer == "q":
                return out
            choice = _choice(answer, len(item.suggestions))
            if choice is not None:
                break
            say("   That is not one of the answers above.")
        if choice == LATER:
            continue
        key = str(prompt("Key")).strip() if choice in {SAME_KEY, NEW} else ""
        reason = str(prompt("Reason (may be empty)")).strip()
        out[at] = replace(item, decision=choice, key=key, who=who, when=today or date.today(), reason=reason)
    return out


def _choice(answer: str, suggestions: int) -> str | None:
    if answer.isdigit() and 1 <= int(answer) <= suggestions:
        return SAME[int(answer) - 1]
    return {"": LATER, "k": SAME_KEY, "n": NEW, "x": NONE if suggestions else None, "i": NOT}.get(answer)
