"""Component gallery: every component in every state, to look at and to test against. Development only."""

import datetime as dt

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render

from core import clock
from core.components import marks
from core.icons import ICONS
from core.policy import open_to_members
from mechanisms.enums import Family


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", max_length=60, help_text="One line that says what the cluster wants.")
    due = forms.DateField(label="Due on", widget=forms.DateInput(attrs={"type": "date"}))
    role = forms.ChoiceField(label="Role", choices=[("a", "Coordinator"), ("b", "Member")])
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False, help_text="Two or three sentences.")
    mark = forms.ChoiceField(
        label="Who may know", widget=forms.RadioSelect, choices=[("open", "Open"), ("members", "Members only")]
    )
    reasons = forms.MultipleChoiceField(
        label="Reasons",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("a", "Read people's reality"), ("b", "Build networks"), ("c", "Raise delicate issues")],
    )
    agree = forms.BooleanField(label="The people concerned agreed", help_text="Free, informed and on record.")


@login_not_required
@open_to_members
def gallery(request):
    """All components. `?dir=rtl` and the theme switch show the other faces."""
    today = clock.today()
    wrong = SampleForm({"title": "x" * 80, "due": "tomorrow"})
    wrong.is_valid()
    context = {
        "direction": "rtl" if request.GET.get("dir") == "rtl" else "ltr",
        "pill_tones": sorted(marks.PILL_TONES),
        "families": Family.choices,
        "icons": sorted(ICONS),
        "marks": sorted(marks.MARKS),
        "dates": [today + dt.timedelta(days=days) for days in (-40, -1, 0, 1, 9, 14, 45, 92, 800)],
        "today": today,
        "now": clock.now(),
        "form": SampleForm(),
        "wrong": wrong,
        "page_obj": Paginator(range(120), 50).get_page(request.GET.get("page")),
    }
    return render(request, "hre_portal/gallery.html", context)
