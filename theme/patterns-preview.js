/*
 * mdbook-patterns: what a link to an entry leads to shows beside the link, while a mouse is on it or the keyboard has reached it. Only
 * this is on every page; the rest comes with the first such link.
 */
// @ts-check
/// <reference path="patterns.d.ts" />
/// <reference path="patterns-index.d.ts" />
"use strict";

const PatternsPreviews = (() => {
    const { isPrint } = PatternsCommon;
    /** Links of these say all that a preview would. */
    const PLAIN = ".patterns-nav, .patterns-breadcrumbs, .patterns-catalog, .patterns-gathered, .patterns-levels, .patterns-badge, .header";

    /** What shows previews, once somebody reached a link; `null` where the book has none. @type {Promise<PatternsPreviewHost | null> | undefined} */
    let coming;

    /**
     * The link to another page of the book that an event is about.
     * @param {Event} event
     */
    function linkOf({ target }) {
        const link = target instanceof Element ? target.closest("main a[href]") : null;
        if (!(link instanceof HTMLAnchorElement || link instanceof SVGAElement) || link.closest(PLAIN) !== null) {
            return null;
        }
        const { protocol, host, pathname } = addressOf(link);
        return protocol !== location.protocol || host !== location.host || pathname === location.pathname ? null : link;
    }

    /**
     * The address of a link, part by part: the links of a drawing do not have the parts.
     * @param {PatternsLink} link
     */
    function addressOf(link) {
        return link instanceof SVGAElement ? Object.assign(document.createElement("a"), { href: link.href.baseVal }) : link;
    }

    /** @param {Event} event */
    async function reach(event) {
        const link = linkOf(event);
        if (link !== null) {
            coming ??= PatternsSearchLoad.previews(PatternsSearchSettings.ROOT);
            // Without them a link is what it is.
            (await coming.catch(() => null))?.reach(link);
        }
    }

    if (!isPrint()) {
        document.addEventListener("pointerover", (event) => {
            if (event.pointerType !== "touch") {
                reach(event);
            }
        });
        document.addEventListener("focusin", (event) => {
            if (event.target instanceof Element && event.target.matches(":focus-visible")) {
                reach(event);
            }
        });
    }

    return { linkOf, addressOf };
})();
