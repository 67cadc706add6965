"""Pages of the calendar: parse, one query or one action, render."""

from calendar_app.views.calendar import calendar
from calendar_app.views.check_in import check_in, check_in_pdf
from calendar_app.views.confirming import session_confirm
from calendar_app.views.desk import desk, desk_country, desk_gone_through, desk_publish, desk_withdraw
from calendar_app.views.differences import differences, differences_decide
from calendar_app.views.entries import entry_create, entry_detail, entry_edit
from calendar_app.views.entry_acts import (
    entry_cancel,
    entry_done,
    entry_official,
    entry_pin,
    entry_publish,
    entry_reopen,
    entry_stage,
    entry_unpin,
    entry_verify,
)
from calendar_app.views.exports import export_csv, export_xlsx, year_pdf
from calendar_app.views.feeds import feed_list, feed_revoke, feed_rotate
from calendar_app.views.importing import (
    import_apply,
    import_detail,
    import_discard,
    import_list_page,
    import_template,
    import_undo,
)
from calendar_app.views.kinds import kinds
from calendar_app.views.reviews import review_dates, review_detail, review_document, review_move
from calendar_app.views.session_acts import (
    session_cancel,
    session_create,
    session_edit,
    session_held,
    session_move,
    session_shorten,
    session_verify,
)
from calendar_app.views.sessions import mechanism_dates, session_detail, session_list
from calendar_app.views.worklist import worklist, worklist_publish, worklist_undo, worklist_verify

__all__ = [
    "calendar",
    "check_in",
    "check_in_pdf",
    "desk",
    "desk_country",
    "desk_gone_through",
    "desk_publish",
    "desk_withdraw",
    "differences",
    "differences_decide",
    "entry_cancel",
    "entry_create",
    "entry_detail",
    "entry_done",
    "entry_edit",
    "entry_official",
    "entry_pin",
    "entry_publish",
    "entry_reopen",
    "entry_stage",
    "entry_unpin",
    "entry_verify",
    "export_csv",
    "export_xlsx",
    "feed_list",
    "feed_revoke",
    "feed_rotate",
    "import_apply",
    "import_detail",
    "import_discard",
    "import_list_page",
    "import_template",
    "import_undo",
    "kinds",
    "mechanism_dates",
    "review_dates",
    "review_detail",
    "review_document",
    "review_move",
    "session_cancel",
    "session_confirm",
    "session_create",
    "session_detail",
    "session_edit",
    "session_held",
    "session_list",
    "session_move",
    "session_shorten",
    "session_verify",
    "worklist",
    "worklist_publish",
    "worklist_undo",
    "worklist_verify",
    "year_pdf",
]
