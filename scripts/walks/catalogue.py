"""Mechanisms, countries and recommendations."""


def library(visitor):
    visitor.go("/library/?kind=upr")


def follow_up(visitor):
    visitor.go("/recommendations/follow-up/")
    visitor.page.locator(".row-title a").first.click()


def recommendations(visitor):
    visitor.go("/recommendations/?q=displaced")


def mechanism(visitor):
    visitor.go("/mechanisms/upr/")


def documents(visitor):
    visitor.go("/mechanisms/documents/?kind=general_comment&theme=displacement")


def doors(visitor):
    visitor.go("/countries/MOZ/")


def profile(visitor):
    visitor.go("/countries/MOZ/")
    visitor.follow("Profile: history")


def focal_points(visitor):
    """The directory begins empty, so a unit that does not exist is shown."""
    visitor.go("/mechanisms/focal-points/add/")
    visitor.page.select_option("[name=mechanism]", label="Universal Periodic Review")
    visitor.page.check("[name=side][value=ohchr]")
    visitor.page.fill("[name=unit]", "A unit (invented)")
    visitor.page.fill("[name=languages]", "English, French")
    visitor.page.fill("[name=contact]", "unit@example.org")
    visitor.press("Save")


def compare(visitor):
    visitor.go("/mechanisms/compare/")
