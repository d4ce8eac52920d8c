"""Operations of migrations of our own: what is done together is done, written down, and can be taken back."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from kit.operations import Together

pytestmark = pytest.mark.django_db
KEY = ("id", models.BigAutoField(primary_key=True))


def house() -> CreateModel:
    return CreateModel("House", [KEY, ("name", models.TextField())])


def room() -> CreateModel:
    fields = [KEY, ("house", models.ForeignKey("example.house", models.CASCADE)), ("size", models.IntegerField())]
    rule = models.CheckConstraint(condition=models.Q(size__gte=1), name="room_has_a_size")
    return CreateModel("Room", fields, {"constraints": [rule]})


def tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("example_")]


def do(*operations, state=None) -> tuple[ProjectState, ProjectState, Together]:
    """Do operations together; return the states before and after, and the operation."""
    before = state or ProjectState()
    after, together = before.clone(), Together(list(operations))
    together.state_forwards("example", after)
    with connection.schema_editor() as editor:
        together.database_forwards("example", editor, before, after)
    return before, after, together


def test_a_model_may_come_before_the_one_that_it_points_to():
    do(room(), house())
    with connection.cursor() as cursor:
        rules = connection.introspection.get_constraints(cursor, "example_room")
    points = [rule["foreign_key"] for rule in rules.values() if rule["foreign_key"]]
    assert (points, "room_has_a_size" in rules) == ([("example_house", "id")], True)


def test_a_model_that_was_there_gets_its_field():
    _, there, _ = do(house())
    do(room(), AddField("house", "floors", models.IntegerField(default=1)), state=there)
    with connection.cursor() as cursor:
        found = [column.name for column in connection.introspection.get_table_description(cursor, "example_house")]
    assert found == ["id", "name", "floors"]


def test_models_are_rendered_only_when_somebody_asks():
    state = ProjectState()
    assert len(state.apps.get_models()) == 0
    Together([house(), room()]).state_forwards("example", state)
    assert ("apps" in state.__dict__, len(state.apps.get_models())) == (False, 2)


def test_what_was_done_together_is_taken_back_together():
    before, after, together = do(house(), room())
    there = tables()
    with connection.schema_editor() as editor:
        together.database_backwards("example", editor, after, before)
    assert (there, tables()) == (["example_house", "example_room"], [])


def test_a_migration_with_it_can_be_written_down():
    text, imports = OperationWriter(Together([house()]), indentation=0).serialize()
    assert (text.split("\n")[:3], "import kit.operations" in imports) == (
        ["kit.operations.Together(", "    operations=[", "        migrations.CreateModel("],
        True,
    )


def test_it_says_how_many_there_are():
    assert Together([house(), room()]).describe() == "Do 2 operations together"
