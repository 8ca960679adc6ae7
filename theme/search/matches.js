/*
 * mdbook-patterns: where the words of a search stand on a page, as ranges of its texts.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchMatches = (() => {
    /** Milliseconds of work before others may do theirs, and how many matches are marked at most. */
    const SLICE = 8;
    const MOST = 2000;
    /** What does not end a run of text. */
    const INLINE = new Set(["A", "ABBR", "B", "BDI", "BDO", "CITE", "CODE", "DFN", "EM", "I", "INS", "KBD", "MARK", "Q", "S", "SAMP", "SMALL", "SPAN",
        "STRONG", "SUB", "SUP", "TIME", "U", "VAR"]);
    /** What the page says of itself, controls, and what nobody sees. */
    const SKIPPED = "script, style, template, noscript, svg, math, textarea, select, button, .patterns-breadcrumbs, .patterns-nav, .patterns-controls, "
        + ".patterns-search-open, .patterns-icon, .buttons, .boring, .nav-wrapper, [hidden]";

    /**
     * Runs of text nodes that readers see as one text.
     * @param {Element} root
     */
    function* runs(root) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
            (node instanceof Element && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
        /** @type {Text[]} */
        let run = [];
        /** @type {Element | null} */
        let block = null;
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (!(node instanceof Text)) {
                continue;
            }
            const own = blockOf(node, root);
            if (own !== block && run.length > 0) {
                yield run;
                run = [];
            }
            block = own;
            run.push(node);
        }
        if (run.length > 0) {
            yield run;
        }
    }

    /**
     * @param {Text} text
     * @param {Element} root
     */
    function blockOf(text, root) {
        let element = text.parentElement;
        while (element && element !== root && INLINE.has(element.tagName)) {
            element = element.parentElement;
        }
        return element;
    }

    /**
     * The ranges of a run's matches.
     * @param {Text[]} run
     * @param {PatternsWords} words
     */
    function ranges(run, words) {
        const text = run.map(({ data }) => data).join("");
        let node = 0;
        let begin = 0;
        const place = (/** @type {number} */ offset, /** @type {boolean} */ isEnd) => {
            for (;;) {
                const length = run[node]?.data.length ?? 0;
                if (node >= run.length - 1 || offset < begin + length || (isEnd && offset === begin + length)) {
                    return /** @type {const} */ ([run[node] ?? document, offset - begin]);
                }
                begin += length;
                node += 1;
            }
        };
        return PatternsSearch.marks(text, words).map(([start, end]) => {
            const range = new Range();
            range.setStart(...place(start, false));
            range.setEnd(...place(end, true));
            return range;
        });
    }

    /**
     * All matches of a page, found in slices so that the page stays alive.
     * @param {Element} root
     * @param {PatternsWords} words
     */
    async function find(root, words) {
        /** @type {Range[]} */
        const found = [];
        let begun = performance.now();
        for (const run of [...runs(root)]) {
            found.push(...ranges(run, words));
            if (found.length >= MOST) {
                break;
            }
            if (performance.now() - begun > SLICE) {
                await new Promise((resolve) => setTimeout(resolve));
                begun = performance.now();
            }
        }
        return found.slice(0, MOST);
    }

    return { runs, ranges, find };
})();
