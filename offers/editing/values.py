"""From a content to the form's fields, and back."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms import BaseForm
from django.http import QueryDict

from offers.content import Content
from offers.content.applying import write
from offers.content.fields import COLUMNS, LINKS, TIMES
from offers.content.reading import in_order, plain
from offers.editing.ages import initial_ages
from offers.editing.times import plain_series, series_of
from offers.models import Offer

PICTURES = "angebote/"


def initial_of(content: Content) -> dict[str, Any]:
    """Return what the form shows for a content."""
    offer = Offer()
    for name in set(COLUMNS) & content.keys():
        write(offer, name, content[name])
    initial = {name: getattr(offer, Offer._meta.get_field(name).attname) for name in COLUMNS if name in content}
    initial |= {name: content[name] for name in LINKS if name in content}
    if "ages" in content:
        initial |= initial_ages(content["ages"])
    if offer.point:
        initial |= {"longitude": content["point"][0], "latitude": content["point"][1]}
    return initial | {TIMES: series_of(content)}


def initial_from_data(form: BaseForm, data: QueryDict) -> dict[str, Any]:
    """Return what the form shows for what somebody typed, complete or not, right or wrong."""
    found = {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.needs_multipart_form
    }
    return {name: value for name, value in found.items() if value is not None}


def content_from(cleaned: dict[str, Any], base: Content) -> Content:
    """Return the content that a valid form holds; fields that it does not have stay as in `base`."""
    columns = {name: plain_value(cleaned[name]) for name in COLUMNS if name in cleaned and name != "image"}
    links = {name: sorted(record.pk for record in cleaned[name]) for name in LINKS if name in cleaned}
    times = {TIMES: in_order(map(plain_series, cleaned[TIMES]))} if TIMES in cleaned else {}
    pictures = {"image": picture_name(cleaned["image"], base)} if "image" in cleaned else {}
    return base | columns | links | times | pictures


def plain_value(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else plain(value)


def picture_name(value: Any, base: Content) -> str:
    """Return the name of the picture, an uploaded one saved; nothing where it was taken off."""
    if isinstance(value, UploadedFile) or getattr(value, "is_new", False):
        return default_storage.save(PICTURES + value.name, value)
    return "" if value is False else base.get("image", "")
