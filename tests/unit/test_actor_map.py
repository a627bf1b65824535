"""The map of who pays for a priority: every box within the picture, none upon another, at both widths, and the list."""

from itertools import combinations
from xml.etree.ElementTree import fromstring

import pytest

from pipelines.actor_map import Payer, in_groups, laid_out
from warehouse.exports.actor_picture import svg

PAYERS = [
    Payer("bureau", "Bureau of <Samples> & Examples", "state", "Norlandia", 2, ("Ministry",), ("Embassy",)),
    Payer("office", "Office " * 20, "state", "Norlandia", 1),
    Payer("fund", "Fund", "fund", "Fund", 7),
]


def test_groups_stand_by_how_much_they_pay_for() -> None:
    assert [(root, [p.actor_id for p in group]) for root, group in in_groups(PAYERS)] == [
        ("Fund", ["fund"]),
        ("Norlandia", ["bureau", "office"]),
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_boxes_stand_within_the_picture_and_apart(width: int) -> None:
    drawn = laid_out(PAYERS, width)
    assert [box.kind for box in drawn.boxes].count("root") == 1
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= width
        assert box.y + box.height <= drawn.height
        assert max(map(len, box.lines)) * 7.2 <= box.width
    for a, b in combinations(drawn.boxes, 2):
        assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def test_the_picture_is_xml_with_a_name_and_a_description() -> None:
    root = fromstring(svg(PAYERS, 390, "Quién paga", "Lo mismo está en la lista"))
    assert root.get("role") == "img"
    assert [child.text for child in root][:2] == ["Quién paga", "Lo mismo está en la lista"]
    assert any("<Samples>" in "".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
