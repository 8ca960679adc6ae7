// What the search keeps in the address and in the browser, and its first words: parts of theme/search/ as they are.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";

// mdBook says where the book starts.
globalThis.path_to_root = "";
const S = {};
for (const part of ["Settings", "Address", "Recent"]) {
    const file = new URL(`../../theme/search/${part.toLowerCase()}.js`, import.meta.url);
    vm.runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
    Object.assign(S, vm.runInThisContext(`PatternsSearch${part}`));
}

const question = (more) => ({ text: "a b", filters: {}, sort: "relevance", ...more });

test("a question comes out of the address as it went in", () => {
    for (const more of [
        {}, { text: "C++ & \"x=y\" 100%" }, { text: "" }, { sort: "date" },
        { filters: { tier: ["gold", "silver"], "a b&": ["c,d", "日本"] }, sort: "title" },
    ]) {
        assert.deepEqual(S.parse(S.print("", question(more))), question(more));
    }
});

test("what others wrote into the address stays as it is", () => {
    const query = "?search=x%20y&highlight=a+b&tier=gold&flag&search=z";
    const printed = S.print(query, question({ filters: { tier: ["gold"] } }));
    assert.equal(printed, `${query}&patterns-q=a%20b&patterns-in-tier=gold`);
    assert.equal(S.print(printed, null), query);
    assert.equal(S.print("?patterns-q=old&patterns-in-tags=x&patterns-mark=m", question({})), "?patterns-q=a%20b");
    assert.equal(S.parse(query), null);
});

test("an address that nobody wrote asks for what it can", () => {
    assert.deepEqual(S.parse("?patterns-q=%E0%A4%A&patterns-sort=up&patterns-in-tier=,,"),
        question({ text: "%E0%A4%A", filters: { tier: [] } }));
});

test("words travel to the page, and at most forty of them", () => {
    const words = { forms: ["retry", "c++", "日本"], prefixes: ["sto"] };
    const address = S.address("../", "a%20b/c.html", words, "how-it-works");
    assert.equal(address, "../a%20b/c.html?patterns-mark=retry+c%2B%2B+%E6%97%A5%E6%9C%AC+sto*#how-it-works");
    assert.deepEqual(S.marks(new URL(address, "http://x/y/").search), words);
    assert.equal(S.address("", "c.html", { forms: [], prefixes: [] }, ""), "c.html");
    const many = { forms: Array.from({ length: 100 }, (_, at) => `w${at}`), prefixes: [] };
    assert.equal(S.marks(S.address("", "", many, "")).forms.length, 40);
    assert.equal(S.marks("?patterns-mark="), null);
    assert.equal(S.marks("?patterns-mark=*"), null);
    assert.equal(S.unmarked("?x=1&patterns-mark=a+b&y"), "?x=1&y");
});

test("eight queries are remembered, each once, the last one first", () => {
    const kept = new Map();
    const storage = () => ({
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => kept.set(name, value),
        removeItem: (name) => kept.delete(name),
    });
    const recent = S.recent("/docs/", storage);
    ["a", " b  c ", "", "a"].forEach((text) => recent.add(text));
    assert.deepEqual(S.recent("/docs/", storage).list(), ["a", "b c"]);
    assert.deepEqual(S.recent("/other/", storage).list(), []);
    Array.from({ length: 20 }, (_, at) => recent.add(`q${at}`));
    assert.equal(recent.list().length, 8);
    kept.set("mdbook-patterns:/docs/:searches", "[1, {\"x\": 2}, \"ok\"]");
    assert.deepEqual([...recent.list()], ["ok"], "whatever stands there, only texts come out");
    recent.clear();
    assert.equal(kept.size, 0);
});

test("every language has every word; a region does not matter, and an unknown language is English", () => {
    for (const words of Object.values(S.WORDS)) {
        assert.equal(words.length, S.KEYS.length);
    }
    assert.deepEqual(S.words("de-AT"), S.words("de"));
    assert.deepEqual(S.words("tlh"), S.words("en"));
    assert.deepEqual(S.words("__proto__"), S.words("en"));
});
