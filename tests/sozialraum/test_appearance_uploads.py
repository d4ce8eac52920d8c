"""Pictures and videos that staff upload: what is taken, and how it reaches the visitor."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from sozialraum.models import LegalText, Municipality
from sozialraum.uploads import validate_logo, validate_video_name
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import parsed

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
VIDEO = bytes(range(256)) * 40


def picture(kind: str = "PNG") -> bytes:
    """Return a small picture of a kind that Pillow knows."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (96, 48), "#1f5c57").save(file, kind)
    return file.getvalue()


@pytest.fixture
def video(db):
    name = default_storage.save("gebaerdensprache/portal.mp4", ContentFile(VIDEO))
    yield f"/media/{name}"
    default_storage.delete(name)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_logo_in_a_common_format_is_taken(kind, name):
    validate_logo(SimpleUploadedFile(name, picture(kind)))


@pytest.mark.parametrize("content", [SVG, b"", b"GIF89a", picture("GIF"), picture("BMP"), b"<?php"])
def test_a_logo_that_is_no_such_picture_is_refused_whatever_its_name(content):
    with pytest.raises(ValidationError, match="Das ist kein Bild im Format PNG, JPEG oder WebP"):
        validate_logo(SimpleUploadedFile("logo.png", content))


def test_a_logo_that_everybody_would_wait_for_is_refused():
    with pytest.raises(ValidationError, match=r"Das Logo ist zu groß \(400 kB\). Bitte höchstens 300 kB."):
        validate_logo(SimpleUploadedFile("logo.png", picture() + b"\0" * 400_000))


def test_a_logo_whose_file_is_gone_is_said_to_be_missing():
    with pytest.raises(ValidationError, match="Die Datei des Logos fehlt"):
        validate_logo(Municipality(logo="logo/gone.png").logo)


@pytest.mark.parametrize("name", ["logo.svg", "logo.gif", "logo.html", "logo"])
def test_the_name_of_a_logo_must_fit_too(name):
    field = Municipality._meta.get_field("logo")
    with pytest.raises(ValidationError):
        field.run_validators(SimpleUploadedFile(name, picture()))


@pytest.mark.parametrize(("name", "fits"), [("a.mp4", True), ("a.WEBM", True), ("a.mov", False), ("a.html", False)])
def test_a_video_is_one_that_browsers_play(name, fits):
    assert validate_video_name in LegalText._meta.get_field("video").validators
    if fits:
        validate_video_name(SimpleUploadedFile(name, b""))
    else:
        with pytest.raises(ValidationError):
            validate_video_name(SimpleUploadedFile(name, b""))


def test_a_logo_uploaded_by_an_operator_shows_up_on_every_page(admin_client, client, db):
    city = MunicipalityFactory()
    page = f"/admin/sozialraum/municipality/{city.pk}/change/"
    form = admin_client.get(page).context["adminform"].form
    fields = {name: value for name, value in form.initial.items() if value is not None and name in form.fields}
    fields["logo"] = SimpleUploadedFile("Wappen der Stadt.png", picture(), "image/png")
    assert admin_client.post(page, fields).status_code == 302
    shown = parsed(client.get("/impressum/")).find(".//*[@class='brand']/img")
    assert (shown.get("src"), shown.get("alt")) == ("/media/logo/Wappen_der_Stadt.png", "")
    response = client.get(shown.get("src"))
    assert b"".join(response.streaming_content) == picture()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert response.cookies == {}


def test_without_a_logo_there_is_no_address_of_one(db):
    assert Municipality().logo_url == ""
    assert Municipality(logo="logo/a.png").logo_url == "/media/logo/a.png"


def test_a_player_gets_the_part_of_a_video_that_it_asks_for(client, video):
    headers = {"Range": "bytes=100-199", "Accept-Encoding": "gzip, br"}
    response = client.get(video, headers=headers)
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == VIDEO[100:200]
    assert response.headers["Content-Range"] == f"bytes 100-199/{len(VIDEO)}"
    assert response.headers["Content-Length"] == "100"
    assert response.headers["Content-Type"] == "video/mp4"
    assert "Content-Encoding" not in response.headers


def test_a_part_that_does_not_exist_is_refused(client, video):
    assert client.get(video, headers={"Range": "bytes=99999-"}).status_code == 416


def test_an_upload_is_sent_whole_once_and_not_again(client, video, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(video)
    assert b"".join(response.streaming_content) == VIDEO
    again = client.get(video, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert client.head(video).headers["Content-Length"] == str(len(VIDEO))
    assert client.post(video).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/media/logo/gone.png",
        "/media/logo/",
        "/media/logo/..",
        "/media/logo/..%2Fsecret.png",
        "/media/logo/../secret.png",
        "/media/logo/a%00.png",
        "/media/logo/a.png%0a",
        "/media/logo/sub/a.png",
        "/media/secret.png",
        "/media/protokolle/sitzung.png",
        "/media/logo/seite.html",
        "/media/logo/bild.svg",
        f"/media/logo/{'x' * 300}.png",
    ],
)
def test_nothing_but_public_pictures_and_videos_can_be_fetched(client, db, address):
    for name in ["secret.png", "protokolle/sitzung.png", "logo/seite.html", "logo/bild.svg", "logo/sub/a.png"]:
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(b"private"))
    assert client.get(address).status_code == 404
