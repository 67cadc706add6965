"""How activities and offers move: two tables, no database, no clock."""

from recommendations.enums import OfferState, Progress

PROGRESS_MOVES = {
    Progress.PLANNED: (Progress.GOING_ON, Progress.DONE, Progress.DROPPED),
    Progress.GOING_ON: (Progress.DONE, Progress.DROPPED, Progress.PLANNED),
    Progress.DONE: (Progress.GOING_ON,),
    Progress.DROPPED: (Progress.PLANNED,),
}
OFFER_MOVES = {
    OfferState.OFFERED: (OfferState.ACCEPTED, OfferState.DECLINED),
    OfferState.ACCEPTED: (OfferState.DELIVERED, OfferState.DECLINED),
    OfferState.DECLINED: (OfferState.OFFERED,),
    OfferState.DELIVERED: (OfferState.ACCEPTED,),
}
# What an offer's state means for the activity that it is.
PROGRESS_OF_OFFER = {
    OfferState.OFFERED: Progress.PLANNED,
    OfferState.ACCEPTED: Progress.GOING_ON,
    OfferState.DECLINED: Progress.DROPPED,
    OfferState.DELIVERED: Progress.DONE,
}
STILL_OPEN = (Progress.PLANNED, Progress.GOING_ON)
