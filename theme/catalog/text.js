/*
 * mdbook-patterns: how the text filter finds words in texts. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsText = (() => {
    const { fold, words, holds } = PatternsMatching;

    /** How many searches are kept, so that deleting a letter costs nothing. */
    const KEPT = 24;

    /**
     * A function that says which items hold all of some words: 1 at their places. One letter more looks only at
     * what was left before.
     * @param {readonly { text: string }[]} items
     * @returns {(wanted: PatternsWord[]) => Uint8Array}
     */
    function finder(items) {
        /** @type {{ key: string, words: PatternsWord[], found: Uint8Array, count: number }[]} */
        let kept = [];
        return (wanted) => {
            const key = JSON.stringify(wanted);
            const same = kept.find((before) => before.key === key);
            if (same) {
                return same.found;
            }
            const wider = kept.filter(({ words }) => words.every((word) => wanted.some((other) => isWider(word, other))));
            const from = wider.sort((a, b) => a.count - b.count)[0]?.found;
            const found = new Uint8Array(items.length);
            let count = 0;
            items.forEach(({ text }, at) => {
                if ((!from || from[at] === 1) && holds(text, wanted)) {
                    found[at] = 1;
                    count += 1;
                }
            });
            kept = [{ key, words: wanted, found, count }, ...kept].slice(0, KEPT);
            return found;
        };
    }

    /**
     * The words that a text field asks for, to be marked.
     * @param {string} text
     */
    function wanted(text) {
        return words(text).filter(({ excluded }) => !excluded).map((word) => word.text);
    }

    /**
     * Whether every text that passes one word passes another.
     * @param {PatternsWord} word
     * @param {PatternsWord} other
     */
    function isWider(word, other) {
        return word.excluded === other.excluded && (word.excluded ? word.text.includes(other.text) : other.text.includes(word.text));
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

    return { fold, words, wanted, finder, matches };
})();
