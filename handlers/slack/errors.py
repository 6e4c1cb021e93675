"""What can keep us from Slack altogether."""


class CannotConnect(Exception):
    """Slack can't be reached, or refuses our tokens. `sentence` is for whoever runs the program."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class OutOfReach(CannotConnect):
    """Slack can't be reached for now. Starting again later may be all that it takes."""
