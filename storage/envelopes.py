"""Envelopes: what is kept so that only the holder of a key can read it or tell whose it is.

A key has 256 bits. Names become HMAC-SHA256; texts are covered with a stream from SHAKE-256 over key and nonce, and bear an HMAC.
Without the key, to which nothing that is kept leads back, both are noise (docs/decisions/0012).
"""

import base64
import hashlib
import hmac
import secrets

KEY_BYTES, NONCE_BYTES, TAG_BYTES, LENGTH_BYTES = 32, 16, 16, 4


def new_key() -> bytes:
    """A key from the operating system's source of chance."""
    return secrets.token_bytes(KEY_BYTES)


def pseudonym(key: bytes, name: str) -> str:
    """What stands for a name: the same for the same name and key, and for nobody else to undo."""
    return f"sealed:{hmac.new(_part(key, b'names'), name.encode(), hashlib.sha256).hexdigest()}"


class Envelopes:
    """Puts texts into envelopes and takes them out, with one key: what follows from the key alone is worked out once for all of them."""

    def __init__(self, key: bytes) -> None:
        self._stream, self._tags = hashlib.shake_256(_part(key, b"texts")), _part(key, b"tags")

    def wrap(self, text: str, step: int) -> str:
        """The text in an envelope. All texts up to `step` bytes make envelopes of one length, longer ones of a multiple of it."""
        said = text.encode("utf-8", "surrogatepass")
        whole = len(said).to_bytes(LENGTH_BYTES) + said
        whole += bytes(-len(whole) % step)
        nonce = secrets.token_bytes(NONCE_BYTES)
        covered = self._covered(nonce, whole)
        return base64.b64encode(nonce + self._tag(nonce + covered) + covered).decode()

    def unwrap(self, wrapped: str) -> str | None:
        """What was wrapped with this key; None for anything else."""
        try:
            raw = base64.b64decode(wrapped, validate=True)
        except ValueError:
            return None
        nonce, tag, covered = raw[:NONCE_BYTES], raw[NONCE_BYTES:][:TAG_BYTES], raw[NONCE_BYTES + TAG_BYTES :]
        if not hmac.compare_digest(tag, self._tag(nonce + covered)):
            return None
        whole = self._covered(nonce, covered)
        length = int.from_bytes(whole[:LENGTH_BYTES])
        return whole[LENGTH_BYTES:][:length].decode("utf-8", "surrogatepass")

    def _covered(self, nonce: bytes, text: bytes) -> bytes:
        own = self._stream.copy()
        own.update(nonce)
        return (int.from_bytes(text) ^ int.from_bytes(own.digest(len(text)))).to_bytes(len(text))

    def _tag(self, covered: bytes) -> bytes:
        return hmac.digest(self._tags, covered, "sha256")[:TAG_BYTES]


def wrap(key: bytes, text: str, step: int) -> str:
    """One text in an envelope of its own (`Envelopes.wrap`)."""
    return Envelopes(key).wrap(text, step)


def unwrap(key: bytes, wrapped: str) -> str | None:
    """What was wrapped with this key; None for anything else."""
    return Envelopes(key).unwrap(wrapped)


def _part(key: bytes, use: bytes) -> bytes:
    """A key for one use, so that no use tells anything of another."""
    return hmac.digest(key, use, "sha256")
