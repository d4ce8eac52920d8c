"""From a fresh clone to a machine that can run the portal: system packages, virtual environment, Python packages.

Runs before anything is installed: standard library only.
"""
