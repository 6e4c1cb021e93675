from base64 import b64encode

from tests.rehearsal.stage import refusal, stage


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
        async with s.http.get(message["files"][0]["url_private"]) as answer:
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
