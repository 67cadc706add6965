"""Template components: what they say, what they escape, what they refuse."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import timezone
from django.utils.translation import override

from core.icons import ICONS, TURNS


def render(source, **context):
    return Template(source).render(Context(context))


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="One line.", max_length=5)
    note = forms.CharField(required=False)
    agree = forms.BooleanField(label="Agreed")
    mark = forms.ChoiceField(label="Mark", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    "source",
    [
        '{% pill "purple" "x" %}',
        '{% icon "unicorn" %}',
        '{% family_mark "nobody" "x" %}',
        '{% button "x" "/" "loud" %}',
        '{% seen_by "perhaps" "x" %}',
        '{% notice "joy" "x" %}',
        '{% button "x" "/" onclick="y" %}',
        '{% submit "x" style="y" %}',
        "{% field form.nothing %}",
    ],
)
def test_a_wrong_word_is_an_error_for_developers(source):
    with pytest.raises(ValueError):
        render(source, form=Sample())


def test_what_stands_in_english_is_said_to_readers_of_other_languages_only():
    with override("ru"):
        assert "Тексты из источников приводятся на английском языке." in render("{% english_note %}")
    assert render("{% english_note %}") == ""


def test_a_document_names_its_language_in_that_language():
    assert '<bdi lang="zh">中文</bdi>' in render('{% document_language "zh" %}')
    assert '<bdi lang="ku">ku</bdi>' in render('{% document_language "ku" %}')


def test_in_production_a_wrong_word_is_neutral_and_a_wrong_mark_is_the_closest_one():
    with override_settings(PRODUCTION=True):
        assert "pill-neutral" in render('{% pill "purple" "x" %}')
        assert "Confidential" in render('{% seen_by "perhaps" "x" %}')


@pytest.mark.parametrize(
    "source",
    [
        '{% pill "ok" evil %}',
        '{% family_mark "upr" evil %}',
        "{% button evil evil %}",
        '{% submit evil name="a" value=evil %}',
        '{% notice "ok" evil evil %}',
        "{% empty evil evil evil evil %}",
        '{% seen_by "open" evil %}',
        "{{ evil|isolate }}",
    ],
)
def test_text_is_escaped(source):
    assert "<script" not in render(source, evil='"><script>alert(1)</script>')


def test_every_icon_draws_and_no_mirrored_one_is_missing():
    assert set(ICONS) >= TURNS
    for name in ICONS:
        svg = render("{% icon name %}", name=name)
        assert 'aria-hidden="true"' in svg
        assert ("icon-turns" in svg) == (name in TURNS)


def test_button_takes_attributes():
    html = render('{% button "Go" "/x" "quiet small" hx_get="/y" hidden=True download=False %}')
    assert html == '<a class="button button-quiet button-small" href="/x" hidden hx-get="/y">Go</a>'


def test_day_and_instant():
    assert render("{% day x %}", x=dt.date(2027, 5, 4)) == '<time datetime="2027-05-04" dir="auto">4 May 2027</time>'
    assert render("{% day x %}", x=None) == "not announced"
    html = render('{% instant x "Europe/Zurich" %}', x=dt.datetime(2027, 5, 4, 10, tzinfo=dt.UTC))
    assert html == '<time datetime="2027-05-04T10:00+00:00" dir="auto">4 May 2027, 12:00 (Geneva)</time>'


@pytest.mark.parametrize(
    ("days", "tone", "text"),
    [(-3, "days-past", "3 days ago"), (14, "days-soon", "14 days"), (15, "", "15 days"), (92, "days-far", "3 months")],
)
def test_days_left(days, tone, text):
    from core import clock

    html = render("{% days_left x %}", x=clock.today() + dt.timedelta(days=days))
    assert f'class="days-left {tone}" dir="auto"' in html
    assert text in html


@pytest.mark.parametrize(
    ("row", "with_month", "expected"),
    [
        (
            ("2027-05-04", "4", "May 2027", "Tue"),
            True,
            '<time class="day-number num" datetime="2027-05-04">4</time>May 2027<br> Tue',
        ),
        (
            ("2027-05-04", "4", "May 2027", "Tue"),
            False,
            '<time class="day-number num" datetime="2027-05-04">4</time>Tue',
        ),
        (
            ("2027-05", "–", "May 2027", "day not announced"),
            True,
            '<time class="day-number day-word" datetime="2027-05">May 2027</time>day not announced',
        ),
        (
            ("2027-05", "–", "May 2027", "day not announced"),
            False,
            '<span class="day-number" aria-hidden="true">–</span>day not announced',
        ),
        (
            ("", "–", "May 2027", "about this month"),
            True,
            '<span class="day-number day-word">May 2027</span>about this month',
        ),
        *(
            (
                ("2027", "–", "2027", "day not announced"),
                with_month,
                '<time class="day-number day-word" datetime="2027">2027</time>day not announced',
            )
            for with_month in (True, False)
        ),
        (("", "–", "", "not announced"), True, '<span class="day-number" aria-hidden="true">–</span>not announced'),
    ],
)
def test_the_place_of_the_day_in_a_row_says_what_is_known(row, with_month, expected):
    row = dict(zip(("machine_day", "day", "month", "day_note"), row, strict=True))
    html = render("{% row_day row with_month=with_month %}", row=SimpleNamespace(**row), with_month=with_month)
    assert html == f'<div class="row-day">{expected}</div>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "{% row_date on %}",
            '<time class="day-number num" datetime="2027-05-04">4</time> <span class="meta">May 2027</span>',
        ),
        (
            '{% row_date on month="May" %}',
            '<time class="day-number num" datetime="2027-05-04">4</time> <span class="meta">May</span>',
        ),
        ('{% row_date on about="May-June 2027" %}', '<span class="strong" dir="auto">May-June 2027</span>'),
        *(
            (
                source,
                '<span class="day-number" aria-hidden="true">–</span> <span class="meta" dir="auto">no date</span>',
            )
            for source in ("{% row_date None %}", "{% row_date nothing.due_on %}")
        ),
        (
            '{% row_date None about="not announced" %}',
            '<span class="day-number" aria-hidden="true">–</span> <span class="meta" dir="auto">not announced</span>',
        ),
        ('{% row_date None unknown="" %}', '<span class="day-number" aria-hidden="true">–</span>'),
        (
            "{% row_date None unknown=words %}",
            '<span class="day-number" aria-hidden="true">–</span> <span class="meta" dir="auto">&lt;b&gt;</span>',
        ),
    ],
)
def test_the_place_of_a_plain_date_in_a_row(source, expected):
    html = render(source, on=dt.date(2027, 5, 4), nothing=None, words="<b>")
    assert html == f'<div class="row-day">{expected}</div>'


def test_the_place_of_an_instant_is_the_day_of_the_reader():
    late = dt.datetime(2027, 5, 4, 23, 30, tzinfo=dt.UTC)
    with timezone.override("Africa/Maputo"):
        assert 'datetime="2027-05-05">5</time>' in render("{% row_date at %}", at=late)


def test_a_date_on_which_nothing_is_due_is_never_late():
    from core import clock

    past = clock.today() - dt.timedelta(days=9)
    assert "days-past" in render("{% days_left x %}", x=past)
    assert "days-past" not in render("{% days_left x is_due=False %}", x=past)
    assert "days-soon" in render("{% days_left x is_due=False %}", x=clock.today() + dt.timedelta(days=9))


def test_field_is_wired_for_screen_readers():
    form = Sample({"title": "too long"})
    form.is_valid()
    html = render("{% field form.title rows=3 %}", form=form)
    assert '<label for="id_title">Title</label>' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'rows="3"' in html


def test_field_of_every_kind():
    form = Sample({"title": "x"})
    form.is_valid()
    assert "(optional)" in render("{% field form.note %}", form=form)
    check = render("{% field form.agree %}", form=form)
    assert check.index("<input") < check.index("<label")
    group = render("{% field form.mark %}", form=form)
    assert "<fieldset" in group
    assert "<legend>Mark</legend>" in group
    assert "<label" not in render("{% field form.hidden %}", form=form)


def test_form_errors_link_to_their_fields_and_are_silent_without():
    assert render("{% form_errors form %}", form=Sample()) == ""
    form = Sample({"title": "too long"})
    form.add_error(None, "<b>All wrong</b>")
    html = render("{% form_errors form %}", form=form)
    assert 'role="alert"' in html
    assert '<a href="#id_title">Title</a>' in html
    assert '<a href="#id_mark_field">Mark</a>' in html
    assert "&lt;b&gt;All wrong" in html
    group = render("{% field form.mark %}", form=form)
    assert 'id="id_mark_field"' in group


def test_form_errors_name_a_field_by_its_summary_and_put_no_colon_after_a_question():
    form = Sample({"title": "too long"})
    form.fields["title"].label = "How likely?"
    assert "How likely?</a> " in render("{% form_errors form %}", form=form)
    form.fields["title"].summary_label = "Do no harm"
    assert "Do no harm</a>: " in render("{% form_errors form %}", form=form)


def test_pages_keep_the_filter():
    request = RequestFactory().get("/", {"family": "upr", "page": "2"})
    page = Paginator(range(120), 50).get_page(2)
    html = render("{% pages page %}", request=request, page=page)
    assert "51 to 100 of 120" in html
    assert 'href="?family=upr&amp;page=1"' in html
    assert 'href="?family=upr&amp;page=3"' in html
    assert render("{% pages page %}", request=request, page=Paginator([], 50).get_page(1)) == ""


def test_picture_is_reached_by_keyboard_and_named():
    html = render("{% picture svg label %}", svg="<b>", label='"x"')
    assert 'tabindex="0"' in html
    assert 'role="group"' in html
    assert 'aria-label="&quot;x&quot;"' in html
    assert "<b>" not in html
