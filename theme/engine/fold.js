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
        return isAscii(text) ? lowered : lowered.replace(/[ ,]/g, "");
    }

    /**
     * @param {string} text
     */
    function fold(text) {
        return unaccented(lower(text));
    }

    return { DENSE, isAscii, lower, unaccented, fold };
})();
