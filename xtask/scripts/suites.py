"""Counts, by extension, how many cases of the suites of pymdown-extensions and of Python-Markdown a migrated book shows as
they want it.

    git clone https://github.com/facelessuser/pymdown-extensions
    python xtask/scripts/suites.py target/debug/mdbook-patterns pymdown-extensions
    git clone https://github.com/Python-Markdown/markdown
    python xtask/scripts/suites.py target/debug/mdbook-patterns markdown

Each case becomes a site of one page, with the HTML that the suite wants as the site that MkDocs built. `migrate --built`
compares the two: a case without a fault is the same. Nothing of the suite is copied. Needs PyYAML, and for the tests that the
suites write in Python, Markdown and pymdown-extensions themselves. `-v` names each case that differs, `-v NAME` those of one
extension only.
"""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

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


def of_files(suite: pathlib.Path):
    """Cases that are a file with Markdown and one with HTML: extension, name, text, HTML, what is turned on."""
    for case in sorted(suite.rglob("*.txt")):
        wanted = case.with_suffix(".html")
        if wanted.is_file():
            config = extensions(case.parent)
            listed = options(config.get("DEFAULT")) | options(config.get(case.stem))
            yield str(case.parent.relative_to(suite)), case.stem, case.read_text(), wanted.read_text(), listed


def run(root: pathlib.Path, below: str) -> None:
    """Runs the tests in a folder of a suite."""
    tests = unittest.defaultTestLoader.discover(str(root / below), top_level_dir=str(root))
    with open(os.devnull, "w") as nowhere:
        unittest.TextTestRunner(stream=nowhere).run(tests)


def is_written(value: object) -> bool:
    """Whether `mkdocs.yml` can say it: no function, no class."""
    match value:
        case dict():
            return all(isinstance(key, str) and is_written(own) for key, own in value.items())
        case list() | tuple():
            return all(map(is_written, value))
        case _:
            return value is None or isinstance(value, str | int | float | bool)


def heard(found: list, case: unittest.TestCase, source: str, expected: str, names: object, own: object) -> None:
    """Adds a case that a test renders, if `mkdocs.yml` can say what it turns on."""
    names, own = names or [], own or {}
    if all(isinstance(name, str) for name in names) and is_written(own):
        group = type(case).__module__.removeprefix("tests.").removeprefix("test_syntax.")
        listed = {name: own.get(name) or {} for name in names}
        found.append((group, case.id().rsplit(".", 1)[1], source, expected, listed))


def of_python_markdown(root: pathlib.Path) -> list:
    """The cases that Python-Markdown's own tests render, those of files included, heard by running them."""
    sys.path.insert(0, str(root))
    from markdown import test_tools

    found: list = []
    last: dict = {}

    def hear(self, source, expected, expected_attrs=None, **kwargs):
        names = kwargs.get("extensions", getattr(self, "default_kwargs", {}).get("extensions", []))
        heard(found, self, source, expected, names, kwargs.get("extension_configs"))

    def render(text, **kwargs):
        last.update(text=text, kwargs=kwargs)
        return ""

    def compare(self, output, expected, *_):
        kwargs = last["kwargs"]
        heard(found, self, last["text"], expected, kwargs.get("extensions"), kwargs.get("extension_configs"))

    test_tools.TestCase.assertMarkdownRenders = hear
    test_tools.markdown = render
    test_tools.LegacyTestCase.assertMultiLineEqual = compare
    run(root, "tests")
    return found


def of_pymdown(root: pathlib.Path) -> list:
    """The same of pymdown-extensions."""
    sys.path.insert(0, str(root))
    from tests import util

    found: list = []

    def hear(self, text, expected, dedent=False):
        if dedent:
            text, expected = self.dedent(text), self.dedent(expected, True)
        heard(found, self, text, expected, self.extension, self.extension_configs)

    util.MdCase.check_markdown = hear
    run(root, "tests/test_extensions")
    return [*of_files(root / "tests" / "extensions"), *found]


def main() -> None:
    program, suite = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    named = sys.argv[sys.argv.index("-v") + 1 :] if "-v" in sys.argv else None
    counts: dict[str, collections.Counter] = {}
    is_of_pymdown = (suite / "pymdownx").is_dir()
    for extension, name, text, html, listed in of_pymdown(suite) if is_of_pymdown else of_python_markdown(suite):
        if named and extension not in named:
            continue
        number = faults(program, text, html, listed)
        word = "none" if number is None else "same" if number == 0 else "different"
        counts.setdefault(extension, collections.Counter())[word] += 1
        if word != "same" and named is not None:
            print(f"{extension}/{name}: {number}")
    print("| extension | same | different |\n|---|--:|--:|")
    for extension, count in sorted(counts.items()):
        print(f"| `{extension}` | {count['same']} | {count['different'] + count['none']} |")


main()
