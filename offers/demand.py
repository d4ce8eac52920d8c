"""What a search was for, as far as it is counted: one district, one age, one topic."""

from collections.abc import Sequence
from typing import Any

from offers.actions.demand import count_missed
from offers.search import Choice, Choices, Criteria

DISTRICT = "district:"


def count_miss(criteria: Criteria, choices: Choices) -> None:
    """Count a search that found nothing; of several districts, ages or topics none is counted as the one."""
    area = only(criteria.areas)
    topic = only(criteria.values("thema"))
    chosen = choices.find("thema", topic) if topic else None
    count_missed(
        district=int(area.removeprefix(DISTRICT)) if area and area.startswith(DISTRICT) else None,
        age_step=step_of(criteria, choices),
        topic=chosen.code if chosen else None,
    )


def step_of(criteria: Criteria, choices: Choices) -> str | None:
    """Return the code of the one age step that a search is for, or that holds the one exact age."""
    steps: list[Choice] = list(criteria.steps)
    for month in criteria.months:
        steps += [step for step in choices.named("alter") if step.ages[0] <= month < step.ages[1]][:1]
    step = only(list(dict.fromkeys(steps)))
    return step.code if step else None


def only(values: Sequence) -> Any:
    """Return the only value of a list, None where there are none or several."""
    return values[0] if len(values) == 1 else None
