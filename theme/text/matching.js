/*
 * mdbook-patterns: what words match: a text holds a word wherever it stands in it, without case and accents. The same as
 * `src/text/matching.rs`; `tests/search/matching.json` holds the two together. Pure: no document, no storage.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsMatching = (() => {
    /** Letters that are written with others where a keyboard lacks them. */
    const SPELT = /[ßæœøłđðþıς]/g;
    /** @type {Record<string, string>} */
    const SPELLINGS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ" };

    /** An item: what stands between white space or `;`, with what stands in quotes kept together. */
    const ITEM = /(?:"(?:[^"]|"")*(?:"|$)|[^\p{White_Space};"])+/gu;

    /** Quotes and what is in them, where `""` is a quote. */
    const QUOTED = /"((?:[^"]|"")*)(?:"|$)/gu;

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
        return seen.toLowerCase().normalize("NFKC");
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

    /**
     * A word or phrase as it is compared: folded, with single spaces.
     * @param {string} text
     */
    function word(text) {
        return fold(text).replace(/\p{White_Space}+/gu, " ").replace(/^ | $/g, "");
    }

    /**
     * The words of a text field, and those that must not be there, which have a `-` before them.
     * @param {string} text
     * @returns {PatternsWord[]}
     */
    function words(text) {
        return (text.match(ITEM) ?? []).flatMap((item) => {
            const excluded = item.length > 1 && item.startsWith("-") && unquoted(item) !== "-";
            const own = word(unquoted(excluded ? item.slice(1) : item));
            return own === "" ? [] : [{ text: own, excluded }];
        });
    }

    /**
     * @param {string} item
     */
    function unquoted(item) {
        return item.replace(QUOTED, (_, inside) => inside.replaceAll('""', '"'));
    }

    /**
     * What words look into: texts as they are compared, one a line, so that no phrase reaches from one into the next.
     * @param {string[]} texts
     */
    function haystack(texts) {
        return texts.map((text) => `${word(text)}\n`).join("");
    }

    /**
     * @param {string} hay
     * @param {PatternsWord[]} wanted
     */
    function holds(hay, wanted) {
        return wanted.every(({ text, excluded }) => hay.includes(text) !== excluded);
    }

    /**
     * A name of a term as it is compared: letters and digits, `+` and `#`; of signs alone, the signs.
     * @param {string} text
     */
    function name(text) {
        const folded = fold(text);
        return folded.replace(/[^\p{Alphabetic}\p{N}+#]/gu, "") || folded;
    }

    return { isAscii, lower, unaccented, fold, word, words, haystack, holds, name };
})();
