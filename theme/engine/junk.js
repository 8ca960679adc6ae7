/*
 * mdbook-patterns: runs of characters that no one searches, as `src/index/junk.rs` drops them: hashes, base64, words of more than
 * forty letters.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsJunk = (() => {
    const { isAscii } = PatternsFold;

    const LONGEST = 40;

    /**
     * @param {string} run
     */
    function isDropped(run) {
        if (run.length <= 15) {
            return false;
        }
        return [...run].length > LONGEST || isHash(run) || (run.length >= 20 && isRandom(run, 45));
    }

    /**
     * @param {string} run
     */
    function isHash(run) {
        return run.length >= 16 && /^[0-9a-f]+$/i.test(run) && /[0-9]/.test(run) && /[a-f]/i.test(run);
    }

    /**
     * @param {string} text
     */
    function isEncoded(text) {
        return text.length > LONGEST
            && text.split(/[^A-Za-z0-9+/=_-]/).some((piece) => piece.length > LONGEST && isRandom(piece, 52)
                && !piece.split("/").some(isHash));
    }

    /**
     * @param {string} text
     * @param {number} percent
     */
    function isRandom(text, percent) {
        if (!isAscii(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9]/.test(text)) {
            return false;
        }
        const runs = text.match(/[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+/g) ?? [];
        return (runs.length - 1) * 100 >= (text.length - 1) * percent;
    }

    return { LONGEST, isDropped, isEncoded };
})();
