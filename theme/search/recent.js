/*
 * mdbook-patterns: what a reader asked before, in the memory of the browser.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchRecent = (() => {
    /** How many queries are remembered. */
    const RECENT = 8;

    /**
     * The queries that a reader of this book asked, the last one first. A browser that keeps nothing is fine: then
     * they last as long as the page.
     * @param {string} book what tells this book from others of the site
     * @param {() => Storage} storage
     */
    function recent(book, storage) {
        const name = `mdbook-patterns:${book}:searches`;
        /** @type {string[]} */
        let kept = [];
        const write = () => {
            try {
                if (kept.length === 0) {
                    storage().removeItem(name);
                } else {
                    storage().setItem(name, JSON.stringify(kept));
                }
            } catch {
                // A private window, or storage that is full.
            }
        };
        return {
            list() {
                try {
                    kept = texts(JSON.parse(storage().getItem(name) ?? "[]"));
                } catch {
                    // What this page knows will do.
                }
                return kept;
            },
            /** @param {string} text */
            add(text) {
                const query = text.trim().replace(/\s+/g, " ");
                if (query !== "") {
                    kept = [query, ...this.list().filter((other) => other !== query)].slice(0, RECENT);
                    write();
                }
            },
            clear() {
                kept = [];
                write();
            },
        };
    }

    /**
     * Whatever others wrote into the storage, only texts come out.
     * @param {unknown} value
     * @returns {string[]}
     */
    function texts(value) {
        return Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, RECENT) : [];
    }

    return { recent };
})();
