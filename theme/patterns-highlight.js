/*
 * mdbook-patterns: the words of a search, marked on the page that the reader opened, with a bar that goes from match
 * to match. The address names the words, so that new tabs and files have them. The page's elements stay as they are
 * where the browser can highlight ranges.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
/// <reference path="patterns-index.d.ts" />
"use strict";

const PatternsHighlight = (() => {
    const { create, say } = PatternsCommon;
    const ALL = "patterns-hit";
    const CURRENT = "patterns-hit-current";
    /** Milliseconds of work before others may do theirs, and how many matches are marked at most. */
    const SLICE = 8;
    const MOST = 2000;
    /** What does not end a run of text. */
    const INLINE = new Set(["A", "ABBR", "B", "BDI", "BDO", "CITE", "CODE", "DFN", "EM", "I", "INS", "KBD", "MARK", "Q", "S", "SAMP", "SMALL", "SPAN",
        "STRONG", "SUB", "SUP", "TIME", "U", "VAR"]);
    /** What the page says of itself, controls, and what nobody sees. */
    const SKIPPED = "script, style, template, noscript, svg, math, textarea, select, button, .patterns-breadcrumbs, .patterns-nav, .patterns-controls, "
        + ".patterns-search-open, .patterns-icon, .buttons, .boring, .nav-wrapper, [hidden]";

    // Finding -----------------------------------------------------------------------------------------------

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

    // Painting ----------------------------------------------------------------------------------------------

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

    // The bar -----------------------------------------------------------------------------------------------

    class Hits {
        /**
         * @param {Range[]} ranges
         * @param {Record<string, string>} words
         */
        constructor(ranges, words) {
            const { signButton } = PatternsSearchDraw;
            this.words = words;
            this.count = ranges.length;
            this.first = firstBehindTarget(ranges);
            this.at = this.first;
            this.paint = typeof Highlight === "function" && CSS.highlights ? new Painted(ranges) : new Wrapped(ranges);
            this.text = create("span", { role: "status", class: "patterns-hits-text" });
            this.bar = create("div", { role: "group", class: "patterns-hits", "aria-label": words.search_hits }, this.text,
                signButton("up", words.search_hit_previous, () => this.go(this.at - 1)),
                signButton("down", words.search_hit_next, () => this.go(this.at + 1)),
                signButton("close", words.search_hits_clear, () => this.clear()));
            this.bar.addEventListener("keydown", (event) => {
                // mdBook changes the chapter at these.
                if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
                    event.stopPropagation();
                }
            });
            this.escape = (/** @type {KeyboardEvent} */ event) => {
                const isOurs = event.key === "Escape" && document.querySelector("dialog[open]") === null;
                if (isOurs && !(event.target instanceof Element && event.target.closest("input, textarea, select"))) {
                    this.clear();
                }
            };
        }

        start() {
            document.body.append(this.bar);
            document.addEventListener("keydown", this.escape);
            this.show();
        }

        show() {
            this.paint.show(this.at);
            this.text.textContent = say(this.words.search_hit, { at: this.at + 1, count: this.count });
        }

        /**
         * To a match, around the ends.
         * @param {number} at
         */
        go(at) {
            this.at = (at + this.count) % this.count;
            for (let closed = this.closedAround(); closed; closed = this.closedAround()) {
                closed.open = true;
            }
            this.show();
            const { top, height } = this.paint.box(this.at);
            const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
            if (top < window.innerHeight * 0.15 || top + height > window.innerHeight * 0.8) {
                window.scrollBy({ top: top - window.innerHeight / 3, behavior: isCalm ? "auto" : "smooth" });
            }
        }

        closedAround() {
            const closed = this.paint.element(this.at)?.closest("details:not([open])");
            return closed instanceof HTMLDetailsElement ? closed : null;
        }

        /** Everything is as if the reader had come without words. */
        clear() {
            const hadFocus = this.bar.contains(document.activeElement);
            this.paint.clear();
            this.bar.remove();
            document.removeEventListener("keydown", this.escape);
            if (hadFocus) {
                focusPage();
            }
            try {
                history.replaceState(history.state, "", `${location.pathname}${PatternsSearchState.unmarked(location.search)}${location.hash}`);
            } catch {
                // Some browsers keep the address of a file as it is.
            }
        }
    }

    /** Gives the focus back to the text. */
    function focusPage() {
        const main = document.querySelector("main");
        main?.setAttribute("tabindex", "-1");
        main?.focus({ preventScroll: true });
        main?.addEventListener("blur", () => main.removeAttribute("tabindex"), { once: true });
    }

    /**
     * The first match at or behind the heading that the address names.
     * @param {Range[]} ranges
     */
    function firstBehindTarget(ranges) {
        const target = targetOf(location.hash);
        const at = target === null ? 0 : ranges.findIndex(({ startContainer }) => target.contains(startContainer)
            || (target.compareDocumentPosition(startContainer) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
        return Math.max(at, 0);
    }

    /**
     * @param {string} hash
     */
    function targetOf(hash) {
        try {
            return document.getElementById(decodeURIComponent(hash.slice(1)));
        } catch {
            return null;
        }
    }

    async function start() {
        const words = PatternsSearchState.marks(location.search);
        const root = document.querySelector("#mdbook-content main, #content main, main");
        if (words === null || root === null) {
            return;
        }
        const engine = await PatternsSearchBox.engine();
        const { labels } = await engine.open();
        const found = await find(root, words);
        if (found.length > 0) {
            new Hits(found, labels).start();
        }
    }

    // Without the index the page is what it is without words.
    start().catch(() => {});
    return { runs, ranges };
})();
