"""Small reads of the store by id or by label: names, entities, chains, memberships, priorities."""
