"""The person's own page, on a phone, in her language; and how the structure hands it to her."""
