/*
 * mdbook-patterns: words as a shard holds them: as texts are compared everywhere, in one piece; `src/index/fold.rs` does the same to the pages.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsFold = (() => {
    /** Scripts that write words without spaces. */
    const DENSE = /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;

    const { isAscii, unaccented } = PatternsMatching;

    /**
     * Lower case and compatible forms, with accents, in one piece.
     * @param {string} text
     */
    function lower(text) {
        const lowered = PatternsMatching.lower(text);
        return isAscii(text) ? lowered : lowered.replace(/[ ,]/g, "").replace(KATAKANA, hiragana);
    }

    /** The one of the two ways to write Japanese sounds that words are found by is the other one. */
    const KATAKANA = /[\u30a1-\u30f6]/g;

    /**
     * @param {string} sign
     */
    function hiragana(sign) {
        return String.fromCharCode(sign.charCodeAt(0) - 0x60);
    }

    /** What stands behind a name: no word has this sign at its end. */
    const NAME = "-";

    /** What stands behind the stem of a group that is none of its words. */
    const STEM = "~";

    /**
     * Whether what a shard holds is a word, and neither a name nor a stem.
     * @param {string} form
     */
    function isWord(form) {
        return !form.endsWith(NAME) && !form.endsWith(STEM);
    }

    /**
     * A text as a name, whatever joins its parts: letters and digits, `+` and `#`. Nothing of a text of signs alone. A version
     * keeps its dots: 2.0 is not 20.
     * @param {string} text
     */
    function name(text) {
        const folded = fold(text).trim();
        const bare = /^\d+(?:\.+\d+)+$/.test(folded) ? folded : folded.replace(/[^\p{Alphabetic}\p{N}+#]/gu, "");
        return bare === "" ? null : bare + NAME;
    }

    /**
     * @param {string} text
     */
    function fold(text) {
        return unaccented(lower(text));
    }

    return { DENSE, NAME, STEM, isWord, isAscii, lower, unaccented, fold, name };
})();
