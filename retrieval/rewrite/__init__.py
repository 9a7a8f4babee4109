"""What was meant, in the words of the articles? Spelling, acronyms, compounds and synonyms."""
