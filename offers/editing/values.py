"""From a content to the form's fields, and back."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model
from django.forms import BaseForm
from django.http import QueryDict

from offers.content import OFFER, Content, Schema
from offers.content.applying import write
from offers.content.fields import TIMES
from offers.content.reading import in_order, plain
from offers.editing.ages import initial_ages
from offers.editing.times import series_of

PICTURES = "angebote/"


def initial_of(content: Content, schema: Schema = OFFER) -> dict[str, Any]:
    """Return what the form shows for a content."""
    record = schema.model()
    for name in set(schema.columns) & content.keys():
        write(record, name, content[name])
    columns = (name for name in schema.columns if name in content)
    initial = {name: getattr(record, schema.model._meta.get_field(name).attname) for name in columns}
    initial |= {name: content[name] for name in (*schema.links, *schema.part_by_name) if name in content}
    if content.get("point"):
        initial |= dict(zip(("longitude", "latitude"), content["point"], strict=True))
    return initial


def initial_of_offer(content: Content) -> dict[str, Any]:
    """Return what the form of an offer shows for a content."""
    ages = initial_ages(content["ages"]) if "ages" in content else {}
    return initial_of(content) | ages | {TIMES: series_of(content)}


def initial_from_data(form: BaseForm, data: QueryDict) -> dict[str, Any]:
    """Return what the form shows for what somebody typed, complete or not, right or wrong."""
    found = {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.needs_multipart_form
    }
    return {name: value for name, value in found.items() if value is not None}


def content_from(cleaned: dict[str, Any], base: Content, schema: Schema = OFFER) -> Content:
    """Return the content that a valid form holds; fields that it does not have stay as in `base`."""
    columns = {name: plain_value(cleaned[name]) for name in schema.columns if name in cleaned and name != "image"}
    links = {name: sorted(record.pk for record in cleaned[name]) for name in schema.links if name in cleaned}
    parts = {part.name: in_order(cleaned[part.name], part) for part in schema.parts if part.name in cleaned}
    pictures = {"image": picture_name(cleaned["image"], base)} if "image" in cleaned else {}
    return base | columns | links | parts | pictures


def plain_value(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else plain(value)


def picture_name(value: Any, base: Content) -> str:
    """Return the name of the picture, an uploaded one saved; nothing where it was taken off."""
    if isinstance(value, ContentFile):
        return default_storage.save(PICTURES + value.name, value)
    return "" if value is False else base.get("image", "")
