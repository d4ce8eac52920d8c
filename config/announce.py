"""Say that the portal serves, once it really does: `python -m config.announce PORT TEXT`."""

import http.client
import os
import sys
import time

from config.terminal import say

PATIENCE = 120


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def main(port: int, text: str) -> None:
    """Wait until the portal answers, then say `text`; gives up when the server has ended or after two minutes."""
    server, give_up = os.getppid(), time.monotonic() + PATIENCE
    while os.getppid() == server and time.monotonic() < give_up:
        if answers(port):
            say(f"\n{text}\n")
            return
        time.sleep(0.2)
    if os.getppid() == server:
        say(f"The portal does not answer at http://127.0.0.1:{port}/healthz; see the lines above.")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
