"""What an exception says of itself, where it is reported and not raised."""


def words_of(error: BaseException) -> str:
    """Return the exception's kind and its message."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
