/*
 * mdbook-patterns: what the search says beside its results: what it made of the words, what can be asked, and what went wrong.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchMessages = (() => {
    const { create, button, say } = PatternsCommon;

    /**
     * What the engine made of the words: other spellings, words and addresses that are nowhere.
     * @param {PatternsSearchHost} host
     * @param {PatternsFound} found
     */
    function notes(host, found) {
        const { words } = host;
        const line = (/** @type {string | undefined} */ word, /** @type {Record<string, string>} */ values) =>
            create("p", { class: "patterns-search-note" }, say(word, values));
        const { hits, corrected, suggestion, missing, unchecked, query: { text, words: asked } } = found;
        const address = PatternsSearchMissing.address(text);
        // Where nothing was found there are no results of the other spelling either, and no word but these was asked for.
        const shown = hits.length > 0 ? corrected : [];
        const isSaid = hits.length === 0 && missing.length >= asked.length;
        return [
            address === "" ? null : create("p", { class: "patterns-search-note" },
                create("strong", {}, say(words.search_no_page, { address }))),
            ...shown.map(({ from, to }) => line(words.search_corrected, { from, to })),
            suggestion === null ? null : create("p", { class: "patterns-search-note" },
                button(say(words.search_suggestion, { query: suggestion }), () => host.ask({ text: suggestion }), { class: "patterns-button patterns-suggestion" })),
            missing.length > 0 && !isSaid ? line(words.search_missing, { words: missing.join(", ") }) : null,
            unchecked > 0 ? line(words.search_unchecked, {}) : null,
        ].filter((note) => note !== null);
    }

    /**
     * What a query may hold.
     * @param {Record<string, string>} words
     * @param {string} example how a term is asked for, once one is known
     */
    function hints(words, example) {
        const hint = (/** @type {string} */ query, /** @type {string | undefined} */ word) =>
            [create("dt", {}, create("code", {}, query)), create("dd", {}, word)];
        return create("dl", { class: "patterns-search-hints" }, ...hint("\"a b\"", words.search_hint_phrase),
            ...hint("-a", words.search_hint_without), ...(example !== "" ? hint(example, words.search_hint_term) : []));
    }

    /**
     * The keys that the box knows.
     * @param {Record<string, string>} words
     */
    function keys(words) {
        return [["↑ ↓", words.search_key_choose], ["↵", words.search_key_open], ["Esc", words.search_key_close]]
            .map(([key, word]) => create("span", {}, create("kbd", {}, key), ` ${word ?? ""}`));
    }

    /**
     * A file did not come, or is of another release.
     * @param {string} text
     * @param {string} file or nothing
     * @param {HTMLElement} retry
     */
    function failure(text, file, retry) {
        const name = file === "" ? null : create("p", { class: "patterns-note" }, create("code", {}, `${file}.js`));
        return create("div", { class: "patterns-search-error" }, create("p", {}, text), name, retry);
    }

    return { notes, hints, keys, failure };
})();
