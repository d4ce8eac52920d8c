"""QR codes: what a camera needs to find one."""

import re
from io import BytesIO

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from kit.qr import kept_qr_code, qr_code, qr_file

RIM = 4  # quiet modules round a code, as the standard (ISO/IEC 18004) asks for
FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def dots(code) -> set[tuple[int, int]]:
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
    return {(int(x) + step, int(y)) for x, y, length in runs for step in range(int(length))}


def pattern(found, left, top) -> list[str]:
    return ["".join("1" if (left + x, top + y) in found else "0" for x in range(7)) for y in range(7)]


@pytest.mark.parametrize("text", ["a", "https://familie.example.org/angebote/elterncafe-eicken/", "ä" * 200])
def test_a_code_has_its_three_corners_and_a_quiet_rim(text):
    code = qr_code(text)
    found = dots(code)
    far = code.size - RIM - 7
    corners = [pattern(found, *corner) for corner in ((RIM, RIM), (far, RIM), (RIM, far))]
    inside = {RIM <= place < code.size - RIM for dot in found for place in dot}
    assert (corners, inside) == ([FINDER] * 3, {True})


def test_a_longer_text_makes_a_finer_code():
    assert qr_code("a").size < qr_code("a" * 100).size


def test_two_texts_have_two_codes_and_one_text_one():
    one, same, other = qr_code("eins"), qr_code("eins"), qr_code("zwei")
    assert (one == same, one.path == other.path) == (True, False)


def test_what_is_no_secret_is_drawn_once():
    assert kept_qr_code("eins") is kept_qr_code("eins")
    assert qr_code("eins") is not qr_code("eins")


@pytest.mark.parametrize(("how", "says_address"), [("", True), (" is_bare=True", False)])
def test_a_printed_page_bears_the_code_of_its_address(how, says_address):
    request = RequestFactory().get("/woche/", {"stadtteil": "eicken"})
    html = Template("{% load paper %}{% printed_code" + how + " %}").render(Context({"request": request}))
    address = "http://testserver/woche/?stadtteil=eicken"
    assert (kept_qr_code(address).path in html, address in html) == (True, says_address)


def test_a_code_is_a_picture_of_black_and_white_dots_with_a_rim():
    from PIL import Image

    with Image.open(BytesIO(qr_file("https://example.org/angebote/elterncafe/"))) as picture:
        rim = {picture.getpixel((x, y)) for x in range(picture.width) for y in range(4)}
        # The three large squares that tell a reader where the corners are.
        corners = [picture.getpixel(spot) for spot in ((4, 4), (picture.width - 5, 4), (4, picture.height - 5))]
        assert (picture.mode, picture.width == picture.height, rim, corners) == ("1", True, {255}, [0, 0, 0])


@pytest.mark.parametrize("sign", ["a", "ß"])
def test_a_page_with_a_very_long_address_bears_the_address_alone(sign):
    request = RequestFactory().get("/woche/", {"q": sign * 3000})
    html = Template("{% load paper %}{% printed_code %}").render(Context({"request": request}))
    assert ("<svg" in html, request.build_absolute_uri(request.get_full_path()) in html) == (False, True)
