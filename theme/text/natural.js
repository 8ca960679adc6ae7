/*
 * mdbook-patterns: the order in which people list texts: numbers by their size, case and accents left aside. The same as
 * `src/text/natural.rs`; `tests/search/matching.json` holds the two together. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsNatural = (() => {
    /** What stands before a number, which comes before all other signs; and what ends the part that is compared first. */
    const NUMBER = "\u0001";
    const END = "\u0000";

    /**
     * What a text is sorted by. Texts that differ in case or accents alone follow the order of their characters.
     * @param {string} text
     */
    function key(text) {
        const folded = PatternsMatching.word(text).replace(/\p{Cc}/gu, "");
        return folded.replace(/[0-9]+/g, numberKey) + END + text;
    }

    /**
     * Digits after how many they are, so that longer numbers are greater; and before that, how long this count is.
     * @param {string} written
     */
    function numberKey(written) {
        const digits = written.replace(/^0+/, "");
        const count = String(digits.length);
        return NUMBER + count.length + count + digits;
    }

    /**
     * The order of two keys: that of their characters, as everywhere outside of JavaScript.
     * @param {string} a
     * @param {string} b
     */
    function compare(a, b) {
        if (a === b) {
            return 0;
        }
        let at = 0;
        while (a.charCodeAt(at) === b.charCodeAt(at)) {
            at += 1;
        }
        return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    }

    /**
     * Where half of a character stands among whole ones: behind them all. A text that ends stands first.
     * @param {number} unit
     */
    function rank(unit) {
        if (Number.isNaN(unit)) {
            return -1;
        }
        return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
    }

    return { key, compare };
})();
