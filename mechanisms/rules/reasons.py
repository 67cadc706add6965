"""Why a door is open, closed or not known: the sentences of `core.reasons` about bodies, doors and States."""

from django.utils.translation import gettext_noop

from mechanisms.enums import InstrumentKind

# The body.
BODY_ENDED = gettext_noop("%(body)s has ended its work.")
BODY_ENDED_ON = gettext_noop("%(body)s ended its work on %(date)s.")
BODY_MERGED = gettext_noop("%(body)s was merged into another mandate.")
BODY_DORMANT = gettext_noop("%(body)s exists on paper; it has not begun its work.")
BODY_STATE_UNKNOWN = gettext_noop("It is not known whether %(body)s works.")
BODY_BEGINS = gettext_noop("%(body)s begins its work on %(date)s.")
BODY_RAN_TO = gettext_noop("The mandate of %(body)s ran to %(date)s; that it goes on is not confirmed.")
BODY_RUNS_TO = gettext_noop("The mandate of %(body)s runs to %(date)s.")
BODY_RUNS_SINCE = gettext_noop("%(body)s has worked since %(date)s; no end of its mandate is recorded.")
BODY_RUNS = gettext_noop("%(body)s is recorded as active; no end of its mandate is recorded.")
BODY_UNVERIFIED = gettext_noop("What is recorded about %(body)s comes from no source that was found.")
# The door.
BASIS = gettext_noop("It rests on: %(basis)s.")
BASIS_UNVERIFIED = gettext_noop("Its basis comes from no source that was found, so nobody should rely on it yet.")
NEEDS_NOTHING = gettext_noop("It needs no acceptance by the State.")
UN_MEMBER = gettext_noop("%(country)s is a Member State of the UN, and this concerns each of them.")
NO_UN_MEMBER = gettext_noop("It concerns Member States of the UN; %(country)s is none.")
NOT_IN_FORCE = gettext_noop("The procedure is not in force: too few States have accepted %(instrument)s.")
NEEDS = gettext_noop("It is open only where the State has accepted %(instrument)s.")
# The State.
NOT_RECORDED = gettext_noop(
    "Whether %(country)s has accepted %(instrument)s is not recorded. The portal does not guess: not known."
)
RECORDED_UNKNOWN = gettext_noop("Where %(country)s stands towards %(instrument)s is recorded as not known.")
PARTY_SINCE = gettext_noop("%(country)s accepted %(instrument)s on %(date)s.")
PARTY_IN = gettext_noop("%(country)s accepted %(instrument)s in %(year)s; the day is not recorded.")
PARTY = gettext_noop("%(country)s has accepted %(instrument)s; the date is not recorded.")
ACCEPTS_FROM = gettext_noop("%(country)s accepts %(instrument)s only from %(date)s.")
SIGNED_ON = gettext_noop("%(country)s signed %(instrument)s on %(date)s and did not ratify it.")
SIGNED = gettext_noop("%(country)s signed %(instrument)s and did not ratify it.")
SIGNATURE_IS_NOT_ENOUGH = gettext_noop("A signature alone does not open this door.")
NOT_ACCEPTED = gettext_noop("%(country)s has not accepted %(instrument)s.")
WITHDRAWN_ON = gettext_noop("%(country)s withdrew from %(instrument)s on %(date)s.")
WITHDRAWN = gettext_noop("%(country)s withdrew from %(instrument)s; the date is not recorded.")
WITHDRAWS_ON = gettext_noop("%(country)s leaves %(instrument)s on %(date)s; until then it is bound.")
NO_TREATY = gettext_noop("Such a declaration is made under %(treaty)s, which %(country)s has not accepted.")
OPT_OUT = gettext_noop(
    "A State may opt out of this procedure. Opt-outs are not recorded: it is open unless the State opted out."
)
AS_OF = gettext_noop("That was so as of %(as_of)s; the State may have decided otherwise since.")
NO_AS_OF = gettext_noop("The record does not say of which day it is.")
STANDING_UNVERIFIED = gettext_noop("This comes from no source that was found.")
SOURCES_DIFFER = gettext_noop("The sources contradict each other.")
NOTE = gettext_noop("The record adds: %(note)s")
DOOR_NOTE = gettext_noop("Good to know: %(note)s")
# Memberships of an organisation and standing invitations are not "accepted".
NEEDS_MEMBERSHIP = gettext_noop("It is open only where the State is a member of %(instrument)s.")
NEEDS_INVITATION = gettext_noop("It is open at any time where the State has issued a standing invitation.")
MEMBERSHIP_NOT_RECORDED = gettext_noop(
    "Whether %(country)s is a member of %(instrument)s is not recorded. The portal does not guess: not known."
)
INVITATION_NOT_RECORDED = gettext_noop(
    "Whether %(country)s has issued a standing invitation is not recorded. The portal does not guess: not known."
)
MEMBER_SINCE = gettext_noop("%(country)s joined %(instrument)s on %(date)s.")
MEMBER_IN = gettext_noop("%(country)s joined %(instrument)s in %(year)s; the day is not recorded.")
MEMBER = gettext_noop("%(country)s is a member of %(instrument)s; the date is not recorded.")
NO_MEMBER = gettext_noop("%(country)s is not a member of %(instrument)s.")
LEFT_ON = gettext_noop("%(country)s left %(instrument)s on %(date)s.")
LEFT = gettext_noop("%(country)s left %(instrument)s; the date is not recorded.")
INVITED_SINCE = gettext_noop("%(country)s issued a standing invitation on %(date)s.")
INVITED_IN = gettext_noop("%(country)s issued a standing invitation in %(year)s; the day is not recorded.")
INVITED = gettext_noop("%(country)s has issued a standing invitation; the date is not recorded.")
NOT_INVITED = gettext_noop(
    "%(country)s has not issued a standing invitation: each visit needs an invitation of its own."
)
# What would settle or change it.
LOOK_UP_ACCEPTANCE = gettext_noop(
    "Look up whether %(country)s has accepted %(instrument)s, and record it with its source."
)
LOOK_UP_OPT_OUT = gettext_noop("Look up whether %(country)s opted out when it accepted %(instrument)s.")
LOOK_UP_BODY = gettext_noop("Look up whether the mandate of %(body)s was renewed.")
LOOK_UP_BASIS = gettext_noop("Find the source of the rule before you rely on it.")
LOOK_UP_STANDING = gettext_noop("Check the record of %(instrument)s against its depositary.")
LOOK_UP_FORCE = gettext_noop("Look up whether enough States have accepted %(instrument)s since.")
WOULD_OPEN = gettext_noop("It would open if %(country)s accepted %(instrument)s.")
WOULD_REOPEN = gettext_noop("It would open again if %(country)s accepted %(instrument)s anew.")
LOOK_UP_MEMBERSHIP = gettext_noop(
    "Look up whether %(country)s is a member of %(instrument)s, and record it with its source."
)
LOOK_UP_INVITATION = gettext_noop(
    "Look up whether %(country)s has issued a standing invitation, and record it with its source."
)
WOULD_OPEN_BY_JOINING = gettext_noop("It would open if %(country)s joined %(instrument)s.")
WOULD_OPEN_BY_INVITING = gettext_noop("It would open if %(country)s issued a standing invitation.")

