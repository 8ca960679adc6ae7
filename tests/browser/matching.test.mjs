// What words match and how texts sort: the table of examples that Rust runs too.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";

for (const name of ["matching", "natural"]) {
    const file = new URL(`../../theme/text/${name}.js`, import.meta.url);
    vm.runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
}
const [M, N] = ["PatternsMatching", "PatternsNatural"].map((name) => vm.runInThisContext(name));
const table = JSON.parse(readFileSync(new URL("../search/matching.json", import.meta.url), "utf8"));

test("texts are folded", () => {
    for (const [text, expected] of table.folds) {
        assert.equal(M.word(text), expected, text);
    }
});

test("words are parted at white space, kept together by quotes and left out by a sign", () => {
    for (const [text, wanted, without] of table.words) {
        const found = M.words(text);
        const of = (excluded) => found.filter((word) => word.excluded === excluded).map((word) => word.text);
        assert.deepEqual([of(false), of(true)], [wanted, without], text);
    }
});

test("a text holds a word wherever it stands", () => {
    for (const [text, words, expected] of table.holds) {
        assert.equal(M.holds(M.haystack(text.split("\n")), M.words(words)), expected, `${words} in ${text}`);
    }
});

test("names are compared without signs", () => {
    for (const [text, expected] of table.names) {
        assert.equal(M.name(text), expected, text);
    }
});

test("texts sort as people list them", () => {
    for (const texts of table.sorted) {
        const found = texts.toReversed().sort((a, b) => N.compare(N.key(a), N.key(b)));
        assert.deepEqual(found, texts);
    }
});
