"""Where a database is: an SQLite file or a PostgreSQL server, as DATABASE_URL says it."""

import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import BadAddress

FILES = ("sqlite", "sqlite+aiosqlite")
SERVERS = ("postgresql", "postgres", "postgresql+asyncpg")
EXAMPLES = "it should look like sqlite:///plenary.sqlite3 or postgresql://user:password@host/name."

TLS = ("require", "verify-ca", "verify-full")
NO_TLS = ("disable", "allow", "prefer")
KNOWN = frozenset({"host", "sslmode", "sslrootcert"})
"""What may follow the question mark of a server's address; anything else is refused, since it would be passed over."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a database, judged."""

    url: URL

    @property
    def is_file(self) -> bool:
        """Whether it is an SQLite file; a PostgreSQL server otherwise."""
        return self.url.drivername in FILES

    @property
    def path(self) -> Path:
        """The file. Only where it is one."""
        return Path(self.where)

    @property
    def where(self) -> str:
        """The place in words, without a password: the path, or a name and a host."""
        if self.is_file:
            return str(self.url.database)
        return f"{self.url.database or 'of its user'} at {self.host or 'this machine'}"

    @property
    def host(self) -> str:
        """The server's name; empty or a folder where it is reached by a socket of this machine."""
        within = self.url.query.get("host")
        return self.url.host or (within if isinstance(within, str) else "")

    @property
    def tls(self) -> ssl.SSLContext | bool:
        """How the connection to a server is encrypted; False on this machine, unless asked for."""
        mode = self.url.query.get("sslmode")
        if mode not in TLS and _is_here(self.host):
            return False
        authority = self.url.query.get("sslrootcert")
        context = ssl.create_default_context(cafile=authority if isinstance(authority, str) else None)
        context.check_hostname = mode == "verify-full"
        if mode not in ("verify-ca", "verify-full"):
            # As PostgreSQL's own "require": encrypted, whoever answers. Hosts with certificates of their own need this.
            context.verify_mode = ssl.CERT_NONE
        return context


def parse(url: str) -> Address:
    """Judge the address of a database. Raises BadAddress for what isn't one of ours, without repeating a password."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadAddress(EXAMPLES) from error
    if parsed.drivername in SERVERS:
        return _server(parsed)
    if parsed.drivername not in FILES:
        raise BadAddress(f"{parsed.drivername} isn't supported; {EXAMPLES}")
    # An address of SQLite's own (file:...) may mean memory, which doesn't last.
    if (parsed.database or ":memory:").startswith((":memory:", "file:")):
        raise BadAddress("it needs the path of a file, such as sqlite:///plenary.sqlite3.")
    return Address(parsed)


def file_at(path: Path) -> Address:
    """The address of this SQLite file."""
    return Address(URL.create("sqlite", database=str(path)))


def _server(url: URL) -> Address:
    unknown = sorted(set(url.query) - KNOWN)
    if unknown:
        raise BadAddress(
            f"{unknown[0]} isn't known there; only {', '.join(sorted(KNOWN))} may follow the question mark."
        )
    address = Address(url.set(drivername="postgresql+asyncpg"))
    mode = url.query.get("sslmode")
    if mode is not None and mode not in TLS + NO_TLS:
        raise BadAddress("sslmode should be require, verify-ca or verify-full.")
    if mode in NO_TLS and not _is_here(address.host):
        raise BadAddress("a server on another machine needs encryption: set sslmode=require, or verify-full.")
    return address


def _is_here(host: str) -> bool:
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
