"""Running the portal opens no confidential text; breaking the glass does, for a while, and is told."""

SECRET = "Return and safety since the review"


def test_the_glass_is_broken_told_and_closed_again(visit, portal):
    admin = visit("admin@demo.example").expect(404)
    admin.follow("Administration")
    assert admin.page.url.endswith("/admin/")
    admin.go("/engagements/submissions/?status=all")
    assert SECRET not in admin.text
    admin.go("/admin/engagements/")
    assert "ubmission" not in admin.page.inner_text("#content-main") or SECRET not in admin.page.content()

    admin.go("/people/break-glass/")
    admin.page.select_option("[name=cluster]", label="Protection Cluster Mozambique")
    admin.page.fill("[name=reason]", "A source called: a name may stand in the draft.")
    admin.press("Open the access")
    admin.go("/engagements/submissions/?status=all")
    assert "Break-glass access" in admin.page.locator(".notice-danger").inner_text()
    admin.follow(SECRET)
    assert admin.heading == SECRET
    assert "Break-glass access" in admin.text
    opened = admin.page.url.removeprefix(portal.url)

    for lead in ("coordinator.moz@demo.example", "cocoordinator.moz@demo.example"):
        mail = portal.wait_for_mail(lead, "An administrator opened confidential material of your cluster")
        for form in ("plain", "html"):
            text = mail.get_body((form,)).get_content()
            assert "A source called" in text
            assert SECRET not in text
        assert SECRET not in mail["Subject"]

    admin.press("Close it now")
    assert admin.go(opened).status == 404
    assert "Break-glass access" not in admin.text

    told = visit("coordinator.moz@demo.example")
    told.follow("People").follow("Audit trail of the cluster")
    assert "A source called" in told.text
