"""Conditions are parsed to a tree, and a tree written out parses to itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain.expression import And, Compare, Not, Or, Tree, parse, render
from gridgov.errors import WrongUse

FIELDS = st.sampled_from(["state", "due_at", "number", "楼层", "x_1"])
VALUES = st.text(max_size=8) | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
COMPARES: st.SearchStrategy[Tree] = st.one_of(
    st.builds(Compare, FIELDS, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), VALUES),
    st.builds(Compare, FIELDS, st.just("like"), VALUES, st.booleans()),
    st.builds(Compare, FIELDS, st.just("in"), st.lists(VALUES, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(Compare, FIELDS, st.just("is"), st.none(), st.booleans()),
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    COMPARES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(TREES)
def test_a_tree_written_out_parses_to_itself(tree: Tree) -> None:
    assert parse(render(tree)) == tree


def test_and_binds_before_or_and_not_before_and() -> None:
    a, b, c = (Compare(name, "=", 1) for name in "abc")
    assert parse("a = 1 or b = 1 and c = 1") == Or((a, And((b, c))))
    assert parse("(a = 1 OR b = 1) AND c = 1") == And((Or((a, b)), c))
    assert parse("not a = 1 and b = 1") == And((Not(a), b))


def test_values_as_people_write_them() -> None:
    assert parse("a = 'it''s'") == Compare("a", "=", "it's")
    assert parse('a <> "x"') == Compare("a", "!=", "x")
    assert parse("code = 01001") == Compare("code", "=", "01001"), "a code keeps its zeros"
    assert parse("a = -2.50") == Compare("a", "=", -2.5)
    assert parse("state = handling") == Compare("state", "=", "handling")
    assert parse("楼层 not in (1, 2)") == Compare("楼层", "in", (1, 2), True)
    assert parse("a is not empty") == Compare("a", "is", None, True)


@pytest.mark.parametrize(
    ("text", "at"),
    [("", 1), ("a", 2), ("a =", 4), ("a = 1 and", 10), ("(a = 1", 7), ("a = 1)", 6), ("a = 'x", 5), ("a; drop", 2)],
)
def test_what_cannot_be_understood_is_named_with_its_position(text: str, at: int) -> None:
    with pytest.raises(WrongUse) as caught:
        parse(text)
    assert caught.value.params["at"] == at


@given(st.text(max_size=20))
def test_any_text_is_a_tree_or_a_sentence(text: str) -> None:
    try:
        tree = parse(text)
    except WrongUse:
        return
    assert parse(render(tree)) == tree
