"""Writes src/source/dialect/emoji_names.txt: the names of emoji that Material for MkDocs knows and GitHub does not.

Material takes them from the index of `pymdown-extensions`, which is read as it is installed:

    pip install pymdown-extensions
    python xtask/scripts/emoji_names.py

Names of one skin tone follow from the name without it, and are left out.
"""

import re
from pathlib import Path

from pymdownx import twemoji_db

FOLDER = Path(__file__).parents[2] / "src" / "source" / "dialect"
TONES = ["light", "medium_light", "medium", "medium_dark", "dark"]


def characters(code: str) -> str:
    return "".join(chr(int(part, 16)) for part in code.split("-"))


def index() -> dict[str, str]:
    """All names of Material's with their emoji."""
    names = {
        name.strip(":"): characters(emoji.get("unicode_alt") or emoji["unicode"])
        for name, emoji in twemoji_db.emoji.items()
    }
    for alias, name in twemoji_db.aliases.items():
        names[alias.strip(":")] = names[name.strip(":")]
    return names


def toned(name: str, names: dict[str, str]) -> str | None:
    """The emoji of a name with one skin tone, as the dialect makes it."""
    found = re.fullmatch(r"(.+?)_(?:tone([1-5])|(medium_light|medium_dark|light|medium|dark)_skin_tone)", name)
    if not found or found[1] not in names:
        return None
    tone = int(found[2]) - 1 if found[2] else TONES.index(found[3])
    emoji = names[found[1]]
    rest = emoji[1:].removeprefix("\ufe0f")
    return emoji[0] + chr(0x1F3FB + tone) + rest


def main() -> None:
    github = dict(line.split(" ", 1) for line in (FOLDER / "shortcodes.txt").read_text().splitlines() if line)
    names = index()
    plain = lambda emoji: emoji and emoji.replace("\ufe0f", "")
    all_names = github | names
    is_new = lambda name, emoji: plain(github.get(name)) != plain(emoji)
    lines = [
        f"{name} {emoji}\n"
        for name, emoji in sorted(names.items())
        if is_new(name, emoji) and plain(toned(name, all_names)) != plain(emoji)
    ]
    (FOLDER / "emoji_names.txt").write_text("\n" + "".join(lines))


main()
