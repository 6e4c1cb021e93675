"""Slack out of reach for a while: nobody answers, its name or its certificate is wrong. Then it is back; at last our token is revoked."""

import asyncio
import ssl
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from soak.bursts import Burst, Crowd, Press, crowd, misjudged
from soak.endurance import held_by
from soak.evening import Record
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.line import HERE, Line
from soak.lives import Life, program
from soak.town import until

PEOPLE, EVERY_SECONDS = 3_000, 0.25
BACK_SECONDS, GROWTH_MOST = 35.0, 10.0
TROUBLES = ("refused", "another name", "unknown")
REVOKED = 78


@dataclass(slots=True)
class Outcome:
    """What the outages came to: seconds until somebody was heard again, and until a call succeeded; what is wrong."""

    heard: list[float] = field(default_factory=list)
    called: list[float] = field(default_factory=list)
    growth: float = 0.0
    code: int = 0
    presses: list[Press] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def run(options: Options) -> list[Figure]:
    """Each trouble for a third of `--minutes`."""
    with folder() as place:
        return asyncio.run(_run(place, 60 * options.minutes / len(TROUBLES)))


async def _run(place: Path, seconds: float) -> list[Figure]:
    secured = await asyncio.to_thread(_certificates, place)
    async with crowd(PEOPLE, place, rooms=1) as there:
        seen = await _evening(there, secured, place / "trusted.pem", seconds)
    for problem in seen.wrong[:20]:
        print(f"  {problem}", flush=True)
    return [
        at_least(f"outages of {seconds:.0f} s", len(seen.heard), len(TROUBLES)),
        at_most("  the slowest to hear people again after", max(seen.heard), BACK_SECONDS, " s"),
        at_most("  the slowest to be heard by Slack again after", max(seen.called), BACK_SECONDS, " s"),
        at_most("  memory meanwhile, more than before", seen.growth, GROWTH_MOST, " MB"),
        at_most("  lost, doubled or wrong; tracebacks", len(seen.wrong), 0),
        at_most("token revoked: exit code beside 78", abs(seen.code - REVOKED), 0),
    ]


async def _evening(
    there: Crowd, secured: Mapping[str, ssl.SSLContext], trusted: Path, seconds: float
) -> Outcome:
    seen, workspace = Outcome(), there.town.workspace
    record = await there.template.begin(there.town, there.folder)
    direct = workspace.address
    way = Line(int(direct.rpartition(":")[2]))
    await way.up(secured["good"])
    workspace.address = f"https://{HERE}:{way.port}"
    town = replace(there.town, api_url=f"{workspace.address}/api/")
    settings = {**town.settings(record.url), "SSL_CERT_FILE": str(trusted)}
    try:
        async with program(there.folder, settings) as life:
            await until(lambda: town.connected or life.ended.done())
            waiting = there.presses()
            await _heard_again(there, life, waiting, seen)
            for trouble in TROUBLES:
                await _outage(there, way, secured, trouble, seconds, (life, waiting, seen))
            await there.settled(record, life)
            seen.wrong += misjudged(record, seen.presses)
            seen.code = await _revoked(there, life, waiting)
            seen.wrong += _told_in_log(life, there, record)
    finally:
        await way.down()
        workspace.address = direct
    return seen


async def _outage(
    there: Crowd,
    way: Line,
    secured: Mapping[str, ssl.SSLContext],
    trouble: str,
    seconds: float,
    rest: tuple[Life, list[Press], Outcome],
) -> None:
    """One outage, and how long it takes to be back."""
    life, waiting, seen = rest
    before = held_by(life)
    await way.down()
    if trouble in secured:
        await way.up(secured[trouble])
    await asyncio.sleep(seconds)
    after = held_by(life)
    if before and after:
        seen.growth = max(seen.growth, after.megabytes - before.megabytes)
    await way.down()
    await way.up(secured["good"])
    began = monotonic()
    there.town.workspace.calls.clear()
    await _heard_again(there, life, waiting, seen)
    seen.heard.append(monotonic() - began)
    await until(lambda: _called(there) or life.ended.done())
    seen.called.append(monotonic() - began)


def _called(there: Crowd) -> bool:
    return any(call["method"] != "apps.connections.open" and call["status"] for call in there.town.calls())


async def _heard_again(there: Crowd, life: Life, waiting: list[Press], seen: Outcome) -> None:
    presses: list[Press] = []
    under_way = []
    while not life.ended.done() and not any(one.acknowledged for one in presses):
        presses.append(waiting.pop())
        under_way.append(asyncio.create_task(Burst(there, presses[-1:]).run()))
        await asyncio.sleep(EVERY_SECONDS)
    await asyncio.gather(*under_way)
    seen.presses += presses


async def _revoked(there: Crowd, life: Life, waiting: list[Press]) -> int:
    """Slack takes our token no more: with what code it ends."""
    there.town.fails("error", error="token_revoked")
    await Burst(there, [waiting.pop()]).run()
    async with asyncio.timeout(BACK_SECONDS):
        return await life.ended


def _told_in_log(life: Life, there: Crowd, record: Record) -> list[str]:
    wrong = ["a traceback"] if life.is_unwell else []
    wrong += ["a token in the log"] if there.town.app.bot_token in life.said else []
    wrong += [] if "Install it again" in life.said else ["it did not say why it ended"]
    return [*wrong, *([] if record.is_whole else ["the database is not whole"])]


def _certificates(place: Path) -> Mapping[str, ssl.SSLContext]:
    """Certificates by the trouble that they make, for a program that trusts all but the unknown one."""
    made = {
        "good": _certificate(place / "good", f"IP:{HERE}"),
        "another name": _certificate(place / "another", "DNS:elsewhere.example"),
        "unknown": _certificate(place / "unknown", f"IP:{HERE}"),
    }
    chain = "".join((place / name / "cert.pem").read_text() for name in ("good", "another"))
    (place / "trusted.pem").write_text(chain)
    return made


def _certificate(place: Path, name: str) -> ssl.SSLContext:
    place.mkdir()
    key, certificate = place / "key.pem", place / "cert.pem"
    new = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=slack")
    files = ("-keyout", str(key), "-out", str(certificate))
    subprocess.run(  # noqa: S603 - words of our own
        [*new, *files, "-days", "1", "-addext", f"subjectAltName={name}"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
