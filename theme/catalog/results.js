/*
 * mdbook-patterns: the entries that pass, on the page. Only a screen of them is drawn at once, as laying out rows
 * costs most; the rest of a page follows when the reader pauses, a few in each frame, and more at a click.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsResults = (() => {
    const { create, button, say } = PatternsCommon;
    /** How many entries stand in the page until the reader asks for more, and how many more then. */
    const PAGE = 50;
    const MORE = 100;
    /** How many are drawn at one go while nobody knows how tall they are, and at least and at most else. */
    const FIRST = 12;
    const LEAST = 4;
    const MOST = 24;
    /** How many entries below the edge of the screen are drawn at once too. */
    const SPARE = 1;
    /** How many follow in a frame. */
    const SLICE = 6;
    /** How long after a choice the rest of the page follows, in milliseconds, unless the reader scrolls. */
    const PAUSE = 400;

    class Results {
        /**
         * @param {PatternsHost} host
         * @param {(node: HTMLElement, entry: PatternsEntry) => void} dress adds to a node when it is first drawn
         * @param {() => Node} nothing what stands where no entry passes
         */
        constructor(host, dress, nothing) {
            this.host = host;
            this.dress = dress;
            this.nothing = nothing;
            this.sorter = PatternsOrder.sorter(host.data, host.entries);
            this.element = create("div", { class: "patterns-results" });
            this.frame = new PatternsFrame.Frame(host, this.element);
            /** @type {WeakSet<HTMLElement>} */
            this.dressed = new WeakSet();
            this.timer = 0;
            this.painting = 0;
            this.limit = PAGE;
            /** @type {{ term: number, items: PatternsEntry[] }[]} */
            this.groups = [];
            this.total = 0;
            this.drawn = 0;
            this.group = 0;
            this.inGroup = 0;
            /** @type {Element | null} where the next entries go */
            this.place = null;
            /** @type {Set<string>} */
            this.used = new Set();
            /** @type {Partial<Record<PatternsView, number>>} how tall an entry is in a view, on average */
            this.heights = {};
            this.space = Infinity;
            this.isWaiting = false;
            window.addEventListener("beforeprint", () => this.append(Infinity));
            window.addEventListener("scroll", () => {
                if (this.isWaiting) {
                    this.later(0);
                }
            }, { passive: true });
        }

        /** Asks how much of the screen is the results', while the answer is there already. */
        look() {
            this.space = window.innerHeight - Math.max(0, this.element.getBoundingClientRect().top);
        }

        /** Learns how tall entries are, once they are laid out. */
        learn() {
            if (this.drawn > 0) {
                this.heights[this.host.state.view] = this.element.offsetHeight / this.drawn;
            }
        }

        /** How many entries fill the screen. */
        screen() {
            const height = this.heights[this.host.state.view];
            if (!height || this.space === Infinity) {
                return FIRST;
            }
            return Math.min(MOST, Math.max(LEAST, Math.ceil(this.space / height) + SPARE));
        }

        /** Nothing is drawn. */
        restart() {
            this.pause();
            this.drawn = 0;
            this.group = 0;
            this.inGroup = 0;
            this.place = null;
            this.used = new Set();
        }

        /** Shows the state: a screen of entries at once. */
        show() {
            const focused = document.activeElement;
            this.restart();
            this.limit = PAGE;
            this.groups = this.grouped();
            this.total = this.groups.reduce((sum, { items }) => sum + items.length, 0);
            const kept = this.frame.begin(this.total === 0);
            if (this.total === 0) {
                this.element.append(this.nothing());
            } else if (kept) {
                this.replace(kept, this.screen());
            } else {
                this.append(this.screen());
            }
            if (focused instanceof HTMLElement && focused !== document.activeElement && this.element.contains(focused)) {
                focused.focus({ preventScroll: true });
            }
            this.later(PAUSE);
        }

        /** What was to be drawn is not any more. */
        pause() {
            this.isWaiting = false;
            clearTimeout(this.timer);
            cancelAnimationFrame(this.painting);
        }

        /**
         * Goes on with the page in a while, a few entries between two frames, so that a key or a click never waits for
         * all of it.
         * @param {number} wait milliseconds
         */
        later(wait) {
            this.pause();
            if (this.drawn >= this.total) {
                this.element.removeAttribute("aria-busy");
                return;
            }
            this.element.setAttribute("aria-busy", "true");
            this.isWaiting = wait > 0;
            this.timer = window.setTimeout(() => {
                this.isWaiting = false;
                this.learn();
                this.goOn();
            }, wait);
        }

        /** Draws a few entries more, until the page is full. */
        goOn() {
            const end = Math.min(this.limit, this.total);
            this.append(Math.min(this.drawn + SLICE, end));
            if (this.drawn < end) {
                this.painting = requestAnimationFrame(() => { this.timer = window.setTimeout(() => this.goOn(), 0); });
                return;
            }
            this.element.removeAttribute("aria-busy");
            this.element.append(...(this.drawn < this.total ? [this.more()] : []));
        }

        /**
         * Draws a screen of entries where others stand: those that stay in their order are not touched.
         * @param {HTMLElement} place
         * @param {number} count
         */
        replace(place, count) {
            const nodes = (this.groups[0]?.items ?? []).slice(0, count).map((entry) => this.node(entry));
            const wanted = new Set(nodes);
            for (const child of [...place.children]) {
                if (child instanceof HTMLElement && !wanted.has(child)) {
                    child.remove();
                }
            }
            let next = place.firstElementChild;
            for (const node of nodes) {
                if (node === next) {
                    next = next.nextElementSibling;
                } else {
                    place.insertBefore(node, next);
                }
            }
            this.place = place;
            this.drawn = nodes.length;
            this.inGroup = nodes.length;
        }

        /**
         * Draws on, until so many entries stand there.
         * @param {number} until
         */
        append(until) {
            this.element.querySelector(":scope > .patterns-more")?.remove();
            while (this.drawn < until) {
                const group = this.groups[this.group];
                if (!group) {
                    return;
                }
                const place = this.inGroup > 0 && this.place ? this.place : this.frame.open(group.term, group.items.length);
                this.place = place;
                const some = group.items.slice(this.inGroup, this.inGroup + until - this.drawn);
                place.append(...some.map((entry) => this.node(entry)));
                this.drawn += some.length;
                this.inGroup += some.length;
                if (this.inGroup >= group.items.length) {
                    this.group += 1;
                    this.inGroup = 0;
                }
            }
        }

        more() {
            const element = button(say(this.host.words.more, { count: this.total - this.drawn }), () => {
                const first = this.drawn;
                this.limit += MORE;
                this.append(first + FIRST);
                const next = this.element.querySelectorAll("[data-id]")[first]?.querySelector("a");
                next?.focus({ preventScroll: true });
                this.later(0);
            });
            return create("p", { class: "patterns-more" }, element);
        }

        /** The entries that pass, in order, in their groups; without grouping, in one. */
        grouped() {
            const { data, entries, state, result } = this.host;
            const sorted = this.sorter.order(state.sort);
            const passes = new Uint8Array(entries.length);
            result.entries.forEach((place) => { passes[place] = 1; });
            const places = sorted === null ? result.entries : sorted.filter((place) => passes[place] === 1);
            /** @type {PatternsEntry[]} */
            const items = [];
            for (const place of places) {
                const entry = entries[place];
                if (entry) {
                    items.push(entry);
                }
            }
            if (state.group !== "") {
                return PatternsOrder.groups(data, state.group, items);
            }
            return items.length > 0 ? [{ term: PatternsFrame.ALL, items }] : [];
        }

        /**
         * An entry's node; a copy where it stands in several groups.
         * @param {PatternsEntry} entry
         */
        node(entry) {
            const { state, data, entries } = this.host;
            const node = PatternsDrawing.node(entry, state.view, data, entries);
            PatternsMarks.mark(node, PatternsText.wanted(state.words));
            if (this.used.has(entry.id)) {
                const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
                copy.querySelectorAll(".patterns-pick").forEach((pick) => pick.replaceChildren());
                return copy;
            }
            this.used.add(entry.id);
            if (!this.dressed.has(node)) {
                this.dressed.add(node);
                this.dress(node, entry);
            }
            return node;
        }
    }

    return { Results };
})();
