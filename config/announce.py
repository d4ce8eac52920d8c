"""Say that the portal serves, once it really does: `python -m config.announce PORT PID-OF-THE-SERVER TEXT`."""

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


def main(port: int, server: int, text: str) -> None:
    """Wait until the portal answers, then say `text`; gives up when the server, our parent, ends or after two minutes."""
    give_up = time.monotonic() + PATIENCE
    while os.getppid() == server and time.monotonic() < give_up:
        if answers(port):
            say(f"\n{text}\n")
            return
        time.sleep(0.2)
    if os.getppid() == server:
        say(f"The portal does not answer at http://127.0.0.1:{port}/healthz; see the lines above.")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
