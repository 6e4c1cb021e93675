"""Files and names in the workspace of `slack_api`: what was handed to whom, and what people give back in forms."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.slack_lookups import Body


@dataclass
class FakeFile:
    """One file: its bytes once they came, and the places where it is shown."""

    id: str
    name: str
    user: str
    content: bytes = b""
    places: list[str] = field(default_factory=list)


class Files:
    """The methods about files and people's names."""

    numbers: Iterator[int]
    people: set[str]
    files: dict[str, FakeFile]

    def gives(self, name: str, content: bytes, user: str) -> str:
        """Somebody puts a file into a form."""
        made = FakeFile(f"F{next(self.numbers)}", name, user, content)
        self.files[made.id] = made
        return made.id

    def handed(self, place: str) -> list[FakeFile]:
        """Files that were put into a place, oldest first."""
        return [one for one in self.files.values() if place in one.places]

    def takes_bytes(self, url: str, content: bytes) -> None:
        """The bytes of a file arrive at the address that was given for it."""
        self.files[url.rpartition("/")[2]].content = content

    def _files_getUploadURLExternal(self, arguments: Body) -> Body:  # noqa: N802 - Slack's own spelling
        assert int(arguments["length"]) > 0
        made = self.gives(arguments["filename"], b"", "UBOT")
        return {"file_id": made, "upload_url": f"https://files.slack.test/upload/{made}"}

    def _files_completeUploadExternal(self, arguments: Body) -> Body:  # noqa: N802 - Slack's own spelling
        for entry in json.loads(arguments["files"]):
            self.files[entry["id"]].places.append(arguments["channel_id"])
        return {}

    def _files_info(self, arguments: Body) -> Body:
        one = self.files[arguments["file"]]
        kinds = {"ims": "D", "channels": "C", "groups": "G"}
        listed = {
            kind: [place for place in one.places if place[0] == letter] for kind, letter in kinds.items()
        }
        url = f"https://files.slack.test/files/{one.id}"
        known = {"id": one.id, "name": one.name, "size": len(one.content), "url_private_download": url}
        return {"file": {**known, **listed}}

    def _files_delete(self, arguments: Body) -> Body:
        del self.files[arguments["file"]]
        return {}

    def _users_info(self, arguments: Body) -> Body:
        return {"user": _user(arguments["user"])}

    def _users_list(self, arguments: Body) -> Body:
        return {"members": [_user(person) for person in sorted(self.people)]}


def _user(person: str) -> Body:
    return {"id": person, "profile": {"real_name": f"Name of {person}"}}
