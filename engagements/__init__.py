"""Engagement as a process: plan lines, steps, risk forms, submissions, sign-off."""
