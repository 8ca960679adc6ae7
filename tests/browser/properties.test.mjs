// What holds for every state of a catalog, whatever readers choose: the address loses nothing, and filters mean what
// a few lines of plain code say.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";
import fc from "fast-check";

const parts = ["text/matching", "text/natural", ...["text", "tally", "filter", "order", "address"].map((name) => `catalog/${name}`)];
for (const name of parts) {
    const file = new URL(`../../theme/${name}.js`, import.meta.url);
    vm.runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
}
const [T, F, A] = ["PatternsText", "PatternsFilter", "PatternsAddress"].map((name) => vm.runInThisContext(name));

const taxonomy = (name, ids, more = {}) =>
    ({ name, label: name, facet: true, badge: true, quick: false, ordered: false, terms: ids.map((id) => ({ id, label: id })), ...more });
const data = {
    columns: [{ name: "title", label: "Title" }, { name: "updated", label: "Updated" }, { name: "description", label: "D" }],
    sort: "updated",
    group: "tier",
    taxonomies: [
        taxonomy("tier", ["gold", "silver", "bronze"], { ordered: true }),
        taxonomy("tags", ["a", "b c", "c,d", "e&f=g", "h..i", "%41", "+", "é", "日本"]),
        taxonomy("level of it", ["1", "2", "3", "4", "5"], { ordered: true }),
        taxonomy("hidden", ["x"], { facet: false }),
    ],
    fields: [{ name: "updated", label: "Updated" }],
    compare: [],
    shortcuts: true,
    words: { reading_time: "Reading time" },
};
const facets = data.taxonomies.filter(({ facet }) => facet);
const start = F.initial(data, "table");
const read = (query) => A.parse(data, start, query) ?? start;
const print = (state, query = "") => A.print(data, state, start, query);

/** The ids of some terms of each taxonomy, in their order; a taxonomy without any is not named. */
const chosen = fc.record(Object.fromEntries(facets.map(({ name, terms }) => [name, fc.subarray(terms.map(({ id }) => id))])))
    .map((terms) => Object.fromEntries(Object.entries(terms).filter(([, ids]) => ids.length > 0)));
const end = fc.option(fc.nat(90), { nil: null });
const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom("a", "+", "%", "&", "=", ",", " ", "#", "?", "%41") }));
const state = fc.record({
    terms: chosen,
    all: fc.subarray(facets.map(({ name }) => name)),
    minutes: fc.tuple(end, end),
    words: text.map((words) => words.trim()),
    sort: fc.constantFrom("", "title", "-title", "updated", "-updated", "reading-time", "-reading-time"),
    view: fc.constantFrom("table", "cards", "list"),
    group: fc.constantFrom("", ...data.taxonomies.map(({ name }) => name)),
    compare: fc.uniqueArray(text.filter((id) => id !== ""), { maxLength: F.COMPARED }),
}, { noNullPrototype: true });
const foreign = fc.array(fc.tuple(fc.constantFrom("search", "highlight", "utm", "x y"), text).map((pair) => pair.map(encodeURIComponent).join("=")))
    .map((parts) => parts.join("&"));
