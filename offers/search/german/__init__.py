"""How German words are spelt, bent and put together: what the search knows of the language, and nothing of any offer."""
