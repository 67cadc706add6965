"""The same thing looks the same in every room: the way back, the order of buttons, the small act of a row."""

import re

import pytest
from django.conf import settings

TEMPLATES = {
    str(path.relative_to(settings.BASE_DIR)): path.read_text()
    for path in (settings.BASE_DIR / "templates").rglob("*.html")
    if path.name not in {"base.html", "gallery.html"} and not path.name.startswith("dev_")
}


def blocks(name):
    """(template, the inside of its block `name`)."""
    pattern = re.compile(rf"{{% block {name} %}}(.*?){{% endblock %}}", re.S)
    return [(path, found[1]) for path, text in TEMPLATES.items() if (found := pattern.search(text))]


def test_the_way_back_begins_with_its_arrow():
    bare = [
        path
        for path, inside in blocks("crumb")
        if (found := re.match(r'\s*(?:{% if [^%]*%})?<a href="[^>]*">(.*?)</a>', inside, re.S))
        and not re.match(r'{% (?:icon "back"|comment)', found[1])
    ]
    assert bare == []


def test_the_first_act_of_a_page_stands_last():
    """Home is left out: it has one head for a cluster and one for the desk."""
    early = []
    for path, inside in blocks("actions"):
        inside = re.sub(r"{% el(?:se|if).*?{% endif %}", "", inside, flags=re.S)
        _before, *after = re.split(r'button-primary"|"primary"', inside, maxsplit=1)
        if after and re.search(r'{% button |{% submit |class="button(?! button-primary)', after[0]):
            early.append(path)
    assert early == ["templates/hre_portal/home.html"]


@pytest.mark.parametrize("look", ['class="link-quiet" ', ""])
def test_change_looks_the_same_at_the_end_of_every_row(look):
    pattern = re.compile(rf"<a {look}href=\"[^>]*\">{{% translate \"Change\" %}}")
    assert [path for path, text in TEMPLATES.items() if pattern.search(text)] == []
