/*
 * mdbook-patterns: matches that are painted on a page. Its elements stay as they are where the browser can highlight ranges.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchPaint = (() => {
    const { create } = PatternsCommon;

    const ALL = "patterns-hit";
    const CURRENT = "patterns-hit-current";

    /** Ranges that the browser paints: no element changes. */
    class Painted {
        /** @param {Range[]} ranges */
        constructor(ranges) {
            this.ranges = ranges;
            CSS.highlights.set(ALL, new Highlight(...ranges));
        }

        /** @param {number} at */
        show(at) {
            const range = this.ranges[at];
            const highlight = new Highlight(...(range ? [range] : []));
            highlight.priority = 1;
            CSS.highlights.set(CURRENT, highlight);
        }

        /** @param {number} at */
        box(at) {
            return this.ranges[at]?.getBoundingClientRect() ?? new DOMRect();
        }

        /** @param {number} at */
        element(at) {
            return this.ranges[at]?.startContainer.parentElement ?? null;
        }

        clear() {
            CSS.highlights.delete(ALL);
            CSS.highlights.delete(CURRENT);
        }
    }

    /** The same with elements, where the browser cannot: they go away without a trace. */
    class Wrapped {
        /** @param {Range[]} ranges */
        constructor(ranges) {
            // From the end: wrapping splits texts, which moves what is behind.
            this.marks = [...ranges].reverse().map((range) => wrap(range)).reverse();
        }

        /** @param {number} at */
        show(at) {
            this.marks.forEach((marks, mark) => marks.forEach((one) => one.classList.toggle(CURRENT, mark === at)));
        }

        /** @param {number} at */
        box(at) {
            return this.marks[at]?.[0]?.getBoundingClientRect() ?? new DOMRect();
        }

        /** @param {number} at */
        element(at) {
            return this.marks[at]?.[0] ?? null;
        }

        clear() {
            for (const mark of this.marks.flat()) {
                const parent = mark.parentNode;
                mark.replaceWith(...mark.childNodes);
                parent?.normalize();
            }
        }
    }

    /**
     * A mark around each text of a range.
     * @param {Range} range
     */
    function wrap(range) {
        const { startContainer, endContainer, startOffset, endOffset } = range;
        const root = range.commonAncestorContainer;
        const walker = document.createTreeWalker(root.parentNode ?? root, NodeFilter.SHOW_TEXT);
        /** @type {Text[]} */
        const texts = [];
        for (walker.currentNode = startContainer; walker.currentNode instanceof Text; ) {
            texts.push(walker.currentNode);
            if (walker.currentNode === endContainer || walker.nextNode() === null) {
                break;
            }
        }
        return texts.map((text) => {
            const end = text === endContainer ? endOffset : text.data.length;
            const start = text === startContainer ? startOffset : 0;
            text.splitText(end);
            const inside = text.splitText(start);
            const mark = create("mark", { class: "patterns-mark" });
            inside.replaceWith(mark);
            mark.append(inside);
            return mark;
        });
    }

    /**
     * @param {Range[]} ranges
     */
    function paint(ranges) {
        return typeof Highlight === "function" && CSS.highlights ? new Painted(ranges) : new Wrapped(ranges);
    }

    return { paint };
})();
