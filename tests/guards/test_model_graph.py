"""Shape of the tables: no way round the seal through a relation.

Two ways were found by trying: following a foreign key from an open row, and `select_related`. So no open model points
at a confidential one, and relations out of confidential models cannot be walked back from the open side.
"""

from django.apps import apps

from core import policy
from core.scoping import ScopedManager, ScopedModel

APPS = "core clusters mechanisms calendar_app recommendations stakeholders knowledge engagements"
OURS = set(APPS.split())

# (model, field): why an open table may nevertheless point at a confidential one. Dead rows fail.
MAY_POINT = {}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def is_sealed(model):
    return issubclass(model, ScopedModel)


def relations(model):
    return [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


def test_there_are_confidential_models():
    assert len([model for model in our_models() if is_sealed(model)]) > 10


def test_no_open_model_points_at_a_confidential_one():
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if not is_sealed(model)
        for field in relations(model)
        if field.related_model is not None and is_sealed(field.related_model)
    }
    assert found == set(MAY_POINT)


def test_relations_out_of_confidential_models_cannot_be_walked_back():
    offenders = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if is_sealed(model)
        for field in relations(model)
        if not (field.remote_field.related_name or "").endswith("+")
    ]
    assert offenders == []


def test_no_generic_relations():
    offenders = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in relations(model)
        if field.related_model is None
    ]
    assert offenders == []


def test_every_confidential_model_says_who_sees_it():
    sealed = {model for model in our_models() if is_sealed(model)}
    assert sealed == policy.registered_models()


def test_every_manager_of_a_confidential_model_is_sealed():
    for model in our_models():
        if is_sealed(model):
            assert all(isinstance(manager, ScopedManager) for manager in model._meta.managers), model


def test_unique_texts_are_no_oracle():
    """A uniqueness error on a text that people type would tell what is hidden."""
    may = {("calendar_app.Entry", "uid"), ("calendar_app.ImportRun", "id"), ("core.PrivateFile", "id")}
    may.add(("recommendations.RecommendationImport", "id"))
    # The hash of a key that the portal makes; nobody types it.
    may.add(("engagements.ContributionRequest", "secret_hash"))
    found = {
        (model._meta.label, field.name)
        for model in our_models()
        if is_sealed(model)
        for field in model._meta.fields
        if field.unique
        and not field.auto_created
        and not field.is_relation
        and field.get_internal_type() not in {"BigAutoField"}
    }
    assert found <= may, found - may
