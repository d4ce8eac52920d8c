"""The template pack of django-crispy-forms: every layout object, forms and formsets, errors first."""

import html5lib
import pytest
from crispy_forms.bootstrap import FormActions, StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import (
    HTML,
    Button,
    ButtonHolder,
    Column,
    Div,
    Field,
    Fieldset,
    Hidden,
    Layout,
    Reset,
    Row,
    Submit,
)
from django import forms
from django.template import Context, Template


class Sample(forms.Form):
    name = forms.CharField(label="Name")
    mail = forms.EmailField(label="E-Mail", required=False)
    kind = forms.ChoiceField(label="Art", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)

    def clean(self):
        if self.data.get("name") == "niemand":
            raise forms.ValidationError("Das passt nicht zusammen.")


def helper(*layout, **changes) -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*layout) if layout else None
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def drawn(form, with_helper: FormHelper, **context):
    source = "{% load crispy_forms_tags %}{% crispy form helper %}"
    html = Template(source).render(Context({"form": form, "helper": with_helper, **context}))
    return html5lib.parse(html, namespaceHTMLElements=False).find("body")


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_form_that_posts_carries_its_token_and_leaves_checking_to_the_server():
    form = drawn(Sample(), helper(form_action="/weg/", form_id="anmeldung"), csrf_token="abc").find("form")
    assert {**form.attrib} == {"action": "/weg/", "id": "anmeldung", "method": "post", "novalidate": ""}
    assert form.find("input").attrib == {"type": "hidden", "name": "csrfmiddlewaretoken", "value": "abc"}


def test_a_form_that_asks_has_no_token():
    form = drawn(Sample(), helper(form_method="get"), csrf_token="abc").find("form")
    assert {**form.attrib} == {"method": "get"}
    assert form.findall(".//input[@type='hidden']") == []


def test_a_form_with_a_file_says_so():
    class WithFile(forms.Form):
        file = forms.FileField()

    assert drawn(WithFile(), helper()).find("form").get("enctype") == "multipart/form-data"


def test_the_tag_can_be_left_to_the_page():
    body = drawn(Sample(), helper(form_tag=False))
    assert body.find("form") is None
    assert [child.get("class") for child in body] == ["field", "field", "field"]


def test_errors_come_first_and_lead_to_their_fields():
    form = drawn(Sample({"name": "", "mail": "falsch"}), helper("name", "mail", "kind")).find("form")
    summary = form.find("div[@class='error-summary']")
    assert (summary.get("tabindex"), "autofocus" in summary.attrib) == ("-1", True)
    assert [(link.get("href"), words(link)) for link in summary.findall(".//a")] == [
        ("#id_name", "Name – Dieses Feld ist zwingend erforderlich."),
        ("#id_mail", "E-Mail – Bitte gültige E-Mail-Adresse eingeben."),
        ("#id_kind_group", "Art – Dieses Feld ist zwingend erforderlich."),
    ]
    assert [form.find(f".//*[@id='{link.get('href')[1:]}']").tag for link in summary.findall(".//a")] == [
        "input",
        "input",
        "fieldset",
    ]


def test_an_error_of_the_whole_form_is_said_without_a_link():
    form = drawn(Sample({"name": "niemand", "kind": "a"}), helper()).find("form")
    assert words(form.find("div[@class='error-summary']/ul")) == "Das passt nicht zusammen."


def test_errors_can_be_left_to_the_page():
    form = drawn(Sample({}), helper("name", form_show_errors=False)).find("form")
    assert form.find("div[@class='error-summary']") is None


LAYOUT = [
    (
        Fieldset("Wer", "name", css_class="eng", css_id="wer"),
        "fieldset[@id='wer'][@class='fieldset eng']/div[@class='field']",
    ),
    (Row("name", "mail"), "div[@class='form-row']/div[@class='field']"),
    (Column("name", css_id="spalte"), "div[@id='spalte'][@class='form-column']/div[@class='field']"),
    (Div("name", css_class="box"), "div[@class='box']/div[@class='field']"),
    (Field("name", wrapper_class="breit", placeholder="Ada"), "div[@class='field breit']/input[@placeholder='Ada']"),
    (Field("kind", wrapper_class="options-inline"), "fieldset[@class='field options-inline']/div[@class='options']"),
    (HTML("<hr>"), "hr"),
    (Hidden("schritt", "2"), "input[@type='hidden'][@value='2']"),
    (Submit("weiter", "Weiter"), "button[@type='submit'][@name='weiter'][@value='Weiter']"),
    (Button("mehr", "Mehr"), "button[@type='button'][@name='mehr']"),
    (Reset("leer", "Leeren"), "button[@type='reset'][@name='leer']"),
    (ButtonHolder(Submit("weiter", "Weiter")), "div[@class='actions']/button"),
    (FormActions(Submit("weiter", "Weiter")), "div[@class='actions']/button"),
    (StrictButton("Suchen", type="submit"), "button[@type='submit']"),
]


@pytest.mark.parametrize(("piece", "path"), LAYOUT, ids=[type(piece).__name__ for piece, path in LAYOUT])
def test_each_layout_object_has_its_markup(piece, path):
    assert drawn(Sample(), helper(piece)).find("form").find(path) is not None


def test_inputs_of_the_helper_come_last():
    made = helper("name")
    made.add_input(Submit("weiter", "Weiter"))
    assert [child.get("class") for child in drawn(Sample(), made).find("form")] == ["field", "actions"]


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{{ form.name|as_crispy_field }}"])
def test_the_filters_draw_the_same_field(source):
    html = Template("{% load crispy_forms_tags %}" + source).render(Context({"form": Sample()}))
    field = html5lib.parse(html, namespaceHTMLElements=False).find("body/div")
    assert (field.get("class"), [child.tag for child in field]) == ("field", ["label", "input"])


def test_the_filter_for_errors_draws_the_summary():
    html = Template("{% load crispy_forms_tags %}{{ form|as_crispy_errors }}").render(Context({"form": Sample({})}))
    assert html.startswith('<div class="error-summary" tabindex="-1" autofocus')


@pytest.mark.parametrize("layout", [(), ("name", "kind")], ids=["all fields", "a layout"])
def test_a_formset_draws_each_of_its_forms(layout):
    formset = forms.formset_factory(Sample, extra=2)()
    body = drawn(formset, helper(*layout), csrf_token="abc")
    groups = body.findall("form/div[@class='field-group']")
    assert [group.find("div/input").get("name") for group in groups] == ["form-0-name", "form-1-name"]
    assert body.find("form/input[@name='form-TOTAL_FORMS']").get("value") == "2"


def test_a_formset_says_what_is_wrong_with_the_whole():
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "x", "form-0-kind": "a"}
    formset = forms.formset_factory(Sample, min_num=2, validate_min=True)(data)
    summary = drawn(formset, helper()).find("form/div[@class='error-summary']")
    assert words(summary) == "Fehler: Bitte mindestens 2 Formulare abschicken."
