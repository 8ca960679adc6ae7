/*
 * mdbook-patterns: marks the words of the text filter in what readers see.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsMarks = (() => {
    /** @type {WeakMap<HTMLElement, string>} what each element is marked with */
    const marked = new WeakMap();

    /**
     * Marks the words in an element's texts, and nothing else that was marked before.
     * @param {HTMLElement} element
     * @param {string[]} words
     */
    function mark(element, words) {
        const key = words.join(" ");
        if ((marked.get(element) ?? "") === key) {
            return;
        }
        unmark(element);
        marked.set(element, key);
        if (words.length > 0) {
            texts(element).forEach((text) => markText(text, words));
        }
    }

    /**
     * @param {HTMLElement} element
     */
    function unmark(element) {
        for (const text of element.querySelectorAll(".patterns-marked")) {
            text.replaceWith(text.textContent ?? "");
        }
    }

    /**
     * @param {HTMLElement} element
     */
    function texts(element) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        /** @type {Text[]} */
        const found = [];
        while (walker.nextNode()) {
            if (walker.currentNode instanceof Text && !walker.currentNode.parentElement?.closest(".patterns-icon")) {
                found.push(walker.currentNode);
            }
        }
        return found;
    }

    /**
     * @param {Text} text
     * @param {string[]} words
     */
    function markText(text, words) {
        const { data } = text;
        const parts = [];
        let done = 0;
        for (const [start, end] of PatternsText.matches(data, words)) {
            parts.push(data.slice(done, start), PatternsCommon.create("mark", { class: "patterns-mark" }, data.slice(start, end)));
            done = end;
        }
        if (parts.length > 0) {
            // In one element: a badge is a flex box, which swallows the spaces between its children.
            text.replaceWith(PatternsCommon.create("span", { class: "patterns-marked" }, ...parts, data.slice(done)));
        }
    }

    return { mark };
})();
