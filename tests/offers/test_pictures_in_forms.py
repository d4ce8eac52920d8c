"""Pictures that come through the form of an offer: shown as everybody may see them, and seen before they are approved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from offers.models import KeptForm, Offer, Submission
from tests.network.factories import PartnerFactory, person
from tests.offers.test_pictures import facts_of, photo
from tests.offers.writing import KEEP, NEW, SAVE, SHOW, SUBMIT, complete_offer, edit_page, new_offer, sent, write
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


def picture(name="haus.jpg", content=None):
    return SimpleUploadedFile(name, content or photo(), "image/jpeg")


def with_picture(offer, name="angebote/alt.jpg"):
    Offer.objects.filter(pk=offer.pk).update(image=name, image_alt="Ein Haus")
    return offer


def pictures(response):
    return [one.get("src") for one in parsed(response).findall(".//main//img")]


@pytest.fixture
def offer():
    return complete_offer(title="Treff", provider=PartnerFactory())


def test_a_new_offer_gets_its_picture_without_what_the_camera_wrote_into_it(client, steering):
    write(client, NEW, wish=SHOW, **new_offer(provider=PartnerFactory().pk, image=picture(), image_alt="Ein Haus"))
    offer = Offer.objects.get()
    with offer.image.open() as file:
        assert (facts_of(file), offer.image_alt, offer.status) == (("JPEG", {}, (40, 60)), "Ein Haus", "published")


def test_families_see_it(client, steering, offer):
    write(client, edit_page(offer), image=picture(), image_alt="Ein Haus")
    client.logout()
    page = client.get(offer.get_absolute_url())
    (address,) = [one.get("src") for one in parsed(page).iter("img") if one.get("alt") == "Ein Haus"]
    response = client.get(address)
    response.close()
    assert (response.status_code, address.startswith("/media/angebote/haus")) == (200, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"image": picture("haus.tiff", photo("TIFF")), "image_alt": "Ein Haus"},
            "Bild – Das ist kein Bild im Format PNG, JPEG oder WebP.",
        ),
        (
            {"image": picture(content=photo()[:300]), "image_alt": "Ein Haus"},
            "Bild – Bitte ein gültiges Bild hochladen. Die hochgeladene Datei ist kein Bild oder ist defekt.",
        ),
    ],
    ids=["another kind", "half a picture"],
)
def test_what_is_no_picture_is_said_beside_its_field_and_nothing_else_is_lost(client, steering, offer, fields, said):
    response = write(client, edit_page(offer), title="Neuer Treff", **fields)
    offer.refresh_from_db()
    assert (errors(parsed(response)), sent(response)["title"], offer.image.name) == ([said], "Neuer Treff", "")


def test_a_picture_is_described(client, steering, offer):
    response = write(client, edit_page(offer), image=picture(), image_alt="")
    offer.refresh_from_db()
    assert (len(errors(parsed(response))), offer.image.name) == (1, "")


def test_a_picture_that_is_there_stays_when_something_else_is_changed(client, steering, offer):
    write(client, edit_page(with_picture(offer)), title="Neuer Treff")
    offer.refresh_from_db()
    assert (offer.title, offer.image.name) == ("Neuer Treff", "angebote/alt.jpg")


def test_a_picture_is_taken_off(client, steering, offer):
    write(client, edit_page(with_picture(offer)), image_alt="", **{"image-clear": "on"})
    offer.refresh_from_db()
    assert (offer.image.name, offer.image_alt) == ("", "")


def test_what_is_kept_of_a_form_says_that_the_picture_has_to_be_chosen_again(client, steering, offer):
    response = write(client, edit_page(offer), wish=KEEP, image=picture(), image_alt="Ein Haus")
    notice = text_of(parsed(client.get(response.url)).find(".//*[@class='notice-body']"))
    assert ("image" in KeptForm.objects.get().data, "Ein Bild müssten Sie noch einmal auswählen." in notice) == (
        False,
        True,
    )


def test_a_picture_waits_and_its_reviewer_sees_it_before_families_do(client, offer):
    client.force_login(person("partner_editor", partner=offer.provider))
    write(client, edit_page(offer), wish=SUBMIT, image=picture(), image_alt="Ein Haus")
    submission = Submission.objects.get()
    client.force_login(person("steering"))
    page = client.get(f"/verwaltung/einreichungen/{submission.pk}/")
    before = Offer.objects.get().image.name
    write(client, f"/verwaltung/einreichungen/{submission.pk}/bearbeiten/", wish=SAVE)
    name = Offer.objects.get().image.name
    assert (before, pictures(page), name) == ("", [f"/media/{name}"], submission.content["image"])


def test_a_picture_whose_file_is_gone_is_told_by_its_name(client, offer):
    client.force_login(person("partner_editor", partner=offer.provider))
    write(
        client, edit_page(with_picture(offer, "angebote/weg.jpg")), wish=SUBMIT, image=picture(), image_alt="Ein Haus"
    )
    client.force_login(person("steering"))
    page = client.get(f"/verwaltung/einreichungen/{Submission.objects.get().pk}/")
    gone = [text_of(one) for one in parsed(page).iter("del")]
    assert (gone, len(pictures(page))) == (["angebote/weg.jpg"], 1)
