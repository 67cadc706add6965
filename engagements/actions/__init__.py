"""Every write, one noun a file. Import from the file: `from engagements.actions.plans import create_plan_line`."""
