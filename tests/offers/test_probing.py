"""Whether a web address answers: asked of a real server on the loopback, and refused where the policy says so."""

import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace

import pytest

from offers.probing import Answer, Policy, allowed, is_public, probe
from tests.offers.web_server import LOOPBACK, WebServer


def ask(server, path: str, policy: Policy = LOOPBACK) -> Answer:
    return probe(server.address + path, agent="Portal (test)", policy=policy)


@pytest.mark.parametrize(
    ("status", "fine", "gone"),
    [
        (200, True, False),
        (204, True, False),
        (401, True, False),
        (403, True, False),
        (429, True, False),
        (404, False, True),
        (410, False, True),
        (500, False, False),
        (503, False, False),
    ],
)
def test_the_status_says_how_it_stands(server, status, fine, gone):
    answer = ask(server, f"/{status}")
    assert (answer.status, answer.is_fine, answer.is_gone) == (status, fine, gone)


def test_the_head_alone_is_asked_for_by_a_visitor_with_a_name(server):
    ask(server, "/200?a=b")
    host = server.address.removeprefix("http://")
    assert server.heard == [("HEAD", "/200?a=b", "Portal (test)", host)]


def test_a_server_that_does_not_like_that_is_asked_for_the_whole(server):
    assert ask(server, "/nohead").status == 200
    assert [method for method, *_rest in server.heard] == ["HEAD", "GET"]


def test_umlauts_and_blanks_are_asked_for_as_browsers_do(server):
    ask(server, "/200/größe und alter?q=ä#anker")
    assert server.heard[0][1] == "/200/gr%C3%B6%C3%9Fe%20und%20alter?q=%C3%A4"


def test_a_redirect_is_followed(server):
    assert ask(server, "/to/http://HOST/404").status == 404


def test_a_relative_redirect_is_followed(server):
    assert ask(server, "/to//410").status == 410


def test_three_redirects_are_followed_and_no_fourth(server):
    hop = "/to/http://HOST"
    assert ask(server, hop * 3 + "/200").status == 200
    assert ask(server, hop * 4 + "/200") == Answer()


def test_a_redirect_into_our_own_network_is_not_followed(server):
    with WebServer("127.0.0.2") as inner:
        assert ask(server, f"/to/http://127.0.0.2:{inner.server_port}/200") == Answer()
        inner.socket.setblocking(False)
        with pytest.raises(BlockingIOError):
            inner.socket.accept()  # nobody has even knocked


@pytest.mark.parametrize(
    "path", ["/hangup", "/to/ftp://HOST/200", "/to/http://user:secret@HOST/200", "/to/http://[bad/"]
)
def test_whatever_the_other_side_does_is_an_answer_of_its_own(server, path):
    assert ask(server, path) == Answer()


def test_nobody_holds_us_by_sending_a_byte_at_a_time(server):
    before = time.monotonic()
    assert ask(server, "/drip", Policy(lets=LOOPBACK.lets, ports=LOOPBACK.ports, patience=1, seconds=1)) == Answer()
    assert time.monotonic() - before < 2.5


def test_a_closed_door_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert probe(f"http://127.0.0.1:{port}/", agent="x", policy=LOOPBACK) == Answer()


def test_a_server_without_the_encryption_that_it_promises_is_no_answer(server):
    assert probe(server.address.replace("http:", "https:") + "/200", agent="x", policy=LOOPBACK) == Answer()


@pytest.mark.parametrize(
    "place", ["", "http://", "http:///x", "http://a..b/", "http://\x00/", "javascript:1", "ä" * 500]
)
def test_what_is_no_address_is_no_answer(place):
    assert probe(place, agent="x", policy=LOOPBACK) == Answer()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
def test_by_itself_the_portal_never_calls_this_machine(server, host):
    everywhere = Policy(ports=range(1, 65536), patience=1, seconds=1)
    assert probe(f"http://{host}:{server.server_port}/200", agent="x", policy=everywhere) == Answer()
    assert server.heard == []


def test_by_itself_the_portal_calls_no_other_port(server):
    assert probe(server.address + "/200", agent="x", policy=Policy(lets=LOOPBACK.lets)) == Answer()
    assert server.heard == []


def test_a_host_of_which_one_address_is_ours_is_refused_whole():
    asked = []
    policy = Policy(lets=lambda address: bool(asked.append(address)))
    with pytest.raises(ValueError, match="localhost"):
        allowed("localhost", 80, policy)
    assert asked


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_what_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 - nobody listens there
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_what_is_not_public(address):
    assert not is_public(address)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """Return the files of a certificate for 127.0.0.1 that vouches for itself, and of its key."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = str(folder / "cert.pem"), str(folder / "key.pem")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -addext"
    files = ["subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]]
    # Comes along with PostgreSQL.
    subprocess.run(["openssl", *words.split(), *files], check=True, capture_output=True)  # noqa: S603, S607 - words of our own
    return paths


@pytest.fixture
def encrypted(server, certificate):
    """Return the server, answering encrypted, and the policy that trusts its certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with WebServer() as made:
        made.socket = context.wrap_socket(made.socket, server_side=True)
        made.address = made.address.replace("http:", "https:")
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield made, replace(LOOPBACK, trust=lambda: ssl.create_default_context(cafile=certificate[0]))
        made.shutdown()


def test_an_encrypted_server_is_asked(encrypted):
    server, policy = encrypted
    assert [ask(server, path, policy).status for path in ("/200", "/404", "/to/https://HOST/410")] == [200, 404, 410]


def test_a_certificate_that_nobody_vouches_for_is_no_answer(encrypted):
    assert ask(encrypted[0], "/200") == Answer()


def test_a_certificate_of_somebody_else_is_no_answer(encrypted):
    """The certificate is for 127.0.0.1; "localhost" is the same machine by another name."""
    server, policy = encrypted
    renamed = server.address.replace("127.0.0.1", "localhost")
    assert probe(f"{renamed}/200", agent="x", policy=replace(policy, lets=bool)) == Answer()
    assert server.heard == []
