/*
 * mdbook-patterns: lists of pages and shards of words, out of the texts that the files hold.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsLists = (() => {
    /** The value of each digit by its code. */
    const DIGITS = new Uint8Array(128);
    Array.from({ length: 95 }, (_, at) => String.fromCharCode(at + 32))
        .filter((sign) => !"\",\\".includes(sign))
        .forEach((sign, value) => { DIGITS[sign.charCodeAt(0)] = value; });

    /** Digits below this end a number, others continue one. */
    const LAST = 62;

    /** Impact levels. */
    const LEVELS = 22;

    /** A mark says the first blocks; others stand behind it, and titles with them. */
    const MORE = 3;

    /** From here on a digit of a dense list says how many pages it leaves out. */
    const GAPS = LEVELS * (MORE + 1);

    /** The titles of a number: none, or one of so many words. */
    const TITLES = 16;

    /** Reads a text digit by digit. */
    class Reader {
        /** @param {string} text */
        constructor(text) {
            this.text = text;
            this.at = 0;
        }

        digit() {
            return DIGITS[this.text.charCodeAt(this.at++)] ?? 0;
        }

        number() {
            let high = 0;
            let digit = this.digit();
            while (digit >= LAST && this.at < this.text.length) {
                high = high * 30 + digit - LAST;
                digit = this.digit();
            }
            return high * LAST + digit;
        }
    }

    /**
     * A list: pages, and what is said of each.
     * @param {string} text
     * @returns {PatternsList}
     */
    function decode(text) {
        const isDense = text.startsWith("  ");
        const reader = new Reader(isDense ? text.slice(2) : text);
        const { length } = reader.text;
        const pages = new Uint32Array(length);
        const levels = new Uint8Array(length);
        const blocks = new Uint16Array(length);
        const titles = new Uint8Array(length);
        let page = -1;
        let count = 0;
        while (reader.at < length) {
            page += isDense ? 1 : reader.number();
            let mark = reader.digit();
            while (isDense && mark >= GAPS && reader.at < length) {
                page += mark - GAPS + 1;
                mark = reader.digit();
            }
            pages[count] = page;
            levels[count] = mark % LEVELS;
            blocks[count] = Math.floor(mark / LEVELS);
            if (blocks[count] === MORE) {
                const more = reader.number();
                blocks[count] = Math.floor(more / TITLES);
                titles[count] = more % TITLES;
            }
            count += 1;
        }
        return { pages: pages.subarray(0, count), levels, blocks, titles };
    }

    /**
     * Pages alone, as those of a term.
     * @param {string} text
     */
    function decodePages(text) {
        const reader = new Reader(text);
        const pages = new Uint32Array(text.length);
        let count = 0;
        for (let page = -1; reader.at < text.length; count += 1) {
            page += reader.number();
            pages[count] = page;
        }
        return pages.subarray(0, count);
    }

    /**
     * Groups of words, each form without what it shares with the one before.
     * @param {string} text
     */
    function readWords(text) {
        let last = "";
        return text.split(",").map((group) => group.split(" ").map((coded) => {
            last = last.slice(0, parseInt(coded[0] ?? "0", 36)) + coded.slice(1);
            return last;
        }));
    }

    /**
     * A shard, ready to be looked into.
     * @param {PatternsShard} data
     * @returns {PatternsWordShard}
     */
    function readShard([words, lists]) {
        /** @type {PatternsWordShard} */
        const shard = { forms: [], groups: [], places: new Map(), members: readWords(words), lists: lists.split(",") };
        shard.members.forEach((members, group) => members.forEach((form) => {
            shard.places.set(form, shard.forms.length);
            shard.forms.push(form);
            shard.groups.push(group);
        }));
        return shard;
    }

    /**
     * How many pages a list has, without reading it; of most lists about.
     * @param {string} text
     */
    function lengthOf(text) {
        if (text.startsWith("  ")) {
            return text.length - 2;
        }
        return text.startsWith(" ") ? Number(text.split(" ")[1]) : Math.ceil(text.length / 2.1);
    }

    return { decode, decodePages, readWords, readShard, lengthOf };
})();
