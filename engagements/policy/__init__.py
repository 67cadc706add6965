"""Who sees and who may act on a cluster's plans and submissions. The only statement of both.

Everything by its name, file by file: what is imported here is what the other floors may ask.
"""

from engagements.policy.advocacy import (
    can_advocate,
    can_draft,
    check_can_advocate,
    check_can_draft,
    check_can_edit,
    check_can_keep_hints,
    in_gallery_q,
    keeps_hints,
    visible_action_partners,
    visible_actions,
    visible_issue_instruments,
    visible_issues,
    visible_messages,
    visible_tolerances,
)
from engagements.policy.analysis import (
    visible_briefing_issues,
    visible_briefings,
    visible_findings,
    visible_provisions,
    visible_register_entries,
    visible_sharing_rows,
    visible_strategies,
    visible_tools,
)
from engagements.policy.approval import (
    binding_and_followed,
    binding_policy,
    check_can_adopt,
    rules_binding,
    visible_approval_policies,
    visible_policy_rules,
)
from engagements.policy.blind import visible_answers as visible_blind_answers
from engagements.policy.blind import visible_consultations as visible_blind_consultations
from engagements.policy.cases import (
    check_can_act_on_case,
    check_can_handle_case,
    check_can_open_case,
    check_can_write_capacity,
    handler_has_left,
    is_of_case,
    own_organisation_ids,
    visible_capacities,
    visible_cases,
    visible_deputies,
    visible_moves,
)
from engagements.policy.citations import (
    visible_discussion_lists,
    visible_message_citations,
    visible_watches,
    visible_work,
)
from engagements.policy.clearing import (
    answers_of,
    askings_on,
    can_justify_as,
    carried_positions,
    carried_roles,
    check_can_declare_spelling,
    check_can_justify,
    check_can_object,
    drop_carried,
    named_on_cover,
    objecting_as,
    objecting_of,
    positions_on,
    roles_without_reader,
    rows_of_version,
    signatories,
    visible_finding_answers,
    visible_sign_off_requests,
    visible_spelling_changes,
)
from engagements.policy.comments import (
    can_comment,
    can_resolve,
    check_can_comment,
    check_is_own_comment,
    comments_of,
    open_comments,
    pen_holder_ids,
    talking_ids,
    visible_comments,
)
from engagements.policy.common import (
    check_still_visible,
    ended_roles,
    holders,
    led_cluster_ids,
    nameable_people,
    roles_in,
    seen_by_each,
    who_sees,
)
from engagements.policy.contributions import (
    check_can_contribute,
    check_is_open_text,
    merged_paragraphs,
    of_her_organisation,
    organisation_is_covered,
    paragraphs_of,
    request_row,
    speaks_for_request,
    takes_contributions,
    visible_contribution_paragraphs,
    visible_contribution_requests,
    waiting_paragraphs,
)
from engagements.policy.experience import (
    changes_note,
    check_changes_note,
    check_writes_experience,
    visible_experience_notes,
    writes_experience,
)
from engagements.policy.handing import (
    check_hands_over,
    lead_membership,
    leads_after,
    successors,
    visible_hand_overs,
)
from engagements.policy.interactions import (
    can_change_interaction,
    can_record,
    check_can_change_interaction,
    check_can_keep_series,
    check_can_record,
    visible_interaction_series,
    visible_interactions,
)
from engagements.policy.marks import is_closed, mark_on, visible_by_mark
from engagements.policy.meetings import (
    can_change_note,
    check_can_change_note,
    visible_agenda_items,
    visible_meeting_invitations,
    visible_meeting_notes,
)
from engagements.policy.obstacles import visible_plan_obstacles
from engagements.policy.partners import visible_step_partners
from engagements.policy.planning import (
    check_can_raise_concern,
    reads_rooms_of_plan,
    visible_aims,
    visible_concerns,
    visible_contexts,
    visible_letter_steps,
    visible_links,
    visible_rollouts,
    visible_updates,
)
from engagements.policy.plans import (
    can_answer_risks,
    can_do_step,
    can_plan,
    check_can_answer_risks,
    check_can_decide_risks,
    check_can_do_step,
    check_can_plan,
    risk_form_of,
    visible_plan_line_readers,
    visible_plan_lines,
    visible_risk_forms,
    visible_steps,
)
from engagements.policy.positions import (
    asked_again,
    askings_of,
    check_can_answer_position,
    check_can_record_positions,
    forget_standing,
    grouped,
    hold_line,
    people_of,
    position_row,
    readers_by_organisation,
    reads_positions,
    speaks_for,
    standing_of,
    submission_of,
    unsent_final_files,
    versions_on,
    visible_hct_positions,
    visible_lead_agency_backings,
    visible_member_positions,
    visible_members_informed,
    visible_position_requests,
)
from engagements.policy.process import (
    visible_component_moves,
    visible_component_versions,
    visible_line_components,
    visible_look_backs,
    visible_quarter_weights,
)
from engagements.policy.rendering import renderings_on, visible_renderings
from engagements.policy.reprisals import (
    asked_before_sending,
    can_write_protocol,
    check_can_report,
    check_can_set_circle,
    check_can_write_protocol,
    check_is_of_circle,
    circle_of,
    circled_cluster_ids,
    is_of_circle,
    visible_circle_people,
    visible_circles,
    visible_incidents,
    visible_reprisal_protocols,
)
from engagements.policy.sending import (
    answers_requests,
    check_can_add_proof,
    check_can_answer_request,
    check_can_change_request,
    check_can_correct_sending,
    check_can_note_request,
    check_can_trace,
    corrects,
    notes_requests,
    sees_proofs,
    traces,
    visible_dispatches,
    visible_proofs,
    visible_requests,
)
from engagements.policy.sharing import (
    can_lead_sharing,
    check_can_lead_sharing,
    covered,
    forget_named,
    has_others,
    has_strategy,
    in_force,
    named_on,
    names_somebody_uncovered,
    not_covered,
    people_named,
    visible_exceptions,
    visible_protocols,
    visible_sharing_strategies,
    visible_signatures,
)
from engagements.policy.submission_shares import (
    running_shares,
    share_is_running,
    share_on,
    share_problem,
    task_team_organisations,
    task_team_people,
    visible_submission_shares,
)
from engagements.policy.submissions import (
    HOLDERS_OF,
    NAMED_MARKS,
    WRITERS_ONLY,
    can_write,
    check_can_lead_submission,
    check_can_sign,
    check_can_write,
    check_standing,
    is_veiled,
    names_writer,
    people_told,
    row_of,
    rows_of,
    standings,
    standings_from,
    visible_files,
    visible_sections,
    visible_sign_offs,
    visible_submission_readers,
    visible_submissions,
    visible_versions,
    with_newest,
    wrote_it,
)
from engagements.policy.texts import (
    check_can_keep_evidence,
    check_can_list_organisations,
    visible_evidence,
    visible_proposals,
    visible_submitting_organisations,
)
from engagements.policy.trail import trail_of_visible_things
from engagements.policy.workspaces import visible_press_proposals, visible_reading, visible_safety_notes
