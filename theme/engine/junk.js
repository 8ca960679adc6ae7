/*
 * mdbook-patterns: runs of characters that no one searches, as `src/index/junk.rs` drops them: hashes, base64, words without an
 * end.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsJunk = (() => {
    const { isAscii } = PatternsFold;

    /** Texts without spaces up to this length are never taken for base64. */
    const LONGEST = 40;

    /** No language and no program has a word of more letters that cannot be cut. */
    const ENDLESS = 100;

    /**
     * @param {string} run
     */
    function isDropped(run) {
        if (run.length <= 15) {
            return false;
        }
        // No name of people goes on like this.
        const percent = run.length > LONGEST ? 28 : 45;
        return isHash(run) || (run.length >= 20 && isRandom(run, percent));
    }

    /**
     * Whether a part of so many characters is no word.
     * @param {number} length
     */
    function isEndless(length) {
        return length > ENDLESS;
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

    return { isDropped, isEndless, isEncoded };
})();