/** Queries as nobody prints them: known and unknown keys, broken values, keys that repeat. */
const wild = fc.array(fc.oneof(
    fc.tuple(fc.constantFrom(...A.keys(data), "search", "hidden", ""), fc.oneof(text, fc.constantFrom("gold,,silver", "..", "2..4", "4..2", "..x", "%", "%E0%A4%A", "-", "5..", "1..2..3")))
        .map(([key, value]) => `${encodeURIComponent(key)}=${value.replace(/[&#]/g, "")}`),
    text.map((part) => part.replace(/#/g, "")),
)).map((parts) => `?${parts.join("&")}`);

const hold = (property) => fc.assert(property, { numRuns: 500 });

test("every state that is printed is read as it was", () => {
    hold(fc.property(state, (state) => assert.deepEqual(read(print(state)), state)));
});

test("what others wrote stays in the address, and does not touch the state", () => {
    hold(fc.property(state, foreign, (state, query) => {
        const printed = print(state, query);
        assert.deepEqual(read(printed), state);
        assert.ok(printed.slice(1).startsWith(query), printed);
        assert.equal(print(start, printed).replace(/^\?/, ""), query, "all of ours goes again");
    }));
});

test("whatever stands in the address is read without an error, and printing it again changes nothing more", () => {
    hold(fc.property(wild, (query) => {
        const once = print(read(query), query);
        assert.deepEqual(read(once), { ...read(query), words: read(query).words.trim() });
        assert.equal(print(read(once), once), once);
    }));
});

test("half a sign, as broken software types it, is printed too", () => {
    hold(fc.property(fc.string({ unit: fc.constantFrom("a", "\u{1F600}", "\uD83D", "\uDE00") }), (words) => {
        const whole = words.trim().replace(/\p{Surrogate}/gu, "\uFFFD");
        assert.equal(read(print({ ...start, words })).words, whole);
    }));
});

/** What filters mean, word for word: OR within, AND across, all where the switch says so, ranges, and every word. */
const passes = (item, { terms, all, minutes: [from, to], words }) =>
    data.taxonomies.every(({ name, terms: known }, at) => !terms[name]
        || terms[name][all.includes(name) ? "every" : "some"]((id) => item.terms[at].some((place) => known[place].id === id)))
    && (from === null || item.minutes >= from) && (to === null || item.minutes <= to)
    && words.toLowerCase().split(/\s+/).every((word) => item.text.includes(word));

const item = fc.record({
    terms: fc.tuple(...data.taxonomies.map(({ terms }) => fc.subarray(terms.map((_, at) => at)))),
    minutes: fc.nat(90),
    title: fc.string({ unit: fc.constantFrom("a", "b", "c", " ") }),
});
const items = fc.array(item, { maxLength: 30 }).map((all) =>
    all.map((item, place) => ({ ...item, place, text: T.fold(item.title), values: [] })));
const filters = fc.record({
    terms: chosen,
    all: fc.subarray(facets.map(({ name }) => name)),
    minutes: fc.tuple(end, end),
    words: fc.string({ unit: fc.constantFrom("a", "b", "C", " "), maxLength: 4 }),
}).map((some) => ({ ...start, ...some }));

test("the entries that pass are those that plain code lets through", () => {
    hold(fc.property(items, filters, (items, state) => {
        assert.deepEqual(F.run(data, items, state).entries, items.filter((item) => passes(item, state)).map(({ place }) => place));
    }));
});

test("a count is what choosing the term alone would show, or the term too where all must match", () => {
    hold(fc.property(items, filters, (items, state) => {
        const { counts } = F.run(data, items, state);
        const shown = (taxonomy, { id }) => {
            const ids = state.all.includes(taxonomy.name) ? [...(state.terms[taxonomy.name] ?? []), id] : [id];
            return items.filter((item) => passes(item, F.chosen(state, taxonomy.name, ids))).length;
        };
        assert.deepEqual(counts, data.taxonomies.map((taxonomy) => taxonomy.terms.map((term) => shown(taxonomy, term))));
    }));
});

test("what the empty state promises is what dropping the filter shows", () => {
    hold(fc.property(items, filters, (items, state) => {
        const { without, alone } = F.run(data, items, state);
        assert.deepEqual(Object.keys(without), [...new Set(F.active(data, state).map(({ key }) => key))]);
        for (const [key, count] of Object.entries(without)) {
            assert.equal(count, F.run(data, items, F.dropped(state, key)).entries.length, key);
            const only = Object.keys(without).filter((other) => other !== key).reduce((left, other) => F.dropped(left, other), state);
            assert.equal(alone[key], F.run(data, items, only).entries.length, key);
        }
    }));
});

test("the text filter finds the same whatever was typed before", () => {
    const typed = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c", " "), maxLength: 5 }));
    hold(fc.property(items, typed, (items, typed) => {
        const find = T.finder(items);
        for (const words of typed.map(T.words)) {
            assert.deepEqual(find(words), T.finder(items)(words));
        }
    }));
});
