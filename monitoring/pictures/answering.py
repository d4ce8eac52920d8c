"""One answer for a page with pictures: the page, or the file of one of its pictures, at the same address and for the same eyes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from monitoring.pictures.files import file_of
from monitoring.pictures.picture import Picture

PICTURE, FORMAT = "bild", "als"


def answer(
    request: HttpRequest, template: str, context: Mapping[str, Any], pictures: Iterable[Picture]
) -> HttpResponse:
    """Return the page, or with `?bild=NAME&als=FORMAT` that picture of it as a file.

    Each picture stands in the context under its name; a file that does not exist is no error, but the page.
    """
    by_name = {picture.name: picture for picture in pictures}
    wanted = by_name.get(request.GET.get(PICTURE, ""))
    form = request.GET.get(FORMAT, "")
    if wanted and form in dict(wanted.formats):
        return file_of(request, wanted, form)
    return render(request, template, {**context, "pictures": by_name})
