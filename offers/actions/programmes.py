"""How far a programme has come in districts, entered for many at once."""

from collections.abc import Iterable

from django.db import transaction

from kit.history import through
from network.models import Partner, User
from offers.models import Programme, ProgrammeStage
from sozialraum.models import District


class StageInTheWayError(Exception):
    """In `districts` (by name) a stage begins on the same day or later."""

    def __init__(self, districts: list[str]) -> None:
        super().__init__(", ".join(districts))
        self.districts = districts


@transaction.atomic
def enter_stage(*, stage: ProgrammeStage, districts: Iterable[District], partners: Iterable[Partner], by: User) -> int:
    """Let a programme be at a stage in each of `districts` from a day on, and return in how many that is new.

    `stage` is the pattern: programme, stage, day, document, note. The former stage ends there. Raises StageInTheWayError
    where one that was entered begins on that day or later; then nothing changes.
    """
    # Of two at once the second waits, and sees then what the first has entered.
    Programme.objects.select_for_update().get(pk=stage.programme_id)
    there = ProgrammeStage.objects.filter(programme=stage.programme_id, district__in=districts)
    if later := there.filter(valid_from__gte=stage.valid_from).order_by("district__name"):
        raise StageInTheWayError(list(dict.fromkeys(later.values_list("district__name", flat=True))))
    same = set(there.on(stage.valid_from).filter(stage=stage.stage).values_list("district", flat=True))
    new = [district for district in districts if district.pk not in same]
    with through("stage", by.pk):
        there.on(stage.valid_from).filter(district__in=new).update(valid_until=stage.valid_from)
        for district in new:
            entered = ProgrammeStage.objects.create(
                programme_id=stage.programme_id,
                district=district,
                stage=stage.stage,
                valid_from=stage.valid_from,
                document_id=stage.document_id,
                document_title=stage.document_title,
                document_url=stage.document_url,
                note=stage.note,
            )
            entered.partners.set(partners)
    return len(new)
