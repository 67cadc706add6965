"""Ground floor: scoping, policy registry, audit, outbox, clock, private files, documents. No word of the field."""
