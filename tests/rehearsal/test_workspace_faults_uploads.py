"""What goes wrong with uploads and response addresses when a tester says so."""

from tests.rehearsal.stage import NOON, stage
from tests.rehearsal.test_workspace_faults import fault, texts


async def test_response_addresses_and_uploads_can_fail_as_well() -> None:
    async with stage() as s:
        await fault(s, "status", method="response_url")
        await fault(s, "status", method="upload", status=502)
        reply = s.workspace.tickets.reply(s.bot.app_id, s.person("ada"), s.channel())
        url = f"{s.address.url}/commands/{s.workspace.team_id}/{reply}"
        async with s.http.post(url, json={"text": "Hello"}) as answer:
            assert answer.status == 500
        promised = await s.client.files_getUploadURLExternal(filename="x.txt", length=1)
        async with s.http.post(str(promised["upload_url"]), data=b"x") as answer:
            assert answer.status == 502
        assert await texts(s) == []


async def test_an_upload_can_be_finished_and_never_be_seen() -> None:
    async with stage() as s:
        await fault(s, "unshared", times=1)
        done = await s.client.files_upload_v2(channel=s.channel(), content=b"x", filename="x.txt")
        info = await s.client.files_info(file=done["files"][0]["id"])
        assert (done["ok"], info["file"]["channels"], await texts(s)) == (True, [], [])
        await s.client.files_upload_v2(channel=s.channel(), content=b"x", filename="y.txt")
        assert [m["files"][0]["name"] for m in await s.seen("ada")] == ["y.txt"]


async def test_an_upload_can_be_shared_late() -> None:
    async with stage(at=NOON) as s:
        await fault(s, "shared_late", seconds=20)
        await s.client.files_upload_v2(
            channel=s.channel(), content=b"x", filename="x.txt", initial_comment="Here"
        )
        await s.advance(19)
        early = await texts(s)
        await s.advance(1)
        late = await s.seen("ada")

    assert early == []
    assert [(m["text"], m["files"][0]["name"]) for m in late] == [("Here", "x.txt")]


async def test_an_upload_can_land_in_the_wrong_place() -> None:
    async with stage() as s:
        await fault(s, "misplaced", to=s.channel("general"))
        done = await s.client.files_upload_v2(channel=s.channel(), content=b"x", filename="x.txt")
        info = await s.client.files_info(file=done["files"][0]["id"])
        assert info["file"]["channels"] == [s.channel("general")]
