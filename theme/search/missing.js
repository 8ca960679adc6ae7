/*
 * mdbook-patterns: on the page that stands where there is none, the search asks for the words of the address.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchMissing = (() => {
    /**
     * @param {string} path
     */
    function decoded(path) {
        try {
            return decodeURI(path);
        } catch {
            return path;
        }
    }

    /**
     * The words of the address, on the page that mdBook shows where there is none: it alone has a base. A name with a number
     * at its end says which page is meant, and the words of its folders are those of many.
     */
    function missingWords() {
        const base = document.querySelector("base[href]");
        if (!(base instanceof HTMLBaseElement) || location.protocol === "file:") {
            return "";
        }
        const { pathname } = new URL(base.href, location.href);
        const inside = location.pathname.startsWith(pathname) ? location.pathname.slice(pathname.length) : location.pathname;
        const name = decoded(inside).replace(/\.\w+$/, "");
        const numbered = /[^/]*\p{L}[^/]*[-_.]\p{N}+$/u.exec(name);
        if (numbered) {
            return numbered[0];
        }
        const words = name.split(/[^\p{L}\p{N}]+/u);
        return words.filter((word) => word !== "" && !["index", "404"].includes(word)).join(" ");
    }

    /** Asks for the pages nearest to an address that has none. */
    function ask() {
        const text = PatternsSearchAddress.parse(location.search) === null ? missingWords() : "";
        if (text !== "") {
            const query = PatternsSearchAddress.print(location.search, { text, filters: {}, sort: "relevance" });
            history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
        }
    }

    /**
     * The address that has no page, where its words are what was asked for.
     * @param {string} text
     */
    function address(text) {
        return text !== "" && text === missingWords() ? decoded(location.pathname) : "";
    }

    return { ask, address };
})();
