"""Counts, by extension, how many cases of the suites of pymdown-extensions and of Python-Markdown a migrated book shows as
they want it.

    git clone https://github.com/facelessuser/pymdown-extensions
    python xtask/scripts/suites.py target/debug/mdbook-patterns pymdown-extensions/tests/extensions
    git clone https://github.com/Python-Markdown/markdown
    python xtask/scripts/suites.py target/debug/mdbook-patterns markdown

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


def of_files(suite: pathlib.Path):
    """Cases that are a file with Markdown and one with HTML: extension, name, text, HTML, what is turned on."""
    for case in sorted(suite.rglob("*.txt")):
        wanted = case.with_suffix(".html")
        if wanted.is_file():
            config = extensions(case.parent)
            listed = options(config.get("DEFAULT")) | options(config.get(case.stem))
            yield str(case.parent.relative_to(suite)), case.stem, case.read_text(), wanted.read_text(), listed


def of_tests(root: pathlib.Path):
    """The cases that Python-Markdown's own tests render, heard by running them."""
    sys.path.insert(0, str(root))
    import unittest

    from markdown import test_tools

    found = []

    def hear(self, source, expected, expected_attrs=None, **kwargs):
        names = kwargs.get("extensions", getattr(self, "default_kwargs", {}).get("extensions", []))
        own = kwargs.get("extension_configs") or {}
        if all(isinstance(name, str) for name in names):
            group = type(self).__module__.removeprefix("tests.test_syntax.")
            listed = {name: own.get(name) or {} for name in names}
            found.append((group, self.id().rsplit(".", 1)[1], source, expected, listed))

    test_tools.TestCase.assertMarkdownRenders = hear
    tests = unittest.defaultTestLoader.discover(str(root / "tests" / "test_syntax"), top_level_dir=str(root))
    unittest.TextTestRunner(stream=open("/dev/null", "w")).run(tests)
    return found


def main() -> None:
    program, suite = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    counts: dict[str, collections.Counter] = {}
    cases = of_tests(suite) if (suite / "tests" / "test_syntax").is_dir() else of_files(suite)
    for extension, name, text, html, listed in cases:
        number = faults(program, text, html, listed)
        word = "none" if number is None else "same" if number == 0 else "different"
        counts.setdefault(extension, collections.Counter())[word] += 1
        if word != "same" and "-v" in sys.argv:
            print(f"{extension}/{name}: {number}")
    print("| extension | same | different |\n|---|--:|--:|")
    for extension, count in counts.items():
        print(f"| `{extension}` | {count['same']} | {count['different'] + count['none']} |")


main()
