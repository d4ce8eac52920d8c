#!/usr/bin/env python
"""Django's command line, at home on a developer's machine as on a server."""

import importlib
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config.cluster import ClusterError


def main() -> None:
    """Run a management command.

    Whoever gives a SECRET_KEY means production; everybody else gets the local portal with its private database.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("PORTAL_LOCAL", "" if os.environ.get("SECRET_KEY") else "1")
    try:
        importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except (ImproperlyConfigured, ClusterError) as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
