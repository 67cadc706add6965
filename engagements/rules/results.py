"""Where in the work of a mechanism one looks for what a cluster has sent."""

from engagements.enums import Stage
from mechanisms.enums import Family

# The documents that each family brings forth in answer to information: the summary of stakeholders' information and the
# outcome of the UPR, lists of issues and concluding observations of treaty bodies, reports and letters of mandate
# holders, resolutions of the Council (guide 6, 119-123).
_STAGES = {
    Family.UPR: (Stage.SUMMARY, Stage.DIALOGUE, Stage.OBSERVATIONS),
    Family.TREATY_BODY: (Stage.LIST_OF_ISSUES, Stage.DIALOGUE, Stage.OBSERVATIONS),
    Family.SPECIAL_PROCEDURE: (Stage.REPORT,),
    Family.HRC: (Stage.DIALOGUE, Stage.RESOLUTION),
    Family.INVESTIGATION: (Stage.REPORT, Stage.RESOLUTION),
    Family.REGIONAL: (Stage.DIALOGUE, Stage.OBSERVATIONS, Stage.REPORT, Stage.RESOLUTION),
}


# Words that stand in the documents of each family, in English as they stand there (guide 6, 002:436-449; MATRIX J009).
_TYPICAL_WORDS = {
    Family.TREATY_BODY: ("gravely concerned", "request"),
    Family.UPR: ("recommend", "consider"),
    Family.HRC: ("recommend", "remain seized"),
}


def typical_words(family):
    """The words by which one recognises, and finds, what mechanisms of this family say; none where no source tells."""
    return _TYPICAL_WORDS.get(family, ())


def stages_of(family):
    """The stages that a mechanism of this family has; all where it is not known."""
    return _STAGES.get(family, tuple(Stage))
