"""The phrases from which generated records are worded."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offers.example_city.reading import FixtureError


@dataclass(frozen=True)
class TopicPhrases:
    """Sentences on a topic: for the summary, and for the description."""

    short: list[str]
    long: list[str]


@dataclass(frozen=True)
class Phrases:
    """All that phrases.toml holds; see the comments there."""

    title_forms: list[str]
    endings: list[str]
    motto_firsts: list[str]
    motto_seconds: list[str]
    openings: list[str]
    closings: list[str]
    registration_notes: list[str]
    place_notes: list[str]
    facility_names: list[str]
    facility_kinds: list[str]
    facility_sentences: list[str]
    natures: list[str]
    partner_names: list[str]
    partner_kinds: list[str]
    street_names: list[str]
    topics: dict[str, TopicPhrases]


def read_phrases(path: Path) -> Phrases:
    """Return the phrases of a file; raises FixtureError where a list is missing or unknown."""
    facts: dict[str, Any] = tomllib.loads(path.read_text("utf8"))
    try:
        topics = {code: TopicPhrases(**lists) for code, lists in facts.pop("topics").items()}
        return Phrases(**facts, topics=topics)
    except (KeyError, TypeError) as error:
        raise FixtureError(f"{path.name}: {error}") from error
