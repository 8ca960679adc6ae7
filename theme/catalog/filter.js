/*
 * mdbook-patterns: what a catalog's filters mean. Pure: no document, no storage, so that Node tests it as it is.
 *
 * A state says what the reader chose; an item says what an entry carries. From both come the entries that
 * pass, the count beside each term, and the query of the address.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsFilter = (() => {
    /** Keys of the address that are no taxonomies. */
    const MINUTES = "reading-time";
    const WORDS = "q";
    /** How many entries stand side by side. */
    const COMPARED = 4;

    /**
     * A state without filters, as the build shows the catalog.
     * @param {PatternsData} data
     * @param {PatternsView} view
     * @returns {PatternsState}
     */
    function initial(data, view) {
        return { terms: {}, all: [], minutes: [null, null], words: "", sort: data.sort, view, group: data.group, compare: [] };
    }

    /**
     * The same state without filters; what readers prefer stays.
     * @param {PatternsState} state
     * @returns {PatternsState}
     */
    function cleared(state) {
        return { ...state, terms: {}, all: [], minutes: [null, null], words: "" };
    }

    /**
     * The tests that a state makes, each with the key of its filter and the items that pass: 1 at their places.
     * @param {PatternsData} data
     * @param {readonly PatternsItem[]} items
     * @param {PatternsState} state
     * @param {(wanted: PatternsWord[]) => Uint8Array} [find]
     * @returns {{ key: string, passes: Uint8Array }[]}
     */
    function tests(data, items, state, find = PatternsText.finder(items)) {
        /** @type {ReturnType<typeof tests>} */
        const out = [];
        PatternsTally.columns(data, items).forEach((column, at) => {
            const taxonomy = data.taxonomies[at];
            const chosen = taxonomy ? places(taxonomy, state) : [];
            if (taxonomy && chosen.length > 0) {
                const test = state.all.includes(taxonomy.name) ? PatternsTally.all : PatternsTally.any;
                out.push({ key: taxonomy.name, passes: test(column, chosen) });
            }
        });
        const [from, to] = state.minutes;
        if (from !== null || to !== null) {
            const isWithin = (/** @type {PatternsItem} */ { minutes }) => minutes >= (from ?? 0) && minutes <= (to ?? Infinity);
            out.push({ key: MINUTES, passes: Uint8Array.from(items, (item) => Number(isWithin(item))) });
        }
        const wanted = PatternsText.words(state.words);
        if (wanted.length > 0) {
            out.push({ key: WORDS, passes: find(wanted) });
        }
        return out;
    }

    /**
     * The places of a taxonomy's chosen terms.
     * @param {PatternsTaxonomy} taxonomy
     * @param {PatternsState} state
     */
    function places(taxonomy, state) {
        const ids = state.terms[taxonomy.name] ?? [];
        return taxonomy.terms.flatMap((term, at) => (ids.includes(term.id) ? [at] : []));
    }

    /**
     * What a state lets through, with all counts.
     *
     * A term's count leaves out its own taxonomy's choice, so it says what choosing it alone would show; where
     * all chosen terms must be there, it says what choosing it too would show.
     * @param {PatternsData} data
     * @param {readonly PatternsItem[]} items
     * @param {PatternsState} state
     * @param {(wanted: PatternsWord[]) => Uint8Array} [find] the text filter, which may remember what it found
     * @returns {PatternsResult}
     */
    function run(data, items, state, find) {
        const active = tests(data, items, state, find);
        const failed = onlyFailed(active.map(({ passes }) => passes), items.length);
        /** @type {number[]} */
        const entries = [];
        const without = active.map(() => 0);
        failed.forEach((test, at) => {
            if (test === NONE) {
                entries.push(items[at]?.place ?? at);
            } else if (test !== MANY) {
                without[test] = (without[test] ?? 0) + 1;
            }
        });
        const counts = PatternsTally.columns(data, items).map((column, row) => {
            const { name = "", terms = [] } = data.taxonomies[row] ?? {};
            // The items that only this taxonomy's choice hides count too, but only where any term will do.
            const own = state.all.includes(name) ? -1 : active.findIndex(({ key }) => key === name);
            return PatternsTally.count(column, terms.length, failed, NONE, own < 0 ? NONE : own);
        });
        const left = active.map(({ key }, at) => [key, (without[at] ?? 0) + entries.length]);
        const alone = active.map(({ key, passes }) => [key, passes.reduce((count, is) => count + is, 0)]);
        return { entries, counts, without: Object.fromEntries(left), alone: Object.fromEntries(alone) };
    }

    const NONE = -1;
    const MANY = -2;

    /**
     * For each item the one test that it fails; or that there is none, or more than one.
     * @param {Uint8Array[]} tests
     * @param {number} length
     */
    function onlyFailed(tests, length) {
        const failed = new Int16Array(length).fill(NONE);
        tests.forEach((passes, test) => {
            for (let at = 0; at < length; at += 1) {
                if (passes[at] !== 1) {
                    failed[at] = failed[at] === NONE ? test : MANY;
                }
            }
        });
        return failed;
    }

    /**
     * All filters that are on, with the words for them.
     * @param {PatternsData} data
     * @param {PatternsState} state
     * @returns {PatternsActive[]}
     */
    function active(data, state) {
        const out = data.taxonomies.flatMap((taxonomy) =>
            places(taxonomy, state).map((at) => {
                const term = taxonomy.terms[at];
                return { key: taxonomy.name, id: term?.id ?? "", label: `${taxonomy.label}: ${term?.label}` };
            }));
        const [from, to] = state.minutes;
        if (from !== null || to !== null) {
            const label = `${data.words.reading_time ?? MINUTES}: ${from ?? ""}–${to ?? ""} ${data.words.minutes}`;
            out.push({ key: MINUTES, id: "", label });
        }
        if (state.words.trim() !== "") {
            out.push({ key: WORDS, id: "", label: `${data.words.text}: ${state.words.trim()}` });
        }
        return out;
    }

    /**
     * A state with one filter less.
     * @param {PatternsState} state
     * @param {string} key
     * @param {string} [id] one term only
     * @returns {PatternsState}
     */
    function dropped(state, key, id) {
        if (key === WORDS) {
            return { ...state, words: "" };
        }
        if (key === MINUTES) {
            return { ...state, minutes: [null, null] };
        }
        const rest = id ? (state.terms[key] ?? []).filter((other) => other !== id) : [];
        return chosen(state, key, rest);
    }

    /**
     * A state with these terms of a taxonomy.
     * @param {PatternsState} state
     * @param {string} name
     * @param {string[]} ids
     * @returns {PatternsState}
     */
    function chosen(state, name, ids) {
        const terms = { ...state.terms, [name]: ids };
        if (ids.length === 0) {
            delete terms[name];
        }
        return { ...state, terms };
    }

    /**
     * A state with a term chosen, or without it if it was.
     * @param {PatternsState} state
     * @param {string} name
     * @param {string} id
     */
    function toggled(state, name, id) {
        const before = state.terms[name] ?? [];
        return chosen(state, name, before.includes(id) ? before.filter((other) => other !== id) : [...before, id]);
    }

    return {
        MINUTES, WORDS, COMPARED, initial, cleared, run, active, dropped, chosen, toggled, places,
    };
})();
