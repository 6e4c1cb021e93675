"""What came in, in tests that have no way in."""


class AllSettled:
    """Nothing has come in that still has to take effect."""

    async def settled(self) -> None:
        return
