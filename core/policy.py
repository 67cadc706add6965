"""Registry of who sees what. Each app's `policy.py` states its rule once, here it is looked up.

`visible(user) -> Q` decides lists and details alike; a model without a rule is visible to nobody.
"""

from collections.abc import Callable

from django.db.models import Exists, IntegerField, Model, Q, Value

NOBODY = Q(pk__in=[])

_rules: dict[type[Model], Callable] = {}
_narrowings: dict[type[Model], list[Callable]] = {}


def register(model):
    """Decorator: the function `visible(user) -> Q` becomes the rule of `model`. Twice for one model is an error."""

    def decorate(function):
        if model in _rules and _rules[model] is not function:
            raise ValueError(f"{model.__name__} already has a visibility rule.")
        _rules[model] = function
        return function

    return decorate


def narrow(model):
    """Decorator: the function `within(user) -> Q` is demanded on top of the rule of `model`, from an app above it. It
    never opens anything: rows that tell of things which only the upper app can judge are shut where it says so."""

    def decorate(function):
        _narrowings.setdefault(model, []).append(function)
        return function

    return decorate


def visible_q(model, user):
    """The rows of `model` that `user` may see. Anonymous and inactive people, and unregistered models: none."""
    rule = _rules.get(model)
    if rule is None or user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    seen = rule(user)
    for within in _narrowings.get(model, ()):
        seen &= within(user)
    return seen


def registered_models():
    return frozenset(_rules)


def is_visible(obj, user):
    """Whether `user` may see `obj`, asked of the database so that lists and details cannot disagree."""
    return type(obj).objects.visible_to(user).filter(pk=obj.pk).exists()


# So many people are asked about at once: a question stays within what a database takes.
_AT_ONCE = 25


def seeing(obj, people):
    """Ids of those of `people` who may see `obj`: the rule of each, put to the database together. One query for every
    twenty-five people, and what the rules themselves ask of somebody whose roles are not known yet."""
    rows, people, found = type(obj).objects, list(people), set()
    for first in range(0, len(people), _AT_ONCE):
        asked = people[first : first + _AT_ONCE]
        sees = Q(pk__in=[])
        for person in asked:
            sees |= Q(Exists(rows.visible_to(person).filter(pk=obj.pk).order_by()), pk=person.pk)
        found.update(asked[0]._meta.model.objects.filter(sees).order_by().values_list("pk", flat=True))
    return found


def seen_by_each(model, asked):
    """{id of a person: ids of the rows of `model` that she may see}, of those that are asked about: `asked` is {person:
    ids of rows}. One query for every twenty-five people, like `seeing`."""
    people = list(asked)
    seen: dict[int, set[int]] = {person.pk: set() for person in people}
    for first in range(0, len(people), _AT_ONCE):
        each = [
            model.objects.visible_to(person)
            .filter(pk__in=asked[person])
            .order_by()
            .values_list(Value(person.pk, output_field=IntegerField()), "pk")
            for person in people[first : first + _AT_ONCE]
        ]
        for person_id, pk in each[0].union(*each[1:], all=True):
            seen[person_id].add(pk)
    return seen


def guarded_by(*models):
    """Marks a view with the models whose visibility rule it applies. A guard test demands the mark on every view."""

    def decorate(view):
        view.policy = tuple(models)
        return view

    return decorate


def open_to_members(view):
    """Marks a view that shows nothing but published facts or the reader's own settings to anyone logged in."""
    view.policy = ()
    return view
