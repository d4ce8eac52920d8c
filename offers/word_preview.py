"""What a change of the thesaurus would change: for each thing that families say, the offers found today and the ones found then."""

from collections.abc import Sequence
from dataclasses import dataclass

from offers.models import WordGroup
from offers.search import Criteria
from offers.search.asking import Asker, read_asker
from offers.search.known import Known
from offers.search.listing import ordered
from offers.search.matching import matches
from offers.search.thesaurus import Thesaurus

# So many sayings are tried, and so many offers of each are told.
TRIED, TOLD = 5, 5


@dataclass(frozen=True, slots=True)
class Effect:
    """What is found for something that families say: titles of the first offers before and after, and which of them come and go."""

    said: str
    before: list[str]
    after: list[str]

    @property
    def new(self) -> list[str]:
        return [title for title in self.after if title not in self.before]

    @property
    def gone(self) -> list[str]:
        return [title for title in self.before if title not in self.after]


def effects(group: WordGroup) -> list[Effect]:
    """Return what saving a group would change, for the first of its sayings in German and one in another language."""
    saved = WordGroup.objects.order_by("pk").values_list("pk", "said", "said_elsewhere", "meant")
    today = {pk: (said + elsewhere, meant) for pk, said, elsewhere, meant in saved}
    then = {pk: one for pk, one in today.items() if pk != group.pk} | {
        0: (group.said + group.said_elsewhere, group.meant)
    }
    known = read_asker().known
    before, after = asker(known, today.values()), asker(known, then.values())
    sayings = [*group.said[: TRIED - 1], *group.said_elsewhere[:1]]
    return [Effect(said, first_titles(before, said), first_titles(after, said)) for said in sayings]


def asker(known: Known, groups: Sequence[tuple[list[str], list[str]]]) -> Asker:
    return Asker(known, Thesaurus(list(groups)))


def first_titles(asker: Asker, text: str) -> list[str]:
    """Return the titles of the first offers that a text finds."""
    asked = asker.read(text)
    if not asked.needed:
        return []
    criteria = Criteria(text=text, asked=asked)
    return list(ordered(criteria, matches(criteria)).values_list("title", flat=True)[:TOLD])
