"""Do entries come back with the row and the amount they were added with?"""

from hypothesis import given
from hypothesis import strategies as st

from recommender.gathering import Gathering, group

KEYED = st.lists(st.dictionaries(st.text(max_size=3), st.floats(0, 9, width=32), max_size=4), max_size=6)


@given(KEYED)
def test_each_value_has_its_rows_in_order(keyed: list[dict[str, float]]):
    gathered = Gathering()
    for amounts in keyed:
        gathered.add(amounts)
    order, starts = group(gathered.columns, len(gathered.values))
    rows, amounts = gathered.rows[order].tolist(), gathered.amounts[order].tolist()
    assert gathered.size == len(keyed)
    assert set(gathered.values) == {value for found in keyed for value in found}
    for number, value in enumerate(gathered.values):
        span = slice(starts[number], starts[number + 1])
        expected = [(row, found[value]) for row, found in enumerate(keyed) if value in found]
        assert list(zip(rows[span], amounts[span], strict=True)) == expected
