/*
 * mdbook-patterns: where there is no room for a rail, the facets come up from below at a button.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
"use strict";

const PatternsSheet = (() => {
    const { create, button, say } = PatternsCommon;

    /**
     * The button that shows the facets, with how many filters are on; the panel gets what a sheet needs.
     * @param {PatternsHost} host
     * @param {HTMLElement} panel
     */
    function sheet(host, panel) {
        const { words } = host;
        const hide = () => {
            if (isSheet(panel)) {
                panel.hidePopover();
            }
            shut(panel, toggle);
        };
        const close = button("", hide, { class: "patterns-button patterns-quiet patterns-sheet-close", "aria-label": words.close });
        const done = button("", hide, { class: "patterns-button patterns-primary" });
        panel.prepend(create("div", { class: "patterns-sheet-head" }, create("span", {}, words.filters), close));
        panel.append(create("div", { class: "patterns-sheet-foot" }, done));
        const count = create("span", { class: "patterns-count" });
        const toggle = button(words.filters, () => {
            if (panel.classList.contains("patterns-open")) {
                hide();
            } else {
                show(panel, toggle, words.filters ?? "");
            }
        }, { class: "patterns-button patterns-facets-toggle", "aria-expanded": "false", "aria-controls": panel.id });
        toggle.append(count);
        // Tab goes round in the sheet; a click beside it closes it.
        panel.addEventListener("keydown", (event) => {
            const [from, to] = event.shiftKey ? [close, done] : [done, close];
            if (event.key === "Tab" && (event.target === from || (event.shiftKey && event.target === panel))) {
                event.preventDefault();
                to.focus();
            }
        });
        // The reader clicked elsewhere, or pressed Escape. The class goes before the sheet does: without the sheet it would show the facets in their place.
        panel.addEventListener("beforetoggle", (event) => {
            if (isClosing(event)) {
                panel.classList.remove("patterns-open");
            }
        });
        panel.addEventListener("toggle", (event) => {
            if (isClosing(event)) {
                shut(panel, toggle);
            }
        });
        // Where the window grew, the facets stand beside the results again.
        window.addEventListener("resize", () => {
            if (isSheet(panel) && toggle.offsetParent === null) {
                hide();
            }
        });
        host.updates.push(() => {
            const active = PatternsFilter.active(host.data, host.state).length;
            count.textContent = active > 0 ? ` (${active})` : "";
            done.textContent = say(words.results, { count: host.result.entries.length });
        });
        return toggle;
    }

    /**
     * @param {HTMLElement} panel
     * @param {HTMLElement} toggle
     * @param {string} name
     */
    function show(panel, toggle, name) {
        panel.classList.add("patterns-open");
        toggle.setAttribute("aria-expanded", "true");
        // A browser that knows of no popovers shows them in their place.
        if (typeof panel.showPopover === "function") {
            panel.setAttribute("role", "dialog");
            panel.setAttribute("aria-modal", "true");
            panel.setAttribute("aria-label", name);
            panel.popover = "auto";
            panel.showPopover();
            panel.focus({ preventScroll: true });
        }
    }

    /**
     * @param {HTMLElement} panel
     * @param {HTMLElement} toggle
     */
    function shut(panel, toggle) {
        panel.classList.remove("patterns-open");
        ["role", "aria-modal", "aria-label", "popover"].forEach((name) => panel.removeAttribute(name));
        toggle.setAttribute("aria-expanded", "false");
    }

    /**
     * @param {HTMLElement} panel
     */
    function isSheet(panel) {
        return panel.hasAttribute("popover") && panel.matches(":popover-open");
    }

    /**
     * @param {Event} event
     */
    function isClosing(event) {
        return /** @type {ToggleEvent} */ (event).newState === "closed";
    }

    return { sheet };
})();
