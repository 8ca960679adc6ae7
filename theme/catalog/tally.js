/*
 * mdbook-patterns: which entries carry which terms, in flat arrays, so that ten thousand are counted within a
 * millisecond or two. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsTally = (() => {
    /** @type {WeakMap<readonly PatternsItem[], PatternsColumnOfTerms[]>} */
    const known = new WeakMap();

    /**
     * The terms of all items, taxonomy by taxonomy.
     * @param {PatternsData} data
     * @param {readonly PatternsItem[]} items
     */
    function columns(data, items) {
        const found = known.get(items) ?? data.taxonomies.map((_, row) => column(items, row));
        known.set(items, found);
        return found;
    }

    /**
     * @param {readonly PatternsItem[]} items
     * @param {number} row
     * @returns {PatternsColumnOfTerms}
     */
    function column(items, row) {
        const starts = new Uint32Array(items.length + 1);
        items.forEach(({ terms }, at) => { starts[at + 1] = (starts[at] ?? 0) + (terms[row]?.length ?? 0); });
        const terms = new Uint16Array(starts[items.length] ?? 0);
        items.forEach((item, at) => terms.set(item.terms[row] ?? [], starts[at]));
        return { starts, terms };
    }

    /**
     * The items that carry any of the chosen terms: 1 at their places.
     * @param {PatternsColumnOfTerms} column
     * @param {number[]} chosen
     */
    function any({ starts, terms }, chosen) {
        const passes = new Uint8Array(starts.length - 1);
        const wanted = new Uint8Array(chosen.reduce((a, b) => Math.max(a, b), 0) + 1);
        chosen.forEach((term) => { wanted[term] = 1; });
        for (let at = 0; at < passes.length; at += 1) {
            const end = starts[at + 1] ?? 0;
            for (let place = starts[at] ?? 0; place < end; place += 1) {
                if (wanted[terms[place] ?? 0] === 1) {
                    passes[at] = 1;
                }
            }
        }
        return passes;
    }

    /**
     * The items that carry all of the chosen terms.
     * @param {PatternsColumnOfTerms} column
     * @param {number[]} chosen
     */
    function all(column, chosen) {
        const each = chosen.map((term) => any(column, [term]));
        return new Uint8Array(column.starts.length - 1).map((_, at) => Number(each.every((passes) => passes[at] === 1)));
    }

    /**
     * How many of some items carry each term.
     * @param {PatternsColumnOfTerms} column
     * @param {number} width how many terms there are
     * @param {Int16Array} marks a mark for each item
     * @param {number} mark the mark of those that count
     * @param {number} other another mark of those that count
     * @returns {number[]}
     */
    function count({ starts, terms }, width, marks, mark, other) {
        const counts = new Uint32Array(width);
        for (let at = 0; at < marks.length; at += 1) {
            if (marks[at] === mark || marks[at] === other) {
                const end = starts[at + 1] ?? 0;
                for (let place = starts[at] ?? 0; place < end; place += 1) {
                    const term = terms[place] ?? 0;
                    counts[term] = (counts[term] ?? 0) + 1;
                }
            }
        }
        return [...counts];
    }

    return { columns, any, all, count };
})();
