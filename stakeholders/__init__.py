"""Who else works for rights in a country: organisations, people known by an alias, and what is known of them."""
