"""Who may see which numbers."""

from django.db.models import QuerySet
from django.http import HttpRequest

from monitoring.choices import Audience
from monitoring.models import CompositeIndex, Indicator, OutcomeRecord, ValueUpload
from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from network.second_factor import is_required, was_shown
from offers.permissions import offers_with


def audience_of(request: HttpRequest) -> Audience:
    """Return for whom a page is made: for staff who plan and have shown that it is them, or for everybody.

    Whoever has no session is not asked for one, so that the pages of the public stay without a cookie.
    """
    if request.session.session_key is None or not request.user.is_authenticated:
        return Audience.PUBLIC
    if not standing_of(request.user).allows(Permission.PLAN):
        return Audience.PUBLIC
    has_proved_it = not is_required(request.user) or was_shown(request)
    return Audience.INTERNAL if has_proved_it else Audience.PUBLIC


def indicators_for(audience: Audience) -> QuerySet[Indicator]:
    """Return the indicators that an audience may see, in the order of their fields."""
    indicators = Indicator.objects.select_related("field")
    return indicators.public() if audience is Audience.PUBLIC else indicators.all()


def indices_for(audience: Audience) -> QuerySet[CompositeIndex]:
    """Return the indices that an audience may see."""
    return CompositeIndex.objects.public() if audience is Audience.PUBLIC else CompositeIndex.objects.all()


def sees_raw(user: User) -> bool:
    """Return whether a person sees numbers as they came from the offices, also those that are kept secret."""
    return standing_of(user).allows(Permission.RAW)


def uploads_of(user: User) -> QuerySet[ValueUpload]:
    """Return the files of numbers that a person sees: all with the right to raw numbers, else those that they brought themselves."""
    uploads = ValueUpload.objects.all()
    return uploads if sees_raw(user) else uploads.filter(made_by=user)


def outcomes_of(user: User) -> QuerySet[OutcomeRecord]:
    """Return the outcomes that a person may write: of offers within reach, and of programmes for who answers for all.

    Whoever writes a number sees it as it is; everybody else sees what `monitoring.outcomes` makes of it.
    """
    if writes_programmes(user):
        return OutcomeRecord.objects.all()
    return OutcomeRecord.objects.filter(offer__in=offers_with(Permission.OUTCOMES, user).values("pk"))


def writes_programmes(user: User) -> bool:
    """Return whether a person enters what programmes achieve, which belong to no single partner."""
    return Permission.OUTCOMES in standing_of(user).everywhere
