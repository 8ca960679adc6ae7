// Scripts as readers load them mean what was written: the same syntax, token by token.

import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { serving } from "./installed.mjs";

const [server] = serving({
    "book.toml": "[book]\ntitle = \"Lean\"\n[output.html.search]\nenable = false\n",
    "src/SUMMARY.md": "# Summary\n\n- [A](a.md)\n",
    "src/a.md": "---\ntier: gold\n---\n# A\n\n{{#patterns catalog}}\n",
});

const repository = fileURLToPath(new URL("../..", import.meta.url));

const source = (path) => readFileSync(join(repository, path), "utf8");

/** The syntax of a script, without the places of its parts. */
function syntax(text) {
    const bare = (key, value) => (["start", "end", "raw"].includes(key) ? undefined : value instanceof RegExp ? String(value) : value);
    return JSON.parse(JSON.stringify(parse(text, { ecmaVersion: "latest" }), bare)).body;
}

test("scripts of a page are those of the repository", () => {
    const theme = join(server.html, "theme");
    const own = (name) => `theme/${name.replace(/-[0-9a-f]{8}\./, ".")}`;
    const linked = readdirSync(theme).filter((name) => /^patterns.*\.js$/.test(name) && existsSync(join(repository, own(name))));
    const names = linked.map((name) => [join(theme, name), own(name)]);
    // It is loaded from beside the index, and is as whole as they are.
    names.push([join(server.html, "patterns-index/progress.js"), "theme/patterns-progress.js"]);
    assert.ok(names.length >= 5, names.join(" "));
    for (const [file, name] of names) {
        const written = syntax(source(name));
        const read = syntax(readFileSync(file, "utf8"));
        assert.ok(read.length > 1, name);
        assert.deepEqual(read, written, name);
    }
});

test("the engine is its parts", () => {
    const parts = source("src/index/engine.rs").match(/(?<=")[a-z./]+\.js(?=")/g).map((part) => source(`theme/engine/${part}`));
    const wrapped = `"use strict";\nvar PatternsSearch = (() => {\n${parts.join("\n").replaceAll("\"use strict\";\n", "")}return PatternsSearch;\n})();\n`;
    const index = readFileSync(join(server.html, "patterns-index/index.js"), "utf8");
    assert.deepEqual(syntax(index.slice(0, index.indexOf("patternsIndex({"))), syntax(wrapped));
});

for (const name of ["search-box.js", "catalog.js", "preview-box.js"]) {
    test(`${name} can be read`, () => {
        assert.ok(syntax(readFileSync(join(server.html, "patterns-index", name), "utf8")).length > 1);
    });
}
