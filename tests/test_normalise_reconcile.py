"""Printed names get their keys from the register, and the figures beside them confirm or speak against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from normalise import Register, Store, reconcile
from normalise.decisions import PersonDecision
from normalise.evidence import Evidence, gather, telling
from records import parse_value

from .made import FakeRegister, extraction, figure, publication

OLD = "% of CIC placed within 20 miles from home (Excludes UASC)"
DAMAGED = "% of CIC placed within 20 miles (Excludes UASC) frm home"


@pytest.fixture
def register() -> Register:
    return Register.load()


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "s.db") as s:
        yield s


def two_months(store: Store, register: object) -> None:
    """January and February under the name that the register knows."""
    for name, day, out, printed, before in (
        ("jan.pdf", "2016-01-31", "2016-03-10", "80.1%", "79.6%"),
        ("feb.pdf", "2016-02-29", "2016-04-12", "80.4%", "80.1%"),
    ):
        p = publication(name, day, out)
        earlier = "2015-12-31" if name == "jan.pdf" else "2016-01-31"
        store.add(
            extraction(p, figure(p, OLD, printed, day), figure(p, OLD, before, earlier, role="previous")),
            register,  # type: ignore[arg-type]
        )


def march(name: str, *, previous: str = "80.4%", trend: str = "80.1%"):
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    return extraction(
        p,
        figure(p, name, "76.5%", "2016-03-31"),
        figure(p, name, previous, "2016-02-29", role="previous"),
        figure(p, name, trend, "2016-01-31", table="trend"),
    )


def test_keys_are_set_once_for_each_name() -> None:
    register = FakeRegister({OLD: "cic-within-20-miles"})
    found, decisions = reconcile(march(OLD), register)
    assert {o.indicator_key for o in found.observations} == {"cic-within-20-miles"}
    assert [(d.name, d.verdict) for d in decisions] == [(OLD, "accept"), (OLD, "accept")]  # its row, its trend
    assert [o.source for o in found.observations] == [o.source for o in march(OLD).observations]


def test_the_starter_register_knows_the_name(register: Register) -> None:
    found, decisions = reconcile(march(OLD), register)
    assert {o.indicator_key for o in found.observations} == {"cic-within-20-miles"}
    assert {d.how for d in decisions} == {"label"}


def test_what_is_printed_beside_a_name_reaches_the_register() -> None:
    seen: dict[str, object] = {}

    class Asking(FakeRegister):
        def resolve(self, name: str, **context: object):
            seen.update(context)
            return super().resolve(name, **context)

    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    row = {"section": "ADOPTION", "polarity": "H", "basis": "YTD", "indicator_id": "20", "unit": "percent"}
    reconcile(
        extraction(
            p,
            figure(p, "Name", "76.5%", "2016-03-31", **row),  # type: ignore[arg-type]
            figure(p, "Name", "85.0%", "2016-03-31", role="target", **row),  # type: ignore[arg-type]
        ),
        Asking(),
    )
    assert seen == {**row, "table": "scorecard", "target": "85.0%", "evidence": ()}


def test_a_damaged_name_waits_until_its_figures_show_what_it_is(store: Store, register: Register) -> None:
    _, alone = reconcile(march(DAMAGED), register)
    assert {d.verdict for d in alone} == {"review"}
    two_months(store, register)
    found, decisions = reconcile(march(DAMAGED), register, store=store)
    row = decisions[0]
    assert (row.verdict, row.key, row.how) == ("review", "", "")  # one repeated figure may be chance
    p = found.publication
    both = extraction(
        p,
        figure(p, DAMAGED, "80.4%", "2016-02-29", role="previous"),
        figure(p, DAMAGED, "80.1%", "2016-01-31"),
    )
    _, decisions = reconcile(both, register, store=store)
    [settled] = decisions
    assert (settled.verdict, settled.key, settled.how) == ("accept", "cic-within-20-miles", "evidence")
    assert any("80.4% in feb.pdf (published 12 April 2016)" in reason for reason in settled.reasons)


def test_figures_that_differ_send_a_name_to_review(store: Store) -> None:
    two_months(store, FakeRegister({OLD: "cic-within-20-miles"}))
    asked: list[tuple[Evidence, ...]] = []

    class Weighing(FakeRegister):
        def resolve(self, name: str, **context: object):
            asked.append(tuple(context["evidence"]))  # type: ignore[arg-type]
            return super().resolve(name, **context)

    likely = Weighing({"near name": "cic-within-20-miles"}, how="slots")
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    e = extraction(
        p,
        figure(p, "near name", "61.4%", "2016-02-29", role="previous"),
        figure(p, "near name", "60.9%", "2016-01-31", role="previous"),
    )
    reconcile(e, likely, store=store)
    assert asked[0] == ()
    [evidence] = asked[1]
    assert (evidence.opposes, evidence.settles, len(evidence.contradictions)) == (True, False, 2)


def test_a_name_that_a_person_or_the_register_settled_is_not_weighed(store: Store) -> None:
    two_months(store, FakeRegister({OLD: "cic-within-20-miles"}))
    register = FakeRegister({OLD: "cic-within-20-miles"})
    reconcile(march(OLD, previous="11.1%", trend="22.2%"), register, store=store)
    assert register.asked == [OLD, OLD]  # once for the row, once for the trend; never again with evidence


def test_two_rows_of_one_table_cannot_be_one_indicator() -> None:
    register = FakeRegister({"A": "key", "B": "key"})
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    clash = extraction(p, figure(p, "A", "10.1%", "2016-03-31"), figure(p, "B", "20.2%", "2016-03-31", row=1))
    found, decisions = reconcile(clash, register)
    assert [(d.verdict, d.key) for d in decisions] == [("review", ""), ("review", "")]
    assert "'A' 10.1%, 'B' 20.2%" in decisions[0].reasons[-1]
    assert [o.indicator_key for o in found.observations] == ["", ""]


def test_two_names_that_say_the_same_figure_are_left_alone() -> None:
    register = FakeRegister({"A": "key", "B": "key"})
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    twice = extraction(p, figure(p, "A", "10.1%", "2016-03-31"), figure(p, "B", "10.1%", "2016-03-31", row=1))
    _, decisions = reconcile(twice, register)
    assert {d.verdict for d in decisions} == {"accept"}


def test_the_same_name_in_two_sections_is_two_questions() -> None:
    register = FakeRegister()
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    rows = [figure(p, "% on time", "10.1%", "2016-03-31", section=s) for s in ("CP", "CIC")]
    _, decisions = reconcile(extraction(p, *rows), register)
    assert len(decisions) == 2


def test_figures_without_a_name_are_not_asked_for() -> None:
    register = FakeRegister()
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    found, decisions = reconcile(extraction(p, figure(p, " ", "10.1%", "2016-03-31")), register)
    assert (register.asked, decisions, found.observations[0].indicator_key) == ([], [], "")


def test_a_revised_month_still_counts_for_the_key() -> None:
    """Where two vintages of a month are known and one is repeated, the other is no contradiction."""
    a = publication("a.pdf", "2016-02-29", "2016-04-12")
    b = publication("b.pdf", "2016-03-31", "2016-05-13")
    new = publication("c.pdf", "2016-04-30", "2016-06-10")
    from normalise import Statement

    known = {
        ("k", "all", date(2016, 2, 29)): [
            Statement(figure(a, "n", "80.4%", "2016-02-29"), a),
            Statement(figure(b, "n", "80.6%", "2016-02-29"), b),
        ]
    }
    found = gather([figure(new, "n", "80.6%", "2016-02-29", table="trend")], "k", known)
    assert (len(found.agreements), found.contradictions) == (1, ())


@pytest.mark.parametrize(
    ("printed", "peculiar"),
    [("89.5%", True), ("1236", True), ("100.0%", False), ("0", False), ("5", False), ("90.0%", False), ("-", False)],
)
def test_only_peculiar_figures_count(printed: str, peculiar: bool) -> None:
    assert telling(parse_value(printed)) is peculiar


# -- decisions of people ----------------------------------------------------------------------------------


def decided(ruling: str, key: str) -> Register:
    """The starter register with one person's ruling on OLD."""
    register = Register.load()
    register.decisions.add(PersonDecision(OLD, ruling, key, "A. Analyst", date(2016, 6, 1), "looked it up"))  # type: ignore[arg-type]
    return register


