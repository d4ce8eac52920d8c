"""Two people who wrote the same at the same time."""

from offers.content import Content


class ConflictError(Exception):
    """Somebody else changed the same fields meanwhile: `current` is what stands there now, nothing was saved."""

    def __init__(self, current: Content, merged: Content, conflicts: list[str]) -> None:
        super().__init__(", ".join(conflicts))
        self.current, self.merged, self.conflicts = current, merged, conflicts
