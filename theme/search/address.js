/*
 * mdbook-patterns: what the search keeps in the address: the question whose results are shown, and the words to mark on the page
 * that a result opens.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchAddress = (() => {
    /** The keys of the address; never mdBook's `search` and `highlight`, and none that a catalog uses. */
    const QUERY = "patterns-q";
    const SORT = "patterns-sort";
    const TERMS = "patterns-in-";
    const MARK = "patterns-mark";
    /** How many words travel to the page that a reader opens. */
    const MARKS = 40;

    /**
     * @param {string} text
     */
    function decode(text) {
        try {
            return decodeURIComponent(text.replace(/\+/g, " "));
        } catch {
            return text;
        }
    }

    /**
     * The parts of a query, with their keys decoded and their values as they are.
     * @param {string} query with or without its question mark
     */
    function parts(query) {
        return query.replace(/^\?/, "").split("&").filter((part) => part !== "").map((part) => {
            const at = part.indexOf("=");
            return { part, key: decode(at < 0 ? part : part.slice(0, at)), value: at < 0 ? "" : part.slice(at + 1) };
        });
    }

    /**
     * A query without the keys that `drop` names, and with others behind.
     * @param {string} query
     * @param {(key: string) => boolean} drop
     * @param {string[]} added
     */
    function changed(query, drop, added) {
        const kept = parts(query).filter(({ key }) => !drop(key)).map(({ part }) => part);
        const all = [...kept, ...added];
        return all.length > 0 ? `?${all.join("&")}` : "";
    }

    /**
     * @param {string} key
     */
    function isOurs(key) {
        return key === QUERY || key === SORT || key.startsWith(TERMS);
    }

    /**
     * The address's query for all results of a question, or for none; what others wrote into it stays.
     * @param {string} query as it is
     * @param {PatternsQuestion | null} question
     */
    function print(query, question) {
        if (question === null) {
            return changed(query, isOurs, []);
        }
        const terms = Object.entries(question.filters).filter(([, ids]) => ids.length > 0)
            .map(([name, ids]) => `${TERMS}${encodeURIComponent(name)}=${ids.map(encodeURIComponent).join(",")}`);
        const sort = question.sort === "relevance" ? [] : [`${SORT}=${question.sort}`];
        return changed(query, (key) => isOurs(key) || key === MARK, [`${QUERY}=${encodeURIComponent(question.text)}`, ...terms, ...sort]);
    }

    /**
     * The question that an address asks, if it asks one.
     * @param {string} query
     * @returns {PatternsQuestion | null}
     */
    function parse(query) {
        const ours = parts(query).filter(({ key }) => isOurs(key));
        const text = ours.find(({ key }) => key === QUERY);
        if (text === undefined) {
            return null;
        }
        /** @type {Record<string, string[]>} */
        const filters = {};
        for (const { key, value } of ours.filter(({ key }) => key.startsWith(TERMS))) {
            filters[key.slice(TERMS.length)] = value.split(",").map(decode).filter((id) => id !== "");
        }
        const sort = ours.find(({ key }) => key === SORT)?.value;
        return { text: decode(text.value), filters, sort: sort === "title" || sort === "date" ? sort : "relevance" };
    }

    /**
     * The address of a result: its page, the words to mark there, and the heading.
     * @param {string} root
     * @param {string} url
     * @param {PatternsWords} words
     * @param {string} id nothing for the top
     */
    function address(root, url, words, id) {
        const all = [...words.forms, ...words.prefixes.map((prefix) => `${prefix}*`)].filter((word) => !/\s/.test(word));
        const mark = all.slice(0, MARKS).map(encodeURIComponent).join("+");
        return `${root}${url}${mark === "" ? "" : `?${MARK}=${mark}`}${id === "" ? "" : `#${encodeURIComponent(id)}`}`;
    }

    /**
     * The words that an address says to mark, if it does.
     * @param {string} query
     * @returns {PatternsWords | null}
     */
    function marks(query) {
        const value = parts(query).find(({ key }) => key === MARK)?.value ?? "";
        const all = value.split(/\+|%20/).map(decode).filter((word) => word !== "" && word !== "*").slice(0, MARKS);
        const forms = all.filter((word) => !word.endsWith("*"));
        const prefixes = all.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
        return all.length > 0 ? { forms, prefixes } : null;
    }

    /**
     * The query without the words to mark.
     * @param {string} query
     */
    function unmarked(query) {
        return changed(query, (key) => key === MARK, []);
    }

    return { print, parse, address, marks, unmarked };
})();
