/*
 * mdbook-patterns: the excerpts of the hits that readers see, and of no others.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchExcerpts = (() => {
    const { address } = PatternsSearchAddress;
    const { fill, isNamed } = PatternsSearchDrawing;

    /** Loads excerpts of the hits that readers see, and of no others. */
    class Excerpts {
        /**
         * @param {PatternsSearchHost} host
         * @param {Element} box what scrolls
         */
        constructor(host, box) {
            this.host = host;
            /** @type {Map<Element, () => void>} */
            this.waiting = new Map();
            this.observer = new IntersectionObserver((entries) => {
                for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
                    this.observer.unobserve(target);
                    this.waiting.get(target)?.();
                    this.waiting.delete(target);
                }
            }, { root: box, rootMargin: "100px" });
        }

        /** Forgets all; what is still on its way is drawn into what is no longer there. */
        clear() {
            this.observer.disconnect();
            this.waiting.clear();
        }

        /**
         * @param {PatternsFound} found
         * @param {PatternsSearchResult} result
         * @param {PatternsDrawn} drawn
         */
        add(found, result, drawn) {
            this.waiting.set(drawn.element, async () => {
                try {
                    const excerpt = await (await this.host.engine()).excerpt(found, result.hit);
                    fill(drawn, excerpt, (id) => address(this.host.root, result.url, found.words, id), isNamed(found, result));
                    this.host.filled(found);
                } catch (error) {
                    this.host.fail(error);
                }
            });
            this.observer.observe(drawn.element);
        }
    }

    return { Excerpts };
})();