def test_a_rerun_changes_no_decision(store: Store) -> None:
    """The register would call it otherwise by now, and still the name keeps its key."""
    two_months(store, FakeRegister({OLD: "first-key"}))
    assert store.resolve_again(FakeRegister({OLD: "second-key"})) == []
    assert store.keys() == {"first-key": 4}


@pytest.mark.parametrize(
    ("ruling", "key", "keys"),
    [
        ("same", "cic-foster-care-kcc", {"cic-foster-care-kcc": 4}),
        ("different", "cic-within-20-miles", {}),
        ("not an indicator", "", {}),
        ("same", "cic-within-20-miles", {"cic-within-20-miles": 4}),
        ("different", "cic-foster-care-kcc", {"cic-within-20-miles": 4}),
    ],
)
def test_a_person_overrules_what_was_accepted(
    store: Store, register: Register, ruling: str, key: str, keys: dict[str, int]
) -> None:
    two_months(store, register)
    assert store.keys() == {"cic-within-20-miles": 4}
    store.resolve_again(decided(ruling, key))
    assert store.keys() == keys
    store.resolve_again(decided(ruling, key))
    assert store.keys() == keys
    if not keys:
        assert len(store.series("cic-within-20-miles")) == 0


def test_a_name_that_a_person_put_aside_waits_no_more(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    added = store.add(extraction(p, figure(p, OLD, "1.5%", "2016-03-31")), decided("not an indicator", ""))
    assert (added.unresolved, store.waiting()) == ([], [])
    assert [d.decided_by for d in added.decisions] == ["A. Analyst"]


def test_words_beside_texts_are_not_asked_about(store: Store) -> None:
    register = FakeRegister()
    p = publication("plan.pdf", "2016-03-31", "2016-05-13", kind="action_plan")
    added = store.add(
        extraction(
            p,
            figure(p, "Open two children's centres", "2", "2016-03-31", role="context", table="actions"),
            figure(p, "Recruit foster carers", "G", "2016-03-31", role="rag", word="green", table="actions"),
        ),
        register,
    )
    assert (added.stored, added.unresolved, store.waiting()) == (2, [], [])
