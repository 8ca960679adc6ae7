/*
 * mdbook-patterns: how the search opens: a button in the menu bar, keys, and an address that asks. Only this is on every page; the
 * search itself comes when the reader is about to use it.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchOpening = (() => {
    const { create, button, memory, isTyping } = PatternsCommon;
    const { ROOT, first, hasKeys, isOpening } = PatternsSearchSettings;
    const { sign } = PatternsSearchSign;

    /** @typedef {InstanceType<typeof PatternsSearchBox.Box>} Box */
    /** The box, once somebody asked for it. @type {Promise<Box> | null} */
    let coming = null;
    /** What the reader types while it comes; `null` when nothing is waited for. @type {string | null} */
    let typed = null;

    /** mdBook's own search, which keeps `/` and `s` where it is on. */
    const hasOther = () => document.querySelector("#mdbook-search-toggle, #search-toggle") !== null;
    /** A catalog with controls has a text filter, which keeps `/` on its page; its script may come after this one. */
    const hasCatalog = () => document.querySelector(".patterns-catalog[data-patterns]") !== null
        && (document.readyState === "loading" || typeof PatternsCatalog !== "undefined");
    const toggle = () => document.querySelector("#patterns-search-toggle");

    /** The box; where its script did not come, the next call tries again. */
    function box() {
        coming ??= PatternsSearchLoad.search(ROOT)
            .then(() => new PatternsSearchBox.Box((isOpen) => toggle()?.setAttribute("aria-expanded", String(isOpen))))
            .catch((error) => {
                coming = null;
                throw error;
            });
        return coming;
    }

    /** Opens it, with what was typed since the reader asked for it. */
    async function open() {
        if (typed !== null) {
            return;
        }
        typed = "";
        try {
            const opened = await box();
            const text = typed;
            opened.open();
            if (text !== "") {
                opened.ask({ text });
            }
        } catch {
            fail();
        } finally {
            typed = null;
        }
    }

    /** Says that the search did not come, where the reader waits for it. */
    function fail() {
        const words = first();
        document.querySelector(".patterns-search-failed")?.remove();
        const dialog = create("dialog", { class: "patterns-search-failed", "aria-label": words.search }, create("p", { role: "alert" }, words.search_failed),
            button(words.search_retry, () => { dialog.close(); open(); }), button(words.search_close, () => dialog.close()));
        dialog.addEventListener("close", () => dialog.remove());
        // mdBook changes the chapter at some of them.
        dialog.addEventListener("keydown", (event) => event.stopPropagation());
        document.body.append(dialog);
        dialog.showModal();
    }

    /** Before the reader asks: the box and the manifest. What fails here fails again, and says so, when it is needed. */
    function warm() {
        box().then((it) => it.warm(), () => {});
    }

    /** Whether the reader turned single keys off, at the switch of the catalog. */
    function isOff() {
        return memory("shortcuts").read() === "off";
    }

    /**
     * A single key that opens the box where no text is being typed and nobody else owns the key.
     * @param {KeyboardEvent} event
     */
    function isSingleKey(event) {
        const isKey = event.key === "s" || (event.key === "/" && !hasCatalog());
        return isKey && !isTyping(event) && !hasOther() && !isOff() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    }

    /** The button in the menu bar, as mdBook makes its own. */
    function addToggle() {
        const bar = document.querySelector(".left-buttons");
        if (bar === null || hasOther()) {
            return;
        }
        const word = first().search ?? "";
        const keys = hasCatalog() ? "s Control+K" : "/ s Control+K";
        bar.append(opener({ id: "patterns-search-toggle", class: "icon-button", title: hasKeys() ? `${word} (Ctrl+K)` : word, "aria-label": word,
            "aria-expanded": "false", "aria-keyshortcuts": hasKeys() ? keys : undefined }, create("span", { class: "fa-svg" }, sign("search"))));
    }

    /** Where the menu bar has mdBook's search, ours has a button above the catalog. */
    function addToCatalog() {
        const catalog = document.querySelector(".patterns-catalog[data-patterns]");
        if (catalog === null || !hasOther()) {
            return;
        }
        const label = create("span", {}, first().search);
        const attributes = { class: "patterns-button", "aria-keyshortcuts": hasKeys() ? "Control+K" : undefined };
        const parts = hasKeys() ? [sign("search"), label, create("kbd", { "aria-hidden": "true" }, "Ctrl K")] : [sign("search"), label];
        catalog.before(create("p", { class: "patterns-search-open" }, opener(attributes, ...parts)));
    }

    /**
     * @param {Record<string, string | undefined>} attributes
     * @param {...Node} children
     */
    function opener(attributes, ...children) {
        const element = create("button", { type: "button", "aria-haspopup": "dialog", ...attributes }, ...children);
        element.addEventListener("click", open);
        element.addEventListener("pointerenter", warm, { once: true });
        element.addEventListener("focus", warm, { once: true });
        return element;
    }

    /** The keys, unless the book says that none opens the search. */
    function listen() {
        document.addEventListener("keydown", (event) => {
            if (!event.defaultPrevented && (isOpening(event) || isSingleKey(event))) {
                stop(event);
                open();
            }
        }, { capture: true });
    }

    /**
     * Keeps what is typed while the search comes, which would be mdBook's or lost.
     * @param {KeyboardEvent} event
     */
    function keep(event) {
        if (typed === null || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) {
            return;
        }
        if (event.key === "Backspace") {
            typed = typed.slice(0, -1);
        } else if ([...event.key].length === 1) {
            typed += event.key;
        } else {
            return;
        }
        stop(event);
    }

    /** @param {KeyboardEvent} event */
    function stop(event) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }

    /**
     * What the address says: all results of a question, words to mark, or, where there is no page, its words.
     * @param {boolean} isFirst whether the page has only just come
     */
    async function follow(isFirst) {
        const asked = new URLSearchParams(location.search);
        const isMissing = isFirst && document.querySelector("base[href]") !== null && location.protocol !== "file:";
        const isAsked = asked.has("patterns-q") || asked.has("patterns-mark") || isMissing;
        if (!isAsked && coming === null) {
            return;
        }
        const it = await box();
        if (isMissing) {
            PatternsSearchMissing.ask();
        }
        it.followAddress();
    }

    function start() {
        addToggle();
        addToCatalog();
        document.addEventListener("keydown", keep, { capture: true });
        if (hasKeys()) {
            listen();
        }
        // Without the search, the page is what it is without a question.
        window.addEventListener("popstate", () => follow(false).catch(() => {}));
        follow(true).catch(() => {});
    }

    start();

    return { engine: () => box().then((it) => it.engine()) };
})();
