"""Who works where: people, countries, protection clusters, memberships and roles, invitations."""
