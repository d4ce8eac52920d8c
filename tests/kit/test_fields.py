"""The markup of form fields: label, hint, error, control, tied together for screen readers."""

import html5lib
import pytest
from django import forms


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="So, wie Sie heißen.")
    ages = forms.MultipleChoiceField(
        label="Alter", choices=[("Klein", [("1", "1 Jahr")]), ("2", "2 Jahre")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Einverstanden", required=False, help_text="Jederzeit widerrufbar.")
    start = forms.SplitDateTimeField(label="Beginn", required=False)
    picture = forms.FileField(label="Bild", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def tree(html: str):
    return html5lib.parse(html, namespaceHTMLElements=False)


def drawn(name: str, **data):
    form = Sample(data or None)
    return tree(form[name].as_field_group())


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def parts(element) -> list[tuple[str, str | None]]:
    """Return tag and class of the children, in order."""
    return [(child.tag, child.get("class")) for child in element]


def test_a_field_is_label_hint_and_control():
    field = drawn("name").find(".//div")
    assert field.attrib == {"class": "field"}
    assert parts(field) == [("label", None), ("div", "helptext"), ("input", None)]
    assert words(field.find("label")) == "Name (Pflichtfeld)"


def test_an_error_stands_between_hint_and_control_and_is_announced():
    field = drawn("name", ages="1").find(".//div")
    assert field.get("class") == "field field-wrong"
    assert parts(field) == [("label", None), ("div", "helptext"), ("ul", "errorlist"), ("input", None)]
    assert words(field.find("ul")) == "Fehler: Dieses Feld ist zwingend erforderlich."
    control = field.find("input")
    assert (control.get("aria-invalid"), control.get("aria-describedby")) == ("true", "id_name_helptext id_name_error")


def test_several_choices_are_a_group_with_a_legend():
    group = drawn("ages").find(".//fieldset")
    assert (group.get("id"), group.get("tabindex")) == ("id_ages_group", "-1")
    assert words(group.find("legend")) == "Alter (Pflichtfeld)"
    options = group.findall(".//div[@class='option']")
    assert [(option.find("input").get("id"), words(option.find("label"))) for option in options] == [
        ("id_ages_0_0", "1 Jahr"),
        ("id_ages_1", "2 Jahre"),
    ]


def test_choices_in_groups_are_groups_with_a_legend_too():
    group = drawn("ages").find(".//div[@class='options']/fieldset")
    assert words(group.find("legend")) == "Klein"


def test_a_single_box_stands_before_its_label_and_its_hint_below():
    field = drawn("agreed").find(".//div")
    assert parts(field) == [("div", "option"), ("div", "helptext")]
    assert parts(field.find("div")) == [("input", None), ("label", None)]
    assert field.find("div/input").get("aria-describedby") == "id_agreed_helptext"


def test_date_and_time_have_labels_of_their_own():
    labels = drawn("start").findall(".//label")
    assert [(label.get("for"), words(label)) for label in labels] == [
        ("id_start_0", "Datum"),
        ("id_start_1", "Uhrzeit"),
    ]


def test_a_hidden_field_has_nothing_round_it():
    body = drawn("token").find("body")
    assert parts(body) == [("input", None)]


def test_a_stored_file_can_be_opened_and_removed():
    class Stored:
        url = "/media/bild.png"

        def __str__(self):
            return "bild.png"

    form = Sample(initial={"picture": Stored()})
    field = tree(form["picture"].as_field_group())
    assert field.find(".//a").attrib == {"href": "/media/bild.png"}
    assert [words(label) for label in field.findall(".//label")] == ["Bild", "Diese Datei löschen"]


def test_a_whole_form_uses_the_same_fields():
    body = tree(str(Sample())).find("body")
    classes = [child.get("class") for child in body]
    assert classes == ["field", "field", "field", "field", "field", None]


@pytest.mark.parametrize("name", ["name", "ages", "agreed", "start", "picture"])
def test_every_label_belongs_to_a_control_that_is_there(name):
    field = drawn(name)
    ids = {element.get("id") for element in field.iter() if element.tag in {"input", "select", "textarea"}}
    assert {label.get("for") for label in field.findall(".//label")} <= ids
