"""Where an address is: the answer for the map of a form."""

from django.contrib.gis.geos import Point
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.choices import Permission
from network.forms.places import DECIMALS
from network.permissions import requires
from network.places import district_at
from offers.forms_of_places import WhereForm
from offers.locating import locate
from sozialraum.models import District


# Posted, so that no log keeps an address.
@require_POST
@requires(Permission.CONFIRM)
def place(request: HttpRequest) -> JsonResponse:
    """Say where an address is, or in which district a point lies: latitude and longitude (null where not), district, sentence."""
    form = WhereForm(request.POST)
    if not form.is_valid():
        return JsonResponse(answer(form.sentence), status=422)
    asked = form.cleaned_data
    if point := asked["point"]:
        district = district_at(point)
        text = _("Der Punkt liegt in %(district)s.") if district else _("Der Punkt liegt außerhalb aller Stadtteile.")
        return JsonResponse(answer(text % {"district": district}, point, district))
    found = locate(asked["street"], asked["postcode"], asked["city"])
    if found is None:
        unknown = _("Diese Anschrift kennen wir nicht. Bitte schieben Sie den Punkt auf das Haus.")
        return JsonResponse(answer(unknown))
    return JsonResponse(answer(str(found.sentence), found.point, found.district))


def answer(sentence: str, point: Point | None = None, district: District | None = None) -> dict:
    longitude, latitude = (round(degrees, DECIMALS) for degrees in point.coords) if point else (None, None)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "district": district.name if district else "",
        "sentence": sentence,
    }
