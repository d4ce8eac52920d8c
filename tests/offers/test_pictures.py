"""Pictures that operators upload: small, readable, and silent about where they were taken."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from offers.models import Offer
from offers.pictures import for_everybody
from tests.offers.test_admin_offers import ADD, errors_of, offer_data

ORIENTATION, TAKEN_SIDEWAYS = 0x0112, 6
GPS = 0x8825


def photo(kind="JPEG", size=(60, 40), **more):
    """Return the bytes of a picture that says where and how it was taken."""
    from PIL import Image

    exif = Image.Exif()
    exif[ORIENTATION] = TAKEN_SIDEWAYS
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 8.0, 54.0), 3: "E", 4: (6.0, 26.0, 5.0)})
    saved = BytesIO()
    Image.new("RGB", size, "teal").save(saved, kind, exif=exif.tobytes(), **more)
    return saved.getvalue()


def facts_of(file):
    """Return the kind of a picture, what its camera wrote into it, and its size."""
    from PIL import Image

    with Image.open(file) as picture:
        return picture.format, dict(picture.getexif()), picture.size


def test_the_picture_of_these_tests_tells_where_it_was_taken():
    _kind, written, _size = facts_of(BytesIO(photo()))
    assert {ORIENTATION, GPS} <= written.keys()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "haus.jpg"), ("PNG", "haus.png"), ("WEBP", "haus.webp")])
def test_a_picture_does_not_tell_where_it_was_taken(kind, name):
    shown = for_everybody(ContentFile(photo(kind), "haus.bild"))
    assert (facts_of(shown), shown.name) == ((kind, {}, (40, 60)), name)


def test_a_large_picture_becomes_as_large_as_a_page_needs():
    assert facts_of(for_everybody(ContentFile(photo(size=(4000, 2000)), "haus.jpg"))) == ("JPEG", {}, (600, 1200))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (photo("TIFF"), "Das ist kein Bild im Format PNG, JPEG oder WebP."),
        (b"<svg/>", "Dieses Bild lässt sich nicht lesen."),
        (photo(size=(400, 400))[:400], "Dieses Bild lässt sich nicht lesen."),
    ],
    ids=["another kind", "no picture", "half a picture"],
)
def test_what_browsers_would_not_show_is_refused_with_a_sentence(content, said):
    with pytest.raises(ValidationError) as refusal:
        for_everybody(ContentFile(content, "haus.jpg"))
    assert refusal.value.messages == [said]


@pytest.mark.django_db
@pytest.mark.usefixtures("municipality")
def test_the_form_saves_the_picture_as_everybody_may_see_it(admin_client):
    uploaded = SimpleUploadedFile("haus.jpg", photo(), "image/jpeg")
    admin_client.post(reverse(ADD), offer_data(image=uploaded, image_alt="Ein Haus"))
    with Offer.objects.get().image.open() as file:
        assert facts_of(file) == ("JPEG", {}, (40, 60))


@pytest.mark.django_db
@pytest.mark.usefixtures("municipality")
def test_the_form_says_beside_the_field_what_is_wrong_with_a_picture(admin_client):
    uploaded = SimpleUploadedFile("haus.tiff", photo("TIFF"), "image/tiff")
    response = admin_client.post(reverse(ADD), offer_data(image=uploaded, image_alt="Ein Haus"))
    assert errors_of(response)["image"] == ["Das ist kein Bild im Format PNG, JPEG oder WebP."]
