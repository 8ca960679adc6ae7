/*
 * mdbook-patterns: the way back to the top of a long page: a link in the menu bar, which mdBook shows again when the reader turns
 * back. There it covers no text. It is here for its word and its sign.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsTop = (() => {
    const { create } = PatternsCommon;
    const { first } = PatternsSearchSettings;
    const { sign } = PatternsSearchSign;

    /** So many screens below the top it is worth a link. */
    const FAR = 2;

    const word = first().to_top;
    const link = create("a", { class: "patterns-top", href: "#", title: word, "aria-label": word, hidden: true },
        create("span", { class: "fa-svg" }, sign("top")));
    let last = window.scrollY;

    /** Shows it when the reader turns back, and hides it near the top. */
    function follow() {
        const { scrollY, innerHeight } = window;
        if (scrollY < FAR * innerHeight) {
            link.hidden = true;
        } else if (scrollY < last) {
            link.hidden = false;
        }
        last = scrollY;
    }

    /**
     * The focus goes along, so that the next Tab is at the start of the text.
     * @param {Event} event
     */
    function leave(event) {
        event.preventDefault();
        const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        const main = document.querySelector("main");
        main?.setAttribute("tabindex", "-1");
        main?.focus({ preventScroll: true });
        window.scrollTo({ top: 0, behavior: isCalm ? "instant" : "smooth" });
    }

    link.addEventListener("click", leave);
    document.querySelector(".right-buttons")?.prepend(link);
    window.addEventListener("scroll", follow, { passive: true });

    return { link };
})();
