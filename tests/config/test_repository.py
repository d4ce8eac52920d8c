"""The repository itself: what is written down holds."""

import re
import tomllib

import pytest
from django.core.management import get_commands

from tests.config.programs import ROOT

LOCKS = ["requirements.lock", "requirements-test.lock"]
PROJECT = (ROOT / "pyproject.toml").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
INLINE = re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))|<style\b|\sstyle=|\son[a-z]+=")


def pins(lock: str) -> dict[str, str]:
    """Return the versions that a list of packages pins."""
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*])?==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_no_list_of_packages_names_an_index(lock):
    assert re.findall(r"https?:|--\w*(?:index|find-links|trusted)\S*", (ROOT / lock).read_text()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    without = [entry.split("==")[0] for entry in entries if not entry.startswith("#") and "--hash=sha256:" not in entry]
    assert without == []


def test_the_tests_run_on_the_packages_of_production():
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_every_dependency_is_pinned():
    project = tomllib.loads(PROJECT)["project"]
    names = [re.match(r"[A-Za-z0-9._-]+", entry)[0].lower() for entry in project["dependencies"]]
    assert [name for name in names if name not in pins("requirements.lock")] == []


def test_every_dependency_and_every_ignored_rule_says_why():
    entries = re.findall(r'^    "([^"]+)",(.*)$', PROJECT, re.MULTILINE)
    layers = re.compile(r"\(\w+\)")
    assert [name for name, rest in entries if "# " not in rest and not layers.match(name)] == []


def test_every_app_is_under_the_rule_of_imports():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"config"}
    assert set(tomllib.loads(PROJECT)["tool"]["importlinter"]["root_packages"]) == apps


def test_the_integration_run_is_make_test():
    script = ROOT / ".ci" / "run"
    assert script.read_text().splitlines()[-1].endswith("exec make test")
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_script_style_or_handlers(template):
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_written_about_exists(document):
    text = document.read_text()
    commands = set(get_commands())
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - commands == set()
    assert set(re.findall(r"`make ([a-z]+)", text)) - targets == set()
