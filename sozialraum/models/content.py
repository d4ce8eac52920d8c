"""The version of everything that the public can read."""

from django.db import models


class ContentChange(models.Model):
    """One statement that changed public content; written by database triggers alone.

    How many there are and the newest one together tell one state of the content from another: a row that becomes
    visible late, because its transaction was long, still changes the number.
    """

    class Meta:
        verbose_name = "content change"

    def __str__(self) -> str:
        return str(self.pk)
