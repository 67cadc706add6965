"""Writing a contribution: by account, or through a personal link without one.

Of the link: GET shows and POST writes; mail scanners open links. The secret in the address is the proof, so no cookie
and no CSRF token is asked for, and the page sends no referrer, is stored nowhere and listed nowhere.
"""

import functools

from allauth.account.adapter import get_adapter as get_account_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from core import throttle
from core.documents import nodes
from core.policy import guarded_by, open_to_members
from engagements import policy, rules
from engagements.actions import contributing as actions
from engagements.enums import ParagraphState
from engagements.forms.contributions import ContributionForm, ParagraphFormSet, SendForm
from engagements.forms.plans import add_action_errors
from engagements.models import ContributionParagraph, ContributionRequest, Submission
from engagements.queries import contributions as queries
from engagements.views.common import ACTION_ERRORS, sentences_of, status_of

# Of one link, and of one address that tries links.
POSTS, PER_SECONDS = 30, 600
MISSES = 300


@require_GET
@guarded_by(ContributionRequest, ContributionParagraph)
def contribution_mine(request):
    """What the reader's organisations are asked for."""
    context = {"section": "submissions", "asked": queries.asked_of_me(request.user)}
    return render(request, "engagements/contributions/mine.html", context)


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, ContributionRequest, ContributionParagraph)
def contribution_write(request, pk):
    asked = queries.request_detail(request.user, pk)
    policy.check_can_contribute(request.user, asked)
    parts = [(one["section"], one["heading"]) for one in asked.sections]
    page = _Page(request, asked, parts, by=request.user, address=request.path)
    return page.answer()


def _private(view):
    """Headers of a page that is opened by a secret in its address."""

    @functools.wraps(view)
    def wrapped(request, secret):
        response = view(request, secret)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return wrapped


def _closed(request, asked, status=None):
    """One page for all reasons: it tells a guesser nothing. Gone, if there was one; else not found."""
    return render(request, "engagements/contributions/closed.html", status=status or (410 if asked else 404))


@csrf_exempt
@login_not_required
@open_to_members
@_private
@sensitive_post_parameters()
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request, secret):
    """The page behind a personal link, in the language of whoever opens it."""
    asked = queries.request_by_secret(secret)
    if asked is None or not actions.is_link_open(asked, secret):
        # Behind the proxy everybody has its address: one guesser would shut the door for all.
        came_from = get_account_adapter().get_client_ip(request)
        if not throttle.is_allowed("contribute-miss", came_from, amount=MISSES, seconds=PER_SECONDS):
            return _closed(request, None, status=429)
        return _closed(request, asked)
    if request.method == "POST" and not throttle.is_allowed("contribute", secret, amount=POSTS, seconds=PER_SECONDS):
        return HttpResponse(
            _("Too many attempts. Wait a few minutes, then try again."),
            status=429,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(PER_SECONDS)},
        )
    parts = [(one["section"], _("Part %(n)s") % {"n": n}) for n, one in enumerate(asked.sections, start=1)]
    page = _Page(request, asked, parts, secret=secret, address=reverse("engagements:contribute", args=[secret]))
    return page.answer()


