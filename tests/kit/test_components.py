"""What each component makes of its inputs."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from kit.templatetags.components import Fact, tel

pytestmark = pytest.mark.urls("tests.kit.pages")


def drawn(source: str, **context) -> str:
    """Return a template rendered, the space between its tags squeezed."""
    html = Template("{% load components %}" + source).render(Context(context))
    return " ".join(html.split()).replace("> <", "><")


def requested(path: str) -> dict:
    return {"request": RequestFactory().get(path)}


def test_an_unknown_input_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        Template('{% load components %}{% badge text="neu" colour="red" %}')


def test_a_missing_input_is_an_error():
    with pytest.raises(TemplateSyntaxError, match=r"did not receive value\(s\) for the argument\(s\): 'text'"):
        Template("{% load components %}{% badge %}")


def test_texts_are_escaped():
    assert drawn("{% badge text=text %}", text="<b>1 & 2</b>") == (
        '<span class="badge badge-plain"><bdi>&lt;b&gt;1 &amp; 2&lt;/b&gt;</bdi></span>'
    )


def test_the_body_of_a_component_is_escaped_once():
    html = drawn("{% summary_row label='Ort' %}{{ text }}{% endsummary_row %}", text="A & B")
    assert html == "<div><dt>Ort</dt><dd>A &amp; B</dd></div>"


def test_a_blank_row_is_left_out():
    assert drawn("{% summary_list %}{% summary_row label='Ort' %} {% endsummary_row %}{% endsummary_list %}") == (
        '<dl class="summary-list"></dl>'
    )


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("0221 4710-100", "02214710100"), ("+49 (0)221 / 47 10 100", "+492214710100"), ("116 111", "116111")],
)
def test_a_number_is_dialled_without_its_decoration(written, dialled):
    assert tel(written) == dialled


def test_the_breadcrumb_leads_from_the_start_to_the_page():
    html = drawn("{% breadcrumb current='Babycafé' %}{% crumb url='/angebote/' label='Angebote' %}{% endbreadcrumb %}")
    assert html == (
        '<nav class="breadcrumb" aria-label="Sie sind hier"><ol><li><a href="/">Start</a></li>'
        '<li><a href="/angebote/" dir="auto">Angebote</a></li><li aria-current="page"><bdi>Babycafé</bdi></li></ol></nav>'
    )


@pytest.mark.parametrize(
    ("path", "current"),
    [("/angebote/", ' aria-current="page"'), ("/angebote/karte/", ' aria-current="true"'), ("/", "")],
)
def test_the_navigation_marks_the_open_page_and_the_ones_above_it(path, current):
    html = drawn("{% nav_item url='/angebote/' label='Angebote' %}", **requested(path))
    assert html == f'<li><a href="/angebote/"{current}>Angebote</a></li>'


def test_one_tab_is_the_current_one():
    html = drawn(
        "{% tabs label='Ansicht' %}{% tab url='/a/' label='Liste' current=True %}{% tab url='/b/' label='Karte' %}{% endtabs %}"
    )
    assert html == (
        '<nav class="tabs" aria-label="Ansicht"><ul><li><a href="/a/" aria-current="page">Liste</a></li>'
        '<li><a href="/b/">Karte</a></li></ul></nav>'
    )


def test_the_pagination_of_a_single_page_is_nothing():
    page = Paginator(range(20), 20).page(1)
    assert drawn("{% pagination page=page %}", page=page, **requested("/")) == ""


def test_the_pagination_keeps_the_filters_and_marks_the_page():
    page = Paginator(range(60), 20).page(2)
    html = drawn("{% pagination page=page %}", page=page, **requested("/angebote/?alter=1-jahr&seite=2"))
    assert 'rel="prev" href="?alter=1-jahr"' in html
    assert 'rel="next" href="?alter=1-jahr&amp;seite=3"' in html
    assert '<a href="?alter=1-jahr&amp;seite=2" aria-current="page">' in html


def test_the_steps_tell_what_is_done_and_where_one_is():
    html = drawn("{% steps labels=labels current=2 %}", labels=["Datei", "Prüfen", "Fertig"])
    assert html == (
        '<nav class="steps" aria-label="Schritte"><ol><li class="is-done"><span class="visually-hidden">Erledigt: '
        '</span>Datei</li><li aria-current="step">Prüfen</li><li>Fertig</li></ol></nav>'
    )


def test_a_button_with_an_address_is_a_link():
    assert drawn("{% button label='Weiter' url='/b/' kind='secondary' %}") == (
        '<a class="button button-secondary" href="/b/">Weiter</a>'
    )


def test_a_button_without_an_address_submits():
    assert drawn("{% button label='Weiter' name='schritt' value='2' %}") == (
        '<button class="button button-primary" type="submit" name="schritt" value="2">Weiter</button>'
    )


def test_a_chip_says_aloud_that_it_removes_a_filter():
    html = drawn("{% chip label='Eicken' url='?' filter='stadtteil=eicken' %}")
    assert html.startswith(
        '<li><a class="chip" href="?" data-filter="stadtteil=eicken" rel="nofollow">'
        '<span class="visually-hidden">Filter entfernen: </span><bdi>Eicken</bdi><svg'
    )


@pytest.mark.parametrize(
    ("inputs", "opening", "counted"),
    [("", '<details class="filter-panel">', False), ("count=2 open=True", '<details class="filter-panel" open>', True)],
)
def test_a_filter_panel_opens_and_counts(inputs, opening, counted):
    html = drawn("{% filter_panel label='Filter' " + inputs + " %}<p>Felder</p>{% endfilter_panel %}")
    assert html.startswith(opening)
    assert html.endswith('<div class="filter-body"><p>Felder</p></div></details>')
    assert ('<span class="filter-count">2<span class="visually-hidden"> gewählt</span></span>' in html) is counted


@pytest.mark.parametrize(
    ("kind", "icon"), [("info", "info"), ("success", "check"), ("warning", "warning"), ("error", "warning")]
)
def test_a_notice_shows_its_kind_by_an_icon_too(kind, icon):
    html = drawn("{% notice kind=kind title='Achtung' %}<p>Text</p>{% endnotice %}", kind=kind)
    assert html.startswith(f'<div class="notice notice-{kind}">')
    assert f"icons.svg#{icon}" in html
    assert html.endswith('<p class="notice-title">Achtung</p><p>Text</p></div></div>')


def test_the_count_is_a_live_sentence_with_its_number():
    assert drawn("{% count number=2300 text='2.300 Angebote' %}") == (
        '<p class="result-count" role="status" data-count="2300"><bdi>2.300 Angebote</bdi></p>'
    )


def test_a_result_says_why_it_fits_and_names_its_facts():
    html = drawn(
        "{% result_card url='/angebote/cafe/' slug='cafe' title='Café' summary='Für alle' facts=facts fit='stadtweit' level=3 %}",
        facts=[Fact("clock", "Wann", "dienstags")],
    )
    assert html.startswith('<li class="result" data-offer="cafe"><span class="badge badge-fit"><svg')
    assert (
        '</svg><bdi>stadtweit</bdi></span><h3 class="result-title"><a href="/angebote/cafe/" dir="auto">Café</a></h3>'
        "<p><bdi>Für alle</bdi></p>" in html
    )
    assert html.endswith('<span class="visually-hidden">Wann</span></dt><dd><bdi>dienstags</bdi></dd></div></dl></li>')


def test_the_facts_of_a_result_are_escaped():
    html = drawn(
        "{% result_card url='/a/' slug='a' title='A' summary='' facts=facts %}", facts=[Fact("pin", "Wo", "<b> & Co")]
    )
    assert html.endswith("<dd><bdi>&lt;b&gt; &amp; Co</bdi></dd></div></dl></li>")


def test_a_link_card_leaves_out_what_it_is_not_given():
    assert drawn("{% link_card url='/e/' title='Eicken' %}") == (
        '<li class="link-card"><h2 class="link-card-title"><a href="/e/" dir="auto">Eicken</a></h2></li>'
    )


def test_a_contact_without_a_street_shows_its_city_only():
    html = drawn("{% contact_card name='Frauenhaus' city='Musterstadt' phone='0221 4710-110' %}")
    assert "<address><bdi></bdi><bdi> Musterstadt</bdi></address>" in html
    assert '<a href="tel:02214710110"><bdi>0221 4710-110</bdi></a>' in html


def test_a_table_scrolls_in_a_frame_that_the_keyboard_reaches():
    html = drawn("{% data_table caption='Orte' numeric=True %}<tbody></tbody>{% enddata_table %}")
    assert html == (
        '<div class="table-frame" role="region" tabindex="0" aria-label="Orte"><table class="numeric">'
        "<caption>Orte</caption><tbody></tbody></table></div>"
    )


def test_a_date_carries_its_note():
    html = drawn("{% times_list times=times %}", times=[{"text": "montags", "note": "außer in den Ferien"}])
    assert html.endswith('<span class="times-note"><bdi>außer in den Ferien</bdi></span></span></li></ul>')


def test_a_helpline_can_be_called_and_tells_its_hours():
    line = {"name": "Elterntelefon", "number": "0800 111 0550", "tel": "08001110550", "hours": "kostenlos"}
    assert drawn("{% helplines lines=lines %}", lines=[line]) == (
        '<ul class="helplines"><li><a href="tel:08001110550"><span class="helpline-name"><bdi>Elterntelefon</bdi></span>'
        '<bdi class="helpline-number">0800 111 0550</bdi><span class="helpline-hours"><bdi>kostenlos</bdi></span></a></li></ul>'
    )


def test_a_chart_states_its_finding_before_the_picture():
    html = drawn(
        "{% chart title='Orte' finding='Eicken hat die meisten.' csv_url='/daten.csv' %}<svg></svg>"
        "{% chart_data %}<table></table>{% endchart_data %}{% endchart %}"
    )
    assert html.startswith(
        '<figure class="chart"><figcaption><p class="chart-title">Orte</p><p>Eicken hat die meisten.</p></figcaption>'
        '<svg></svg><details class="chart-data"><summary>Daten als Tabelle</summary><table></table></details>'
    )
    assert '<a href="/daten.csv">' in html


def test_one_can_jump_over_a_map():
    html = drawn("{% map_shell label='Karte' ident='stadt' note='Schematisch.' %}<svg></svg>{% endmap_shell %}")
    assert html == (
        '<section class="map-shell" aria-label="Karte"><a class="skip-link" href="#stadt-ende">Karte überspringen</a>'
        '<svg></svg><p class="meta">Schematisch.</p><span id="stadt-ende" tabindex="-1"></span></section>'
    )


def test_a_door_wears_the_fallback_icon_when_its_phase_is_new():
    html = drawn("{% door url='/d/' name='Neu' icon='phase-new' hint='Text' %}")
    assert html.startswith('<li><a class="door" href="/d/">')
    assert "icons.svg#door" in html
    assert html.endswith(
        '<span class="door-name"><bdi>Neu</bdi></span><span class="door-hint"><bdi>Text</bdi></span></a></li>'
    )
