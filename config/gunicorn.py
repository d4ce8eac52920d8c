"""Settings of gunicorn: `gunicorn -c config/gunicorn.py config.wsgi:application`."""

import os
import signal
import sys
from pathlib import Path

from config.discretion import Discreet
from config.environment import THREADS, refusal

if sentence := refusal(os.environ):
    sys.exit(sentence)

wsgi_app = "config.wsgi:application"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
proc_name = "portal"

# A thread waits for a slow phone while another works; processes use the cores (more than eight is a matter for whoever
# runs such a machine). Without threads, a few connections that browsers open in advance stop the portal: measured, four of
# them kept two `sync` processes from answering for over ten seconds, and these threads for none.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(max(os.cpu_count() or 2, 2), 8))
threads = THREADS
# Loaded once and shared: half the memory, and a worker that is replaced is there at once. Safe, since nothing connects to
# the database while the portal loads.
preload_app = True

# A worker starts afresh now and then, not all of them at the same time: what a library leaks does not pile up.
max_requests = 5000
max_requests_jitter = 1000
timeout = 60
graceful_timeout = 30
# Workers prove that they live by touching a file: in memory where possible, since a busy disk would look like death.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (gunicorn makes the name unguessable)

# No access log: it would hold who searched for what. Its control socket lies in the user's home, where two portals of
# one user would meet.
accesslog = None
errorlog = "-"
control_socket_disable = True


def post_worker_init(_worker) -> None:
    """Leave Ctrl-C to the first process, which ends the others.

    The terminal sends it to all of them. A worker that is already ending when the first process tells it to end waits
    for itself (a lock of its pool of threads), and the portal for that worker for half a minute.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def when_ready(_server) -> None:
    """Load what makes PDFs once, before the workers split off, which then share its memory.

    It starts no thread and opens nothing. Without it each worker would import it while a family waits for its first PDF.
    """
    from kit.pdf import load_library  # noqa: PLC0415 (only the server needs it, and only once the portal is loaded)

    load_library()


def on_starting(server) -> None:
    server.log.error_log.addFilter(Discreet())
