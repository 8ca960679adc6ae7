/*
 * mdbook-patterns: how the text filter compares texts. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsText = (() => {
    /** How many searches are kept, so that deleting a letter costs nothing. */
    const KEPT = 24;

    /**
     * Text as it is compared: lower case, without accents.
     * @param {string} text
     */
    function fold(text) {
        const lower = text.toLowerCase();
        return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    }

    /**
     * The words of the text filter.
     * @param {string} text
     */
    function words(text) {
        return fold(text).split(/\s+/).filter((word) => word !== "");
    }

    /**
     * A function that says which items hold all of some words: 1 at their places. One letter more looks only at
     * what was left before.
     * @param {readonly { text: string }[]} items
     * @returns {(wanted: string[]) => Uint8Array}
     */
    function finder(items) {
        /** @type {{ words: string[], found: Uint8Array, count: number }[]} */
        let kept = [];
        return (wanted) => {
            const same = kept.find(({ words }) => words.join(" ") === wanted.join(" "));
            if (same) {
                return same.found;
            }
            const wider = kept.filter(({ words }) => words.every((word) => wanted.some((other) => other.includes(word))));
            const from = wider.sort((a, b) => a.count - b.count)[0]?.found;
            const found = new Uint8Array(items.length);
            let count = 0;
            items.forEach(({ text }, at) => {
                if ((!from || from[at] === 1) && wanted.every((word) => text.includes(word))) {
                    found[at] = 1;
                    count += 1;
                }
            });
            kept = [{ words: wanted, found, count }, ...kept].slice(0, KEPT);
            return found;
        };
    }

    /**
     * Where any of the words stands in a text, as pairs of start and end, in order and apart.
     * @param {string} text
     * @param {string[]} words
     * @returns {[number, number][]}
     */
    function matches(text, words) {
        const { folded, starts } = foldWithPlaces(text);
        /** @type {[number, number][]} */
        const found = [];
        for (const word of words) {
            for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
                found.push([starts[at] ?? 0, starts[at + word.length] ?? text.length]);
            }
        }
        return joined(found.filter(([start, end]) => end > start));
    }

    /**
     * A folded text, and where each unit of it started in the text.
     * @param {string} text
     */
    function foldWithPlaces(text) {
        let folded = "";
        const starts = [];
        let start = 0;
        for (const sign of text) {
            const part = fold(sign);
            for (let unit = 0; unit < part.length; unit += 1) {
                starts.push(start);
            }
            folded += part;
            start += sign.length;
        }
        starts.push(text.length);
        return { folded, starts };
    }

    /**
     * @param {[number, number][]} ranges
     */
    function joined(ranges) {
        /** @type {[number, number][]} */
        const out = [];
        for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
            const last = out[out.length - 1];
            if (last && start <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else {
                out.push([start, end]);
            }
        }
        return out;
    }

    return { fold, words, finder, matches };
})();
