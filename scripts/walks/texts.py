"""Texts, from the first draft to what became of them."""


def files(visitor):
    visitor.go("/engagements/submissions/")
    visitor.follow("Return and safety since the review")
    visitor.follow("Files")


def writing(visitor):
    visitor.go("/engagements/submissions/")
    visitor.follow("Return and safety since the review")
    visitor.follow("Write")


def sending(visitor):
    """The record of a briefing that was held, as the coordinator of Niger reads it, in French."""
    visitor.go("/engagements/submissions/?status=all")
    visitor.follow("Note de démonstration").follow("Relevé d’envoi")


def result(visitor):
    visitor.go("/engagements/submissions/?status=all")
    visitor.follow("Note de démonstration").follow("Résultat")


def submission(visitor):
    visitor.go("/engagements/submissions/")
    visitor.follow("Return and safety since the review").follow("Progress since the review")


def submission_comments(visitor):
    submission(visitor)
    visitor.follow("Comments").follow("All")


def write(visitor):
    submission(visitor)
    visitor.follow("Write")


def clearing(visitor):
    visitor.go("/engagements/submissions/").follow("Five recommendations that members work on").follow("Sign-off")
