"""Pictures of released numbers: what is drawn, said, tabled and downloaded of each, in one place."""

from monitoring.pictures.answering import answer
from monitoring.pictures.marks import Mark, spoken
from monitoring.pictures.picture import Drawing, Key, Picture
from monitoring.pictures.tables import Link, Number, Table

__all__ = ["Drawing", "Key", "Link", "Mark", "Number", "Picture", "Table", "answer", "spoken"]
