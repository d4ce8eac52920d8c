"""The Elternbegleitbuch of a social space: a booklet that is put together of what the register says today."""
