/*
 * mdbook-patterns: words as they are compared; `src/index/fold.rs` does the same to the pages.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsFold = (() => {
    /** Scripts that write words without spaces. */
    const DENSE = /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;

    /** Letters that are written with others where a keyboard lacks them. */
    const SPELT = /[ßæœøłđðþıς]/g;
    /** @type {Record<string, string>} */
    const SPELLINGS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ" };

    /**
     * @param {string} text
     */
    function isAscii(text) {
        return /^[\x00-\x7f]*$/.test(text);
    }

    /**
     * Lower case and compatible forms, with accents.
     * @param {string} text
     */
    function lower(text) {
        if (isAscii(text)) {
            return text.toLowerCase();
        }
        const seen = text.replace(/[\u00ad\u200c\u200d]/g, "").normalize("NFKC");
        return seen.toLowerCase().normalize("NFKC").replace(/[ ,]/g, "");
    }

    /**
     * @param {string} lowered
     */
    function unaccented(lowered) {
        if (isAscii(lowered)) {
            return lowered;
        }
        const bare = lowered.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC");
        return bare.replace(SPELT, (letter) => SPELLINGS[letter] ?? letter);
    }

    /**
     * @param {string} text
     */
    function fold(text) {
        return unaccented(lower(text));
    }

    return { DENSE, isAscii, lower, unaccented, fold };
})();
