"""Counts, by extension, how many cases of the suite of pymdown-extensions a migrated book shows as the suite wants it.

    git clone https://github.com/facelessuser/pymdown-extensions
    python xtask/scripts/suites.py target/debug/mdbook-patterns pymdown-extensions/tests/extensions

Each case becomes a site of one page, with the HTML that the suite wants as the site that MkDocs built. `migrate --built`
compares the two: a case without a fault is the same. Nothing of the suite is copied. Needs PyYAML.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml


def extensions(folder: pathlib.Path) -> dict:
    """What the cases of a folder turn on, by the name of the case; `DEFAULT` is for all."""
    config = folder / "tests.yml"

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    return yaml.load(config.read_text(), Loader) if config.is_file() else {}


def options(table: object) -> dict:
    """The extensions of a case, and what each is told; a tag of Python has no value."""
    listed = (table or {}).get("extensions") or {}
    return {name: {key: value for key, value in (own or {}).items() if value is not None} for name, own in listed.items()}


def faults(program: str, text: str, html: str, listed: dict) -> int | None:
    """How many faults the program finds; `None` where it makes no book."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "site" / "docs").mkdir(parents=True)
        (root / "built").mkdir()
        yml = {"site_name": "S", "markdown_extensions": [{name: own} if own else name for name, own in listed.items()]}
        (root / "site" / "mkdocs.yml").write_text(yaml.safe_dump(yml))
        # A page without a title would get one.
        (root / "site" / "docs" / "index.md").write_text(f"# Case\n\n{text}")
        (root / "built" / "index.html").write_text(f"<article><h1>Case</h1>{html}</article>")
        command = [program, "migrate", "mkdocs", root / "site", "--out", root / "book", "--built", root / "built"]
        said = subprocess.run(command, capture_output=True, text=True).stdout
        found = re.search(r"compared with what MkDocs shows: (\d+) fault", said)
        return int(found[1]) if found else None


def main() -> None:
    program, suite = sys.argv[1], pathlib.Path(sys.argv[2])
    counts: dict[str, collections.Counter] = {}
    for case in sorted(suite.rglob("*.txt")):
        wanted = case.with_suffix(".html")
        if not wanted.is_file():
            continue
        config = extensions(case.parent)
        listed = options(config.get("DEFAULT")) | options(config.get(case.stem))
        number = faults(program, case.read_text(), wanted.read_text(), listed)
        word = "none" if number is None else "same" if number == 0 else "different"
        extension = str(case.parent.relative_to(suite))
        counts.setdefault(extension, collections.Counter())[word] += 1
        if word != "same" and "-v" in sys.argv:
            print(f"{case.relative_to(suite)}: {number}")
    print("| extension | same | different |\n|---|--:|--:|")
    for extension, count in counts.items():
        print(f"| `{extension}` | {count['same']} | {count['different'] + count['none']} |")


main()
