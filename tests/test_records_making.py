"""Records made quickly behave as the frozen dataclasses they are."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

import records
from records import Box, Source, quick


@dataclass(frozen=True, slots=True)
class Plain:
    """As dataclasses make it."""

    name: str
    number: int = 3
    words: list[str] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    label: str = field(default="x", kw_only=True)


Quick = quick(dataclass(frozen=True, slots=True)(type("Quick", (), {
    "__annotations__": dict(Plain.__annotations__), "__module__": __name__, "number": 3,
    "words": field(default_factory=list), "known": field(default_factory=dict, init=False, repr=False, compare=False),
    "label": field(default="x", kw_only=True),
})))  # fmt: skip


@quick
@dataclass(frozen=True, slots=True)
class Checked:
    """One field, and a condition."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("below nought")


@pytest.mark.parametrize("made", [Plain, Quick])
def test_fields_are_given_by_place_by_name_or_left_to_their_defaults(made: type) -> None:
    one, other = made("a"), made("b", 4, words=["w"], label="y")
    assert [getattr(one, f.name) for f in fields(one)] == ["a", 3, [], {}, "x"]
    assert [getattr(other, f.name) for f in fields(other)] == ["b", 4, ["w"], {}, "y"]
    assert one.words is not made("a").words
    assert one.known is not made("a").known


@pytest.mark.parametrize("made", [Plain, Quick])
@pytest.mark.parametrize("wrong", [(), ("a", 1, [], {}), ("a", 1, [], "y")])
def test_too_few_and_too_many_are_refused(made: type, wrong: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match="__init__"):
        made(*wrong)


def test_a_record_made_quickly_is_of_its_own_class_and_frozen() -> None:
    one = Quick("a")
    assert type(one) is Quick
    assert is_dataclass(one)
    with pytest.raises(FrozenInstanceError):
        one.name = "b"
    with pytest.raises(FrozenInstanceError):
        del one.name
    assert repr(one) == "Quick(name='a', number=3, words=[], label='x')"
    assert inspect.signature(Quick).parameters.keys() == inspect.signature(Plain).parameters.keys()


def test_equal_records_are_equal_and_have_one_hash() -> None:
    assert Box(1, 2, 3, 4) == Box(1.0, 2.0, 3.0, 4.0)
    assert hash(Box(1, 2, 3, 4)) == hash(Box(1.0, 2.0, 3.0, 4.0))
    assert Box(1, 2, 3, 4) != Box(1, 2, 3, 5)
    assert replace(Box(1, 2, 3, 4), top=9) == Box(1, 9, 3, 4)


@pytest.mark.parametrize(
    "record", [Box(1, 2, 3, 4), Source("f" * 64, "a.pdf", 1, box=Box(1, 2, 3, 4)), Quick("a", words=["b"]), Checked(5)]
)
def test_records_are_pickled_and_copied(record: object) -> None:
    for other in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record), copy.copy(record)):
        assert other == record
        assert type(other) is type(record)


def test_a_condition_is_still_checked() -> None:
    with pytest.raises(ValueError, match="below nought"):
        Checked(-1)


def test_it_is_public() -> None:
    assert records.quick is quick
