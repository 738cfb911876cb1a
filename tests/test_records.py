import pickle

from hypothesis import given
from hypothesis import strategies as st

from casefolio.diagnostics import Position
from casefolio.records import Entry, Mapping, Node, Scalar, ScalarStyle, Sequence

_POSITIONS = st.builds(Position, st.sampled_from(["a.md", "b/index.md"]), st.integers(1, 9), st.integers(1, 9))
_SCALARS = st.builds(Scalar, st.text(max_size=9), _POSITIONS, st.sampled_from(ScalarStyle))


def _mappings(values: st.SearchStrategy[Node]) -> st.SearchStrategy[Mapping]:
    entries = st.lists(st.builds(Entry, _SCALARS, values), max_size=4)
    return st.builds(Mapping, entries.map(tuple), _POSITIONS)


def _inner(values: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(_mappings(values), st.builds(Sequence, st.lists(values, max_size=4).map(tuple), _POSITIONS))


@given(_mappings(st.recursive(_SCALARS, _inner, max_leaves=12)))
def test_fields_outlive_their_process(fields: Mapping) -> None:
    assert pickle.loads(pickle.dumps(fields)) == fields  # noqa: S301 - written here
