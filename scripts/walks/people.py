"""Home, and who works with whom."""


def home(visitor):
    visitor.go("/")


def about_support(visitor):
    visitor.go("/knowledge/about/")


def support(visitor):
    visitor.go("/knowledge/support/")


def session_report(visitor):
    visitor.go("/knowledge/reports/")
    visitor.page.locator(".row-title a").first.click()


def exchange(visitor):
    visitor.go("/knowledge/exchange/")
    visitor.follow("Demonstration: raising difficult messages")


def advisory_group(visitor):
    visitor.go("/people/")
    visitor.page.locator("main a[href*='/people/clusters/']").first.click()
    visitor.follow("Advisory group")


def stakeholders(visitor):
    visitor.go("/stakeholders/")


def influence(visitor):
    visitor.go("/stakeholders/influence/")


def hand_over(visitor):
    visitor.go("/engagements/hand-over/")
    visitor.follow("Celeste Nhantumbo")
