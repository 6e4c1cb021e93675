from base64 import b64encode

import pytest

from tests.rehearsal.stage import Json, Stage, refusal, stage


async def test_a_file_goes_up_in_three_steps_and_stands_in_the_channel() -> None:
    async with stage() as s:
        done = await s.client.files_upload_v2(
            channel=s.channel(),
            content=b"%PDF",
            filename="report.pdf",
            title="Report",
            initial_comment="Here",
        )
        message = (await s.seen("ada"))[-1]
        token = {"Authorization": f"Bearer {s.bot.bot_token}"}
        async with s.http.get(message["files"][0]["url_private"], headers=token) as answer:
            content = await answer.read()

    assert done["files"][0]["id"] == message["files"][0]["id"]
    assert (message["text"], message["files"][0]["title"]) == ("Here", "Report")
    assert (content, answer.content_type) == (b"%PDF", "application/pdf")


async def test_a_file_is_shared_only_where_the_bot_is() -> None:
    async with stage() as s:
        await s.client.conversations_leave(channel=s.channel())
        upload = s.client.files_upload_v2(channel=s.channel(), content=b"x", filename="x.txt")
        assert await refusal(upload) == "not_in_channel"


async def test_a_file_that_was_never_uploaded_can_not_be_finished() -> None:
    async with stage() as s:
        promised = await s.client.files_getUploadURLExternal(filename="x.txt", length=1)
        finish = s.client.files_completeUploadExternal(files=[{"id": promised["file_id"]}])
        assert await refusal(finish) == "file_not_found"


async def test_a_person_shares_a_picture_with_its_description() -> None:
    async with stage() as s:
        picture = b64encode(b"\x89PNG").decode()
        shared = await s.act(
            "ada", "upload", channel=s.channel(), filename="a.png", base64=picture, alt_text="A chart"
        )
        message = (await s.seen("grace"))[-1]
        info = (await s.client.files_info(file=message["files"][0]["id"]))["file"]

    assert (message["ts"], message["files"][0]["alt_txt"]) == (shared["ts"], "A chart")
    assert (info["mimetype"], info["channels"]) == ("image/png", [s.channel()])


async def uploaded(s: Stage, name: str = "a.png", text: str = "") -> Json:
    """Share a file of ada's and return it as the bot sees it."""
    content = b64encode(b"\x89PNG").decode()
    answer = await s.act("ada", "upload", channel=s.channel(), filename=name, base64=content, text=text)
    message = next(m for m in await s.seen("ada") if m["ts"] == answer["ts"])
    file: Json = message["files"][0]
    return file


async def test_a_file_without_a_token_is_a_page_to_sign_in() -> None:
    async with stage() as s:
        file = await uploaded(s)
        async with s.http.get(file["url_private"]) as answer:
            text = await answer.text()
        async with s.http.get(file["url_private"], headers={"Sec-Fetch-Site": "same-origin"}) as page:
            content = await page.read()

    assert (answer.status, answer.content_type) == (200, "text/html")
    assert "Sign in" in text
    assert content == b"\x89PNG"


async def test_files_are_listed_by_what_they_are_and_whose() -> None:
    async with stage() as s:
        await uploaded(s, "one.png")
        await uploaded(s, "two.pdf")
        await s.client.files_upload_v2(channel=s.channel(), content=b"x", filename="three.txt")
        every = (await s.client.files_list())["files"]
        pages = await s.client.files_list(count=2, page=2)
        pdfs = (await s.client.files_list(types="pdfs", user=s.person("ada")))["files"]

        assert [file["name"] for file in every] == ["three.txt", "two.pdf", "one.png"]
        assert [file["name"] for file in pages["files"]] == ["one.png"]
        assert pages["paging"] == {"count": 2, "total": 3, "page": 2, "pages": 2}
        assert [file["name"] for file in pdfs] == ["two.pdf"]
        assert await refusal(s.client.files_list(types="films")) == "unknown_type"


async def test_a_bot_deletes_its_own_files_once_and_a_mark_stays() -> None:
    async with stage() as s:
        theirs = await uploaded(s)
        done = await s.client.files_upload_v2(channel=s.channel(), content=b"x", filename="x.txt")
        mine = done["files"][0]["id"]
        await s.client.files_delete(file=mine)

        assert [m["files"][0]["mode"] for m in await s.seen("grace")] == ["hosted", "tombstone"]
        assert await refusal(s.client.files_delete(file=theirs["id"])) == "cant_delete_file"
        assert await refusal(s.client.files_info(file=mine)) == "file_deleted"


async def test_a_file_knows_where_it_was_shown() -> None:
    async with stage() as s:
        file = await uploaded(s)
        info = (await s.client.files_info(file=file["id"]))["file"]

    place = info["shares"]["public"][s.channel()][0]
    assert (place["channel_name"], info["groups"], info["ims"]) == ("plenary", [], [])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"length": 0}, "missing_argument"),
        ({"length": 2_000_000_000}, "file_upload_size_restricted"),
        ({"alt_txt": "a" * 1001}, "alt_txt_too_large"),
        ({"snippet_type": "runes"}, "unknown_snippet_type"),
        ({"snippet_type": "python", "length": 1_000_001}, "snippet_too_large"),
    ],
)
async def test_an_upload_that_slack_refuses_is_refused_at_once(wrong: Json, error: str) -> None:
    async with stage() as s:
        params = {"filename": "x.txt", "length": 1, **wrong}
        assert await refusal(s.client.api_call("files.getUploadURLExternal", params=params)) == error


async def test_nothing_is_finished_where_the_place_is_wrong() -> None:
    async with stage() as s:
        promised = await s.client.files_getUploadURLExternal(filename="x.txt", length=1)
        async with s.http.post(promised["upload_url"], data=b"x") as sent:
            assert await sent.text() == "OK - 1"
        files = [{"id": promised["file_id"]}]
        nowhere = s.client.files_completeUploadExternal(files=files, channel_id="C404")
        assert await refusal(nowhere) == "channel_not_found"
        nothing = s.client.files_completeUploadExternal(files=files, channel_id="plenary")
        assert await refusal(nothing) == "invalid_channel"
        finished = await s.client.files_completeUploadExternal(files=files, channel_id=s.channel())

    assert finished["files"][0]["id"] == promised["file_id"]
