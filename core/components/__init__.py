"""What templates are built of. Each component returns finished, escaped HTML; none renders a template, because lists of
fifty rows are the rule. A wrong tone, icon or mark raises outside production and falls back to the neutral form there.
"""
