/*
 * mdbook-patterns: a catalog that readers can filter. Everything it shows is in the page already; without this
 * script readers see all entries and no control. Here is its state, where the state is kept, and what it moves.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsCatalog = (() => {
    const { create, say, memory, newId, keepArrows, isPrint } = PatternsCommon;
    /** How long a reader pauses before the address changes, and before screen readers hear the count. */
    const TYPING = 300;
    const SPEAKING = 700;
    /** How long sorting ahead may keep the page from answering, in milliseconds. */
    const SLICE = 6;

    /** @implements {PatternsHost} */
    class Catalog {
        /**
         * @param {HTMLElement} root
         * @param {PatternsData} data
         * @param {PatternsView} view
         */
        constructor(root, data, view) {
            this.root = root;
            this.data = data;
            this.words = data.words;
            this.entries = PatternsEntries.read(root, data, view);
            this.find = PatternsText.finder(this.entries);
            this.start = PatternsFilter.initial(data, view);
            this.state = this.start;
            this.filters = memory("filters");
            this.preferences = memory("view");
            this.typing = 0;
            this.painting = 0;
            this.isKept = true;
            this.speaking = 0;
            /** @type {(() => void)[]} what makes each control show the state */
            this.updates = [];
            /** @type {PatternsResult} */
            this.result = { entries: [], counts: [], without: {}, alone: {} };
            this.status = root.querySelector(".patterns-status") ?? create("p", { class: "patterns-status", role: "status" });
            this.shown = create("p", { class: "patterns-shown" });
            this.onPaper = create("p", { class: "patterns-on-paper" });
            this.text = PatternsToolbar.textFilter(this);
            this.compare = data.compare.length === 0 ? null : new PatternsCompare.Compare(this, {
                open: (compare) => this.openComparison(compare),
                close: () => this.closeComparison(),
            });
            this.results = new PatternsResults.Results(this,
                (node, entry) => this.compare?.dress(node, entry), () => PatternsSummary.nothing(this));
            this.isComparing = false;
            this.browse = create("div", { class: "patterns-browse" });
        }

        /** Puts the controls into the page, and shows what the address asks for, or else what the book remembers. */
        run() {
            const { toggle, panel } = PatternsFacets.facets(this, PatternsToolbar.shortcuts(this, this.text));
            const controls = create("search", { class: "patterns-controls", "aria-label": this.words.filter },
                PatternsToolbar.toolbar(this, this.text, toggle), PatternsToolbar.quick(this), panel);
            const results = this.results.element;
            results.tabIndex = -1;
            results.id = newId();
            const skip = create("a", { class: "patterns-skip", href: `#${results.id}` }, this.words.skip);
            skip.addEventListener("click", (event) => {
                event.preventDefault();
                results.focus();
            });
            this.browse.append(skip, controls, PatternsSummary.summary(this, this.shown), this.onPaper, this.results.element);
            if (this.compare) {
                this.browse.append(this.compare.bar);
            }
            this.root.replaceChildren(this.status, this.browse, this.compare?.view ?? "");
            PatternsToolbar.stick(controls.firstElementChild);
            keepArrows(this.root, (target) =>
                controls.contains(target) || target.closest("button, input, .patterns-comparison") !== null);
            window.addEventListener("popstate", () => this.back());
            window.addEventListener("pagehide", () => {
                if (!this.isKept) {
                    this.keep();
                }
            });
            this.results.element.addEventListener("click", (event) => this.badgeClicked(event));
            const asked = this.asked();
            this.state = asked ?? this.remembered();
            if (asked === null) {
                this.writeAddress("quiet");
            }
            this.update();
            this.prepare(this.results.sorter.prepare());
        }

        /** The reader's next word goes into the text filter. */
        focus() {
            this.text.focus();
        }

        /** The state that the address asks for, if it does. */
        asked() {
            const asked = PatternsAddress.parse(this.data, this.start, location.search);
            const compare = this.compare?.valid(asked?.compare ?? []) ?? [];
            // One entry has nothing beside it.
            return asked && { ...asked, compare: compare.length > 1 ? compare : [] };
        }

        /** The state that the book remembers. */
        remembered() {
            const parse = (/** @type {string} */ query) =>
                PatternsAddress.parse(this.data, this.start, query) ?? this.start;
            const { view, sort, group } = parse(this.preferences.read());
            return { ...parse(this.filters.read()), view, sort, group, compare: [] };
        }

        /**
         * Sorts in pauses, so that no click waits for it.
         * @param {Generator<void>} steps
         */
        prepare(steps) {
            setTimeout(() => {
                const end = performance.now() + SLICE;
                let isDone = false;
                while (!isDone && performance.now() < end) {
                    isDone = steps.next().done === true;
                }
                if (!isDone) {
                    this.prepare(steps);
                }
            }, SLICE);
        }

        /**
         * A badge leads to a catalog filtered by its term: this one will do.
         * @param {MouseEvent} event
         */
        badgeClicked(event) {
            const link = event.target instanceof Element ? event.target.closest("a.patterns-badge") : null;
            const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
            if (!(link instanceof HTMLAnchorElement) || !isPlain) {
                return;
            }
            const asked = PatternsAddress.parse(this.data, PatternsFilter.cleared(this.state), link.search);
            if (asked !== null) {
                event.preventDefault();
                this.change({ ...this.state, terms: { ...this.state.terms, ...asked.terms } });
            }
        }

        // Changes -------------------------------------------------------------------------------------------

        /**
         * The reader chose something.
         * @param {PatternsState} state
         * @param {boolean} [isTyping]
         */
        change(state, isTyping = false) {
            // Asked before anything changes, as the answer is there already.
            const isFarBelow = this.browse.getBoundingClientRect().top < -window.innerHeight;
            this.results.look();
            this.state = state;
            this.update();
            if (isFarBelow) {
                this.shown.scrollIntoView({ block: "start" });
            }
            this.keepSoon(isTyping);
        }

        /**
         * Keeps the state once readers see it: the history and the storage of a browser are slow.
         * @param {boolean} isTyping
         */
        keepSoon(isTyping) {
            this.forget();
            const later = () => { this.typing = window.setTimeout(() => this.keep(), isTyping ? TYPING : 0); };
            this.painting = requestAnimationFrame(later);
            this.isKept = false;
        }

        /** What was to be kept is not any more. */
        forget() {
            cancelAnimationFrame(this.painting);
            clearTimeout(this.typing);
            this.isKept = true;
        }

        /** Writes the state into the address and the book's memory. */
        keep() {
            this.forget();
            this.writeAddress("as ever");
            const { view, sort, group } = this.start;
            const print = (/** @type {PatternsState} */ state) =>
                PatternsAddress.print(this.data, { ...state, compare: [] }, this.start, "");
            this.filters.write(print({ ...this.state, view, sort, group }));
            this.preferences.write(print(PatternsFilter.cleared(this.state)));
        }

        /**
         * The first change of a visit makes an entry in the history, so that Back undoes all; later ones change it.
         * A comparison has an entry of its own.
         * @param {"quiet" | "as ever" | "comparison"} way
         */
        writeAddress(way) {
            const query = PatternsAddress.print(this.data, this.state, this.start, location.search);
            if (query === location.search) {
                return;
            }
            const address = `${location.pathname}${query}${location.hash}`;
            try {
                if (way === "comparison") {
                    history.pushState({ patterns: true, comparison: true }, "", address);
                } else if (way === "quiet" || history.state?.patterns === true) {
                    history.replaceState(history.state, "", address);
                } else {
                    history.pushState({ patterns: true }, "", address);
                }
            } catch {
                // Some browsers keep the address of a file as it is.
            }
        }

        /** The address changed: Back, or Forward. */
        back() {
            this.forget();
            const wasComparing = this.isComparing;
            this.state = this.asked() ?? this.start;
            this.update();
            if (this.isComparing) {
                this.compare?.heading.focus();
            } else if (wasComparing) {
                this.refocus();
            }
        }

        /** The focus goes to what opens the comparison, or to the text filter where fewer than two entries are picked. */
        refocus() {
            (this.compare?.open.disabled === false ? this.compare.open : this.text).focus();
        }

        /**
         * @param {string[]} compare
         */
        openComparison(compare) {
            this.keep();
            this.state = { ...this.state, compare };
            this.writeAddress("comparison");
            this.update();
            this.compare?.heading.focus();
            this.compare?.view.scrollIntoView({ block: "start" });
        }

        closeComparison() {
            if (history.state?.comparison === true) {
                history.back();
                return;
            }
            this.change({ ...this.state, compare: [] });
            this.refocus();
        }

        /** Makes everything show the state. */
        update() {
            this.isComparing = this.state.compare.length > 0;
            this.browse.hidden = this.isComparing;
            this.compare?.show(this.state.compare);
            this.result = PatternsFilter.run(this.data, this.entries, this.state, this.find);
            this.updates.forEach((update) => update());
            this.showView();
            this.results.show();
            const text = say(this.words.shown, { shown: this.result.entries.length, total: this.entries.length });
            this.shown.textContent = text;
            this.announce(this.isComparing ? document.title : text);
            const active = PatternsFilter.active(this.data, this.state).map(({ label }) => label);
            this.onPaper.textContent = active.length > 0 ? `${this.words.active}: ${active.join("; ")}` : "";
        }

        showView() {
            for (const view of ["table", "cards", "list"]) {
                this.root.classList.toggle(`patterns-catalog-${view}`, view === this.state.view);
            }
        }

        /**
         * Emptied first, so that the same sentence is said again.
         * @param {string} text
         */
        announce(text) {
            clearTimeout(this.speaking);
            this.speaking = window.setTimeout(() => {
                this.status.textContent = "";
                requestAnimationFrame(() => { this.status.textContent = text; });
            }, SPEAKING);
        }
    }

    /** The catalog of a page; where there are several, the first has the controls, as there is one address. */
    function start() {
        const root = document.querySelector(".patterns-catalog[data-patterns]");
        if (!(root instanceof HTMLElement) || isPrint()) {
            return;
        }
        const view = root.dataset.patternsCatalog;
        if (view === "table" || view === "cards" || view === "list") {
            new Catalog(root, JSON.parse(root.dataset.patterns ?? ""), view).run();
        }
    }

    start();
    return { Catalog };
})();
