"""The protocol's file as its own SDK reads it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

import pytest
from common_grants_sdk.schemas.pydantic.responses import OpportunitiesListResponse

from pipelines.digest.week import ItemDeadline
from warehouse.exports.commongrants import write_commongrants


@pytest.fixture
def read(tmp_path):
    def write(edition):
        path = tmp_path / "commongrants.json"
        write_commongrants(edition, path)
        return OpportunitiesListResponse.model_validate_json(path.read_text(encoding="utf-8"))

    return write


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_sdk_reads_a_call_with_all_that_is_known(builder, read, language) -> None:
    edition = builder.edition(language=language)
    answer = read(edition)
    assert answer.pagination_info.total_items == 3
    first, ours = answer.items[0], edition.items[0]
    assert (str(first.id), first.title, first.status.value) == (ours.call_id, ours.title, "open")
    assert (first.funding.max_award_amount.amount, first.funding.max_award_amount.currency) == ("50000.00", "EUR")
    assert str(first.source) == ours.url
    assert (first.key_dates.close_date.date, first.key_dates.close_date.time) == (date(2026, 11, 26), time(20, 0))
    assert first.created_at == datetime(2026, 11, 10, tzinfo=UTC)
    assert first.accepted_applicant_types[0].value == "government_municipal"
    assert first.custom_fields["rule"].value == ours.rule
    assert first.funders.primary.name == "Agencia Inventada"


def test_what_is_not_known_is_absent(builder, read, tmp_path) -> None:
    read(builder.edition())
    text = (tmp_path / "commongrants.json").read_text(encoding="utf-8")
    assert "null" not in text
    bare = json.loads(text)["items"][2]
    assert set(bare) == {"id", "title", "status", "description", "customFields", "createdAt", "lastModifiedAt"}
    assert bare["status"] == {"value": "custom", "customValue": "undated", "description": "Sin plazo publicado"}


@pytest.mark.parametrize(
    ("status", "theirs"),
    [
        ("open", "open"),
        ("closing_soon", "open"),
        ("forecast", "forecasted"),
        ("closed", "closed"),
        ("undated", "custom"),
        ("withdrawn", "custom"),
    ],
)
def test_each_status_has_a_place_in_the_protocol(builder, read, status, theirs) -> None:
    assert read(builder.edition(items=(builder.item(1, status=status),))).items[0].status.value == theirs


def test_a_two_stage_call_closes_to_newcomers_at_its_first_stage(builder, read) -> None:
    stages = (
        ItemDeadline(position=1, closes_on=date(2026, 12, 1), stage=1),
        ItemDeadline(position=2, closes_on=date(2027, 4, 1), stage=2),
    )
    cuts = (ItemDeadline(position=1, closes_on=date(2026, 12, 1)), ItemDeadline(position=2, closes_on=date(2027, 4, 1)))
    two, several = read(
        builder.edition(
            items=(
                builder.item(1, deadline_kind="two_stage", deadlines=stages),
                builder.item(2, deadline_kind="multiple", deadlines=cuts),
            )
        )
    ).items
    assert (two.key_dates.close_date.date, two.key_dates.other_dates["deadline2"].date) == (
        date(2026, 12, 1),
        date(2027, 4, 1),
    )
    assert (several.key_dates.close_date.date, several.key_dates.other_dates["deadline1"].date) == (
        date(2027, 4, 1),
        date(2026, 12, 1),
    )


def test_a_rolling_call_says_so_in_place_of_a_date(builder, read) -> None:
    (call,) = read(builder.edition(items=(builder.item(1, deadline_kind="rolling", deadlines=()),))).items
    assert (call.key_dates.close_date.event_type, call.key_dates.close_date.details) == ("other", "Permanente")


def test_an_amount_without_a_currency_is_no_money(builder, read) -> None:
    assert read(builder.edition(items=(builder.item(1, currency=None),))).items[0].funding is None


def test_an_empty_week_is_a_valid_answer(builder, read) -> None:
    assert read(builder.edition(items=())).items == []
