/*
 * mdbook-patterns: events on the document, so that a site may count what is asked and not found. Nothing is sent anywhere.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchEvents = (() => {
    /** How long a question stands before it counts as asked: readers type it sign by sign. */
    const ASKED = 700;

    let waiting = 0;

    /**
     * `patterns-search`: a question, and what was found.
     * @param {PatternsFound} found
     */
    function searched(found) {
        clearTimeout(waiting);
        const { query: { text }, hits, missing, filters } = found;
        if (text.trim() !== "") {
            waiting = window.setTimeout(() => tell("patterns-search", { query: text, count: hits.length, missing, filters }), ASKED);
        }
    }

    /**
     * `patterns-open`: the result of a question that a reader opened, and its place among those that are shown, from 1.
     * @param {string} query
     * @param {HTMLAnchorElement | null} link
     * @param {HTMLElement} [shown] what holds all links
     */
    function opened(query, link, shown) {
        const links = [...(shown?.querySelectorAll("a") ?? [])];
        tell("patterns-open", { query, url: link?.href ?? "", place: links.findIndex((one) => one === link) + 1 });
    }

    /**
     * @param {string} name
     * @param {Record<string, unknown>} detail
     */
    function tell(name, detail) {
        document.dispatchEvent(new CustomEvent(name, { detail }));
    }

    return { searched, opened };
})();
