/*
 * mdbook-patterns: the search box: a dialog in which what the reader types shows the best pages, and Enter all results, which have an
 * address of their own.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchBox = (() => {
    const { create, button, say } = PatternsCommon;
    const { ROOT, first, isOpening } = PatternsSearchSettings;
    const { address } = PatternsSearchAddress;
    const { recent } = PatternsSearchRecent;
    const { sign } = PatternsSearchSign;
    const { signButton, option } = PatternsSearchDrawing;
    const { Excerpts } = PatternsSearchExcerpts;
    const { PAGE, Results } = PatternsSearchResults;
    const { Options } = PatternsSearchOptions;
    const { notes, hints, keys, failure } = PatternsSearchMessages;
    const { Completions } = PatternsSearchCompletions;

    /** How many pages show below the box while the reader types. */
    const QUICK = 8;
    /** How long a reader pauses before screen readers hear the count, and before all results change the address. */
    const SPEAKING = 700;
    const TYPING = 400;

    /** @implements {PatternsSearchHost} */
    class Box {
        /** @param {(isOpen: boolean) => void} onToggle called when the box opens or closes */
        constructor(onToggle) {
            this.onToggle = onToggle;
            this.root = ROOT;
            /** @type {Record<string, string>} */
            this.words = first();
            this.recent = recent(new URL(this.root, document.baseURI).pathname, () => localStorage);
            /** @type {PatternsQuestion} */
            this.question = { text: "", filters: {}, sort: "relevance" };
            this.isAll = false;
            this.isRenewed = false;
            this.isDated = false;
            this.catalog = "";
            this.speaking = 0;
            this.typing = 0;
            this.work = new AbortController();
            /** How the reader may ask for a term, once one is known. */
            this.example = "";
            /** @type {Promise<PatternsEngine> | null} */
            this.opening = null;
        }

        /** The engine, which comes with the index; where it did not come, the next call tries again. */
        engine() {
            this.opening ??= PatternsSearchLoad.engine(this.root, { onRenewed: () => { this.isRenewed = true; } }).catch((error) => {
                this.opening = null;
                throw error;
            });
            return this.opening;
        }

        // The dialog ----------------------------------------------------------------------------------------

        /** Makes the dialog when it is first needed. */
        build() {
            if (this.dialog) {
                return this.dialog;
            }
            const word = this.words.search;
            this.options = new Options(word);
            this.input = this.options.input;
            this.status = create("p", { role: "status", class: "patterns-only-heard" });
            this.completions = new Completions(this);
            this.above = create("div", { class: "patterns-search-notes" });
            this.below = create("div", { class: "patterns-search-below" });
            this.all = create("div", { class: "patterns-search-view", hidden: true });
            this.body = create("div", { class: "patterns-search-body" }, this.completions.element, this.above, this.options.element, this.below, this.all);
            this.keys = create("p", { class: "patterns-search-keys", "aria-hidden": "true" });
            const bar = create("div", { class: "patterns-search-bar" }, sign("search"), this.input,
                signButton("close", this.words.search_close, () => this.close()));
            this.dialog = create("dialog", { class: "patterns-search", "aria-label": word },
                create("search", { class: "patterns-search-inner", "aria-label": word }, bar, this.status, this.body, this.keys));
            this.quick = new Excerpts(this, this.body);
            this.listen(this.dialog, this.input);
            document.body.append(this.dialog);
            return this.dialog;
        }

        /**
         * @param {HTMLDialogElement} dialog
         * @param {HTMLInputElement} input
         */
        listen(dialog, input) {
            input.addEventListener("input", () => this.typed());
            dialog.addEventListener("keydown", (event) => this.key(event));
            dialog.addEventListener("patterns-leave", () => input.focus());
            dialog.addEventListener("click", (event) => {
                if (event.target === dialog) {
                    this.close();
                } else {
                    this.clicked(event);
                }
            });
            // By the browser's own ways, as Back on a phone; it says so later, when the box may be open again.
            dialog.addEventListener("close", () => {
                if (!dialog.open) {
                    this.closed();
                }
            });
        }

        /**
         * Opens the box, or puts the focus into it.
         * @param {boolean} [isAll] whether it shows all results of its question
         */
        open(isAll = false) {
            const dialog = this.build();
            if (!dialog.open) {
                dialog.showModal();
                this.onToggle(true);
            }
            this.setAll(isAll || this.isAll);
            this.input?.focus();
            this.input?.select();
            this.run();
        }

        close() {
            if (this.dialog?.open) {
                this.dialog.close();
                // Where nothing had the focus before, it stays here for a frame, and the next key would be typed.
                this.input?.blur();
                this.closed();
            }
        }

        /** The address no longer asks for results once they are gone. */
        closed() {
            clearTimeout(this.typing);
            clearTimeout(this.speaking);
            this.work.abort();
            this.onToggle(false);
            if (this.isAll) {
                this.setAll(false);
                this.question = { ...this.question, filters: {}, sort: "relevance" };
                this.writeAddress(null);
            }
        }

        /**
         * Below the box stand all results, or the best few.
         * @param {boolean} isAll
         */
        setAll(isAll) {
            this.isAll = isAll;
            this.dialog?.classList.toggle("patterns-all", isAll);
            if (this.all) {
                this.all.hidden = !isAll;
            }
        }

        // Asking --------------------------------------------------------------------------------------------

        /** The manifest, before the reader has typed; what fails here fails again, and says so, when it is needed. */
        warm() {
            this.engine().catch(() => {});
        }

        typed() {
            this.question = { ...this.question, text: this.input?.value ?? "" };
            this.run();
            if (this.isAll) {
                clearTimeout(this.typing);
                this.typing = window.setTimeout(() => this.writeAddress(this.question), TYPING);
            }
        }

        /**
         * @param {Partial<PatternsQuestion>} change
         */
        ask(change) {
            this.question = { ...this.question, ...change };
            if (this.input && change.text !== undefined) {
                this.input.value = change.text;
                this.input.focus();
            }
            if (this.isAll) {
                this.writeAddress(this.question);
            }
            this.run();
        }

        /** All results of what stands in the box. */
        showAll() {
            if (this.question.text.trim() === "") {
                return;
            }
            this.recent.add(this.question.text);
            this.setAll(true);
            this.writeAddress(this.question);
            this.run();
        }

        /**
         * The first question makes an entry in the history, so that Back closes the results; later ones change it.
         * @param {PatternsQuestion | null} question
         */
        writeAddress(question) {
            const query = PatternsSearchAddress.print(location.search, question);
            if (query === location.search) {
                return;
            }
            const state = { ...history.state, patternsSearch: question !== null };
            try {
                if (question === null || history.state?.patternsSearch === true) {
                    history.replaceState(state, "", `${location.pathname}${query}${location.hash}`);
                } else {
                    history.pushState(state, "", `${location.pathname}${query}${location.hash}`);
                }
            } catch {
                // Some browsers keep the address of a file as it is.
            }
        }

        /** Answers the question; an older answer that is still on its way is dropped. */
        async run() {
            this.work.abort();
            const { signal } = (this.work = new AbortController());
            this.dialog?.classList.add("patterns-busy");
            try {
                const engine = await this.engine();
                const manifest = await engine.open();
                signal.throwIfAborted();
                this.learn(manifest);
                await (this.question.text.trim() === "" && !this.isAll ? this.showStart() : this.answer(engine, signal));
            } catch (error) {
                if (!signal.aborted) {
                    this.fail(error);
                }
            }
            if (!signal.aborted) {
                this.dialog?.classList.remove("patterns-busy");
            }
        }

        /**
         * The words of the book's language, and with them what needs words.
         * @param {PatternsManifest} manifest
         */
        learn({ labels, dated, catalog = "" }) {
            if (this.results) {
                return;
            }
            this.isDated = dated;
            this.catalog = catalog;
            this.words = { ...this.words, ...labels };
            this.results = new Results(this, this.body ?? document.body);
            this.all?.replaceChildren(this.results.element);
            this.input?.setAttribute("placeholder", this.words.search_placeholder ?? "");
            this.keys?.replaceChildren(...keys(this.words));
        }

        /**
         * @param {PatternsEngine} engine
         * @param {AbortSignal} signal
         */
        async answer(engine, signal) {
            const { text, filters, sort } = this.question;
            const { isAll } = this;
            const found = await engine.search(text, isAll ? { typing: true, filters, sort, signal } : { typing: true, signal });
            const [results, facets] = await Promise.all([engine.results(found, 0, isAll ? PAGE : QUICK), isAll ? engine.facets(found) : []]);
            signal.throwIfAborted();
            PatternsSearchEvents.searched(found);
            const first = results.flatMap(({ terms }) => terms)[0];
            if (first && this.example === "") {
                this.example = `${first.taxonomy.name}:${first.term.id}`;
            }
            this.announce(found.hits.length === 0 ? say(this.words.search_none, { query: text }) : say(this.words.search_count, { count: found.hits.length }));
            if (isAll) {
                this.completions?.clear();
                this.options?.show([], "");
                this.above?.replaceChildren(...this.renewal());
                this.below?.replaceChildren();
                this.results?.show(found, results, facets);
            } else {
                await this.completions?.follow(found);
                signal.throwIfAborted();
                this.showQuick(found, results);
            }
        }

        /** @param {PatternsFound} found */
        filled(found) {
            this.completions?.renew(found);
        }

        // What stands below the box -------------------------------------------------------------------------

        /** Before anything is typed: what the reader asked before, and what a query may hold. */
        showStart() {
            const recent = this.recent.list();
            this.quick?.clear();
            this.completions?.clear();
            this.options?.show(recent.map((query) => create("div", { role: "option", class: "patterns-option-recent", "data-query": query, "aria-selected": "false" },
                sign("search"), query)), this.words.search_recent);
            const clear = recent.length === 0 ? null : button(this.words.search_recent_clear, () => {
                this.recent.clear();
                this.showStart();
                this.input?.focus();
            });
            this.above?.replaceChildren(...(recent.length > 0 ? [create("p", { class: "patterns-search-title" }, this.words.search_recent)] : []));
            this.below?.replaceChildren(...(clear === null ? [] : [clear]), hints(this.words, this.example));
        }

        /**
         * The best pages, and the way to all others.
         * @param {PatternsFound} found
         * @param {PatternsSearchResult[]} results
         */
        showQuick(found, results) {
            this.quick?.clear();
            const drawn = results.map((result) => option(result, address(this.root, result.url, found.words, "")));
            const total = found.hits.length;
            const all = total > results.length ? [create("div", { role: "option", class: "patterns-option-all", "aria-selected": "false" },
                say(this.words.search_all, { count: total }))] : [];
            this.options?.show([...drawn.map(({ element }) => element), ...all], this.words.search_results);
            results.forEach((result, at) => {
                const into = drawn[at];
                if (into) {
                    this.quick?.add(found, result, into);
                }
            });
            this.above?.replaceChildren(...this.renewal(), ...notes(this, found));
            this.below?.replaceChildren(...(total === 0 ? [create("p", { class: "patterns-empty" }, say(this.words.search_none, { query: this.question.text }))] : []));
        }

        renewal() {
            return this.isRenewed ? [create("p", { class: "patterns-search-note" }, this.words.search_renewed)] : [];
        }

        /**
         * @param {unknown} error
         */
        fail(error) {
            const { kind, file } = /** @type {Partial<PatternsSearchFailure>} */ (error instanceof Error ? error : {});
            if (kind === "aborted") {
                return;
            }
            if (kind === "renewed") {
                this.run();
                return;
            }
            const isOutdated = kind === "format" && this.words.search_outdated !== undefined;
            const text = isOutdated ? this.words.search_outdated : this.words.search_failed;
            const retry = button(this.words.search_retry, () => {
                this.input?.focus();
                this.run();
            });
            this.dialog?.classList.remove("patterns-busy");
            this.above?.replaceChildren(failure(text ?? "", file ?? "", retry));
            this.announce(text ?? "");
        }

        /**
         * Emptied first, so that the same sentence is said again.
         * @param {string} text
         */
        announce(text) {
            clearTimeout(this.speaking);
            this.speaking = window.setTimeout(() => {
                this.status?.replaceChildren();
                requestAnimationFrame(() => this.status?.replaceChildren(text));
            }, SPEAKING);
        }

        // Keys and clicks -----------------------------------------------------------------------------------

        /**
         * All keys stay in the dialog: mdBook would change the chapter or open its own search.
         * @param {KeyboardEvent} event
         */
        key(event) {
            event.stopPropagation();
            if (isOpening(event)) {
                event.preventDefault();
                this.input?.focus();
                this.input?.select();
            } else if (event.key === "Escape" && !event.isComposing) {
                event.preventDefault();
                this.close();
            } else if (event.target === this.input && !event.isComposing && !event.altKey) {
                this.inputKey(event);
            }
        }

        /**
         * @param {KeyboardEvent} event
         */
        inputKey(event) {
            if (event.key === "Enter") {
                event.preventDefault();
                this.enter(event);
            } else if (event.key === "ArrowDown" && this.isAll) {
                event.preventDefault();
                this.results?.links()[0]?.focus();
            } else if (this.options?.move(event.key) || this.completions?.enter(event.key, /** @type {HTMLInputElement} */ (event.target))) {
                event.preventDefault();
            }
        }

        /**
         * @param {KeyboardEvent} event
         */
        enter({ ctrlKey, metaKey, shiftKey }) {
            const chosen = this.options?.chosen;
            if (chosen) {
                chosen.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
            } else if (this.isAll) {
                this.recent.add(this.question.text);
                clearTimeout(this.typing);
                this.writeAddress(this.question);
            } else {
                this.showAll();
            }
        }

        /**
         * @param {MouseEvent} event
         */
        clicked(event) {
            const target = event.target instanceof Element ? event.target : null;
            const chosen = target?.closest("[role=option]");
            const isNew = event.ctrlKey || event.metaKey || event.shiftKey;
            if (chosen instanceof HTMLElement && chosen.dataset.query !== undefined) {
                this.ask({ text: chosen.dataset.query });
            } else if (chosen && !(chosen instanceof HTMLAnchorElement)) {
                this.showAll();
                this.input?.focus();
            } else if (target?.closest("a")) {
                PatternsSearchEvents.opened(this.question.text, target.closest("a"), this.body);
                this.recent.add(this.question.text);
                // Of all results the address stays, so that Back shows them again.
                if (!isNew && !this.isAll) {
                    this.close();
                }
            }
        }

        /** What the address asks for; anything else closes. */
        followAddress() {
            const question = PatternsSearchAddress.parse(location.search);
            if (question !== null) {
                this.question = question;
                this.build();
                if (this.input) {
                    this.input.value = question.text;
                }
                this.open(true);
            } else if (this.isAll) {
                this.setAll(false);
                this.close();
            }
        }
    }

    return { Box };
})();
