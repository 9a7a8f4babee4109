"""How do the articles say it? A question → spelling corrected, and expanded by acronyms, compounds and synonyms."""