# How the sentences about acceptance read where another verb is right.
IN_OTHER_WORDS = {
    InstrumentKind.MEMBERSHIP: {
        NEEDS: NEEDS_MEMBERSHIP,
        NOT_RECORDED: MEMBERSHIP_NOT_RECORDED,
        PARTY_SINCE: MEMBER_SINCE,
        PARTY_IN: MEMBER_IN,
        PARTY: MEMBER,
        NOT_ACCEPTED: NO_MEMBER,
        WITHDRAWN_ON: LEFT_ON,
        WITHDRAWN: LEFT,
        LOOK_UP_ACCEPTANCE: LOOK_UP_MEMBERSHIP,
        WOULD_OPEN: WOULD_OPEN_BY_JOINING,
        WOULD_REOPEN: WOULD_OPEN_BY_JOINING,
    },
    InstrumentKind.INVITATION: {
        NEEDS: NEEDS_INVITATION,
        NOT_RECORDED: INVITATION_NOT_RECORDED,
        PARTY_SINCE: INVITED_SINCE,
        PARTY_IN: INVITED_IN,
        PARTY: INVITED,
        NOT_ACCEPTED: NOT_INVITED,
        LOOK_UP_ACCEPTANCE: LOOK_UP_INVITATION,
        WOULD_OPEN: WOULD_OPEN_BY_INVITING,
    },
}


def in_words_of(kind, found):
    """`found` with the verbs that fit the kind of the instrument: one joins an organisation, one accepts a treaty."""
    words = IN_OTHER_WORDS.get(kind, {})
    return [{**each, "text": words.get(each["text"], each["text"])} for each in found]
