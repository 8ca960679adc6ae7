"""The language server, driven by the client of pygls, which refuses every answer that the protocol does not have.

    python tests/lsp_client.py PROGRAM

It needs pygls. The last line says how many tests passed, as cargo's does.
"""

import asyncio
import sys
import tempfile
import unittest
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient

SECONDS = 60
FILES = {
    "book.toml": '[book]\ntitle = "Records"\n\n[preprocessor.patterns.check]\nallow = ["P0602", "P1104"]\n\n[preprocessor.patterns.taxonomy.area]\nterms = ["build", "release"]\n',
    "src/SUMMARY.md": "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n",
    "src/one.md": "---\ntitle: One\nid: one\ntype: adr\narea: build\nrelated: [two]\n---\n# One\n\nSee [Two](two.md#why).\n",
    "src/two.md": "---\ntitle: Two\nid: two\ntype: adr\narea: release\n---\n# Two\n\nIt says what.\n\n## Why\n\nBecause.\n",
}


class Client(BaseLanguageClient):
    """Remembers what the server says of each file, and what neither side could read."""

    def __init__(self):
        super().__init__("tests", "1")
        self.said, self.unreadable = {}, []
        self.came = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: types.PublishDiagnosticsParams):
            self.said[params.uri] = params.diagnostics
            self.came.set()

    def report_server_error(self, error, source):
        self.unreadable.append(f"{source}: {error!r}")


class LanguageServer(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        for name, text in FILES.items():
            (self.root / name).parent.mkdir(exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")
        self.client = Client()
        await self.client.start_io(PROGRAM, "lsp")
        await self.ask(
            self.client.initialize_async(
                types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=self.root.as_uri())
            )
        )
        self.client.initialized(types.InitializedParams())

    async def asyncTearDown(self):
        await self.ask(self.client.shutdown_async(None))
        self.client.exit(None)
        await self.ask(self.client.stop())
        self.assertEqual(self.client.unreadable, [])

    async def ask(self, answer):
        return await asyncio.wait_for(answer, SECONDS)

    def uri(self, name):
        return (self.root / name).as_uri()

    def document(self, name):
        return types.TextDocumentIdentifier(uri=self.uri(name))

    def open(self, name, text=None):
        text = FILES[name] if text is None else text
        item = types.TextDocumentItem(uri=self.uri(name), language_id="markdown", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return text

    def at(self, name, words, text=None, offset=0):
        """Where words begin in a file, and so many signs after it."""
        text = FILES[name] if text is None else text
        before = text[: text.index(words) + offset]
        place = types.Position(line=before.count("\n"), character=len(before.rsplit("\n", 1)[-1]))
        return {"text_document": self.document(name), "position": place}

    async def problems(self, name):
        """What the server says of a file, once it says something."""
        uri = self.uri(name)

        async def until():
            while not self.client.said.get(uri):
                self.client.came.clear()
                await self.client.came.wait()
            return self.client.said[uri]

        return await self.ask(until())

    async def test_a_problem_comes_with_its_fix(self):
        text = self.open("src/one.md", FILES["src/one.md"].replace("area: build", "area: biuld"))
        said = await self.problems("src/one.md")

        self.assertEqual([problem.code for problem in said], ["P0204"])
        params = types.CodeActionParams(
            text_document=self.document("src/one.md"),
            range=types.Range(types.Position(0, 0), types.Position(text.count("\n"), 0)),
            context=types.CodeActionContext(diagnostics=said),
        )
        actions = await self.ask(self.client.text_document_code_action_async(params))
        self.assertTrue(any(action.edit for action in actions), actions)

    async def test_unsaved_text_counts(self):
        text = self.open("src/one.md")
        changed = types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=self.uri("src/one.md"), version=2),
            content_changes=[types.TextDocumentContentChangeWholeDocument(text=text.replace("[two]", "[tow]"))],
        )
        self.client.text_document_did_change(changed)
        said = await self.problems("src/one.md")
        self.assertIn("tow", said[0].message)

    async def test_completion(self):
        text = self.open("src/one.md", FILES["src/one.md"].replace("area: build\n", "area: \nsumm\n"))
        key = types.CompletionParams(**self.at("src/one.md", "summ\n", text, 4))
        answer = await self.ask(self.client.text_document_completion_async(key))
        items = answer.items if isinstance(answer, types.CompletionList) else answer
        self.assertTrue(any(item.label.startswith("description") for item in items), items)
        value = types.CompletionParams(**self.at("src/one.md", "area: ", text, 6))
        answer = await self.ask(self.client.text_document_completion_async(value))
        items = answer.items if isinstance(answer, types.CompletionList) else answer
        self.assertTrue({"build", "release"} <= {item.label for item in items}, items)

    async def test_hover_definition_and_references(self):
        self.open("src/one.md")
        self.open("src/two.md")
        link = self.at("src/one.md", "two.md#why", offset=2)
        hover = await self.ask(self.client.text_document_hover_async(types.HoverParams(**link)))
        self.assertIn("Two", hover.contents.value)
        found = await self.ask(self.client.text_document_definition_async(types.DefinitionParams(**link)))
        self.assertEqual(found.uri, self.uri("src/two.md"))
        self.assertEqual(found.range.start.line, FILES["src/two.md"].split("\n").index("## Why"))
        who = types.ReferenceParams(
            context=types.ReferenceContext(include_declaration=False), **self.at("src/two.md", "id: two", offset=4)
        )
        found = await self.ask(self.client.text_document_references_async(who))
        places = sorted((place.uri, place.range.start.line) for place in found)
        self.assertEqual(places, [(self.uri("src/SUMMARY.md"), 3), (self.uri("src/one.md"), 5), (self.uri("src/one.md"), 9)])

    async def test_symbols_and_hints(self):
        self.open("src/two.md")
        symbols = await self.ask(
            self.client.text_document_document_symbol_async(
                types.DocumentSymbolParams(text_document=self.document("src/two.md"))
            )
        )
        self.assertTrue(symbols)
        found = await self.ask(self.client.workspace_symbol_async(types.WorkspaceSymbolParams(query="Two")))
        self.assertTrue(any(symbol.name == "Two" for symbol in found), found)
        whole = types.Range(types.Position(0, 0), types.Position(30, 0))
        asked = types.InlayHintParams(text_document=self.document("src/two.md"), range=whole)
        hints = await self.ask(self.client.text_document_inlay_hint_async(asked))
        self.assertTrue(any("min" in hint.label for hint in hints), hints)

    async def test_rename(self):
        self.open("src/two.md")
        where = self.at("src/two.md", "id: two", offset=4)
        edit = await self.ask(self.client.text_document_rename_async(types.RenameParams(new_name="second", **where)))
        new = {uri: [change.new_text for change in changes] for uri, changes in edit.changes.items()}
        self.assertEqual(new, {self.uri("src/one.md"): ["second"], self.uri("src/two.md"): ["second"]})


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"test result: {'FAILED' if failed else 'ok'}. {result.testsRun - failed} passed; {failed} failed;")
    sys.exit(bool(failed))
