/*
 * mdbook-patterns: the words of a search, marked on the page that the reader opened, with a bar that goes from match to match. The
 * address names the words, so that new tabs and files have them.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchHighlight = (() => {
    const { create, say } = PatternsCommon;
    const { signButton } = PatternsSearchDrawing;
    const { find } = PatternsSearchMatches;
    const { paint } = PatternsSearchPaint;

    /** The bar that goes from match to match. */
    class Hits {
        /**
         * @param {Range[]} ranges
         * @param {Record<string, string>} words
         */
        constructor(ranges, words) {
            this.words = words;
            this.count = ranges.length;
            this.first = firstBehindTarget(ranges);
            this.at = this.first;
            this.paint = paint(ranges);
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
                history.replaceState(history.state, "", `${location.pathname}${PatternsSearchAddress.unmarked(location.search)}${location.hash}`);
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
        const words = PatternsSearchAddress.marks(location.search);
        const root = document.querySelector("#mdbook-content main, #content main, main");
        if (words === null || root === null) {
            return;
        }
        const engine = await PatternsSearchOpening.engine();
        const { labels } = await engine.open();
        const found = await find(root, words);
        if (found.length > 0) {
            new Hits(found, labels).start();
        }
    }

    // Without the index the page is what it is without words.
    start().catch(() => {});
})();
