/*
 * mdbook-patterns: the order and the groups of a catalog's entries. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsOrder = (() => {
    const { key: natural, compare } = PatternsNatural;

    /** How many entries are sorted, or merged, at one go. */
    const STEP = 500;

    /**
     * The entries in every order, each found once: what has no value last, whatever the direction, and ties in the
     * build's order. Comparing many texts takes long, so it can be done in steps, before anyone asks.
     * @param {PatternsData} data
     * @param {readonly PatternsItem[]} items
     */
    function sorter(data, items) {
        /** @type {Map<string, PatternsSorting>} */
        const known = new Map();
        const sorting = (/** @type {string} */ name) => {
            const found = known.get(name) ?? sort(items, key(data, name));
            known.set(name, found);
            return found;
        };
        return {
            /**
             * All places in the order of a state; nothing if that is the build's.
             * @param {string} sort a column's name, with `-` before it for a descending order
             * @returns {number[] | null}
             */
            order(sort) {
                if (sort === data.sort) {
                    return null;
                }
                const found = sorting(sort.replace(/^-/, ""));
                while (!found.steps.next().done);
                return sort.startsWith("-") ? found.descending : found.ascending;
            },
            /** Sorts by every column, step by step. */
            *prepare() {
                for (const { name } of sortable(data)) {
                    yield* sorting(name).steps;
                }
            },
        };
    }

    /**
     * @param {readonly PatternsItem[]} items
     * @param {(item: PatternsItem) => number | string | null} key
     * @returns {PatternsSorting}
     */
    function sort(items, key) {
        /** @type {(number | string | null)[]} */
        const keys = [];
        const byKey = (/** @type {number} */ a, /** @type {number} */ b) => {
            const [x, y] = [keys[a] ?? "", keys[b] ?? ""];
            return typeof x === "number" && typeof y === "number" ? x - y : compare(String(x), String(y));
        };
        /** @type {PatternsSorting} */
        const out = { ascending: [], descending: [], steps: steps() };
        function* steps() {
            for (const item of items) {
                keys.push(key(item));
                if (keys.length % STEP === 0) {
                    yield;
                }
            }
            const places = items.map((_, at) => at);
            const without = places.filter((at) => keys[at] === null);
            const sorted = yield* merged(places.filter((at) => keys[at] !== null), byKey);
            out.ascending = [...sorted, ...without];
            out.descending = [...reversed(sorted, byKey), ...without];
        }
        return out;
    }

    /**
     * A stable merge sort that pauses every so often.
     * @param {number[]} places
     * @param {(a: number, b: number) => number} compare
     * @returns {Generator<void, number[]>}
     */
    function* merged(places, compare) {
        /** @type {number[][]} */
        let runs = [];
        for (let at = 0; at < places.length; at += STEP) {
            runs.push(places.slice(at, at + STEP).sort(compare));
            yield;
        }
        while (runs.length > 1) {
            /** @type {number[][]} */
            const next = [];
            for (let at = 0; at < runs.length; at += 2) {
                next.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
            }
            runs = next;
        }
        return runs[0] ?? [];
    }

    /**
     * @param {number[]} first
     * @param {number[]} second
     * @param {(a: number, b: number) => number} compare
     * @returns {Generator<void, number[]>}
     */
    function* merge(first, second, compare) {
        /** @type {number[]} */
        const out = [];
        let [a, b] = [0, 0];
        while (a < first.length && b < second.length) {
            const [x = 0, y = 0] = [first[a], second[b]];
            const isSecond = compare(y, x) < 0;
            out.push(isSecond ? y : x);
            a += isSecond ? 0 : 1;
            b += isSecond ? 1 : 0;
            if (out.length % STEP === 0) {
                yield;
            }
        }
        return [...out, ...first.slice(a), ...second.slice(b)];
    }

    /**
     * Sorted places the other way round, but ties as they are.
     * @param {number[]} sorted
     * @param {(a: number, b: number) => number} compare
     */
    function reversed(sorted, compare) {
        /** @type {number[]} */
        const out = [];
        for (let end = sorted.length; end > 0;) {
            let start = end - 1;
            while (start > 0 && compare(sorted[start - 1] ?? 0, sorted[start] ?? 0) === 0) {
                start -= 1;
            }
            out.push(...sorted.slice(start, end));
            end = start;
        }
        return out;
    }

    /**
     * What a column sorts by.
     * @param {PatternsData} data
     * @param {string} name
     * @returns {(item: PatternsItem) => number | string | null}
     */
    function key(data, name) {
        const at = data.taxonomies.findIndex((taxonomy) => taxonomy.name === name);
        const field = data.fields.findIndex((field) => field.name === name);
        // A date is a field beside the taxonomy of its years.
        if (at >= 0 && field < 0) {
            return (item) => {
                const terms = item.terms[at] ?? [];
                return terms.length > 0 ? Math.min(...terms) : null;
            };
        }
        switch (name) {
            case "": return (item) => item.place;
            case "title": return (item) => natural(item.title);
            case PatternsFilter.MINUTES: return (item) => item.minutes;
            default: return (item) => valueKey(item.values[field], data.fields[field]?.number ?? false);
        }
    }

    /**
     * @param {string | undefined} value
     * @param {boolean} isNumber
     */
    function valueKey(value, isNumber) {
        if (!value) {
            return null;
        }
        return isNumber ? Number(value) : natural(value.replace("¦", ""));
    }

    /**
     * The columns that a catalog can be sorted by.
     * @param {PatternsData} data
     * @returns {PatternsColumn[]}
     */
    function sortable(data) {
        const columns = data.columns.filter(({ name }) => name !== "description");
        const more = [
            { name: "title", label: data.words.title ?? "" },
            { name: PatternsFilter.MINUTES, label: data.words.reading_time ?? "" },
        ];
        return [...columns, ...more.filter(({ name, label }) => label && !columns.some((column) => column.name === name))];
    }

    /**
     * Entries by the terms of a taxonomy, in its order; those without a term come last, under -1.
     * @template {PatternsItem} T
     * @param {PatternsData} data
     * @param {string} name
     * @param {readonly T[]} items
     * @returns {{ term: number, items: T[] }[]}
     */
    function groups(data, name, items) {
        const at = data.taxonomies.findIndex((taxonomy) => taxonomy.name === name);
        /** @type {T[][]} */
        const byTerm = (data.taxonomies[at]?.terms ?? []).map(() => []);
        /** @type {T[]} */
        const without = [];
        for (const item of items) {
            const terms = item.terms[at] ?? [];
            terms.forEach((term) => byTerm[term]?.push(item));
            if (terms.length === 0) {
                without.push(item);
            }
        }
        const out = byTerm.map((items, term) => ({ term, items }));
        out.push({ term: -1, items: without });
        return out.filter(({ items }) => items.length > 0);
    }

    return { sorter, groups, sortable };
})();