class _Page:
    """The page on which a contribution is written, however its writer came in."""

    def __init__(self, request, asked, parts, *, address, by=None, secret=""):
        self.request, self.asked, self.parts, self.address = request, asked, parts, address
        self.proof = {"by": by, "secret": secret}
        self.direction = nodes.direction_of(asked.language)
        self.status, self.problem = 200, ""
        self.paragraphs = queries.own_paragraphs(asked)
        self.waiting = [one for one in self.paragraphs if one.state == ParagraphState.WAITING]
        self.settled = [one for one in self.paragraphs if one.state != ParagraphState.WAITING]
        self.rows = self.whole = self.send = None

    def answer(self):
        if self.request.method == "POST":
            act = {"save": self._save, "check": self._save, "send": self._send, "back": self._take_back}.get(
                self.request.POST.get("act", "save"), self._save
            )
            answer = act()
            if answer is not None:
                return answer
        return self._shown()

    def _again(self, mark):
        return redirect(f"{self.address}?{mark}=1")

    def _options(self):
        return {"parts": self.parts, "language": self.asked.language, "direction": self.direction}

    def _save(self):
        posted = self.request.POST
        self.rows = ParagraphFormSet(posted, form_kwargs=self._options(), prefix="p")
        self.whole = ContributionForm(posted)
        self.status = 422
        if not self.rows.is_valid() or not self.whole.is_valid():
            return None
        typed = [form.cleaned_data for form in self.rows if form.cleaned_data.get("text")]
        data = self.whole.cleaned_data
        try:
            actions.save_contribution(
                request=self.asked,
                paragraphs=typed,
                may_acknowledge=data["may_acknowledge"],
                credit_name=data["credit_name"],
                expected_version=data["version"],
                **self.proof,
            )
        except ACTION_ERRORS as error:
            return self._refused(error)
        return self._again("check" if posted.get("act") == "check" else "saved")

    def _send(self):
        self.send = SendForm(self.request.POST)
        self.status = 422
        if not self.send.is_valid():
            return None
        data = self.send.cleaned_data
        if self._findings() and not data["is_checked"]:
            self.send.add_error("is_checked", _("Look at these places first."))
            return None
        try:
            actions.send_contribution(
                request=self.asked,
                has_consent=data["has_consent"],
                expected_version=data["version"],
                **self.proof,
            )
        except ValidationError as error:
            add_action_errors(self.send, error)
            return None
        except ACTION_ERRORS as error:
            return self._refused(error)
        return self._again("sent")

    def _take_back(self):
        try:
            actions.take_back_contribution(request=self.asked, **self.proof)
        except ACTION_ERRORS as error:
            return self._refused(error)
        return self._again("back")

    def _refused(self, error):
        self.problem, self.status = sentences_of(error)[0], status_of(error)
        if self.status == 409:
            # What was typed stays in the fields; saving once more is then a decision.
            self.asked = self._fresh()
            if self.whole is not None:
                posted = self.request.POST.copy()
                posted["version"] = str(self.asked.version)
                self.whole = ContributionForm(posted)
            self.problem = _("Somebody saved this meanwhile. What you typed is still here: save again to keep yours.")

    def _fresh(self):
        self.asked.refresh_from_db(fields=["version", "sent_at", "may_acknowledge", "credit_name", "written_at"])
        return self.asked

    def _findings(self):
        return rules.check_personal_data("\n\n".join(one.text for one in self.waiting))[:12]

    def _shown(self):
        asked = self.asked
        is_step = (self.send is not None or "check" in self.request.GET) and self.waiting and asked.sent_at is None
        if self.rows is None:
            initial = [
                {"section": one.section_id, "text": one.text, "is_credited": one.is_credited} for one in self.waiting
            ]
            self.rows = ParagraphFormSet(initial=initial, form_kwargs=self._options(), prefix="p")
        if self.whole is None:
            self.whole = ContributionForm(
                initial={
                    "may_acknowledge": asked.may_acknowledge,
                    "credit_name": asked.credit_name or str(asked.organisation),
                    "version": asked.version,
                }
            )
        if self.send is None:
            self.send = SendForm(initial={"version": asked.version})
        names = dict(self.parts)
        for one in self.paragraphs:
            one.part = names.get(one.section_id, "") if len(self.parts) > 1 else ""
        context = {
            "section": "submissions" if self.proof["by"] else "",
            "asked": asked,
            "is_link": self.proof["by"] is None,
            "is_step": is_step,
            "is_sent": asked.sent_at is not None,
            "takes_more": policy.takes_contributions(asked.submission),
            "parts": self.parts,
            "direction_of_text": self.direction,
            "rows": self.rows,
            "form": self.whole,
            "send": self.send,
            "waiting": self.waiting,
            "settled": self.settled,
            "findings": self._findings(),
            "problem": self.problem,
            "just": next((mark for mark in ("saved", "sent", "back") if mark in self.request.GET), ""),
            "is_veiled": policy.is_veiled(asked.submission),
            "address": self.address,
        }
        return render(self.request, "engagements/contributions/write.html", context, status=self.status)
