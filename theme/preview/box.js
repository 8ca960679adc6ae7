/*
 * mdbook-patterns: the preview of a link: a title, badges and a description beside it. It stays while the mouse is on either or the link
 * has the focus, and goes at Escape.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsPreview = (() => {
    const { create, badge, newId } = PatternsCommon;
    /** How long a mouse rests on a link before its preview shows, and how long it may be on neither. */
    const RESTING = 350;
    const LEAVING = 200;
    /** The room between a link and its preview, and the edge of the window. */
    const GAP = 6;
    const EDGE = 8;

    /**
     * The file of the data that knows a page; the build counts in the same way (FNV-1a in 32 bits).
     * @param {string} path
     * @param {number} files
     */
    function place(path, files) {
        const hash = new TextEncoder().encode(path).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5 | 0);
        return (hash >>> 0) % files;
    }

    /**
     * The page that a link leads to, from the root of the book, or nothing.
     * @param {PatternsLink} link
     * @param {string} root
     */
    function pathOf(link, root) {
        const base = new URL(root, document.baseURI).pathname;
        try {
            const { pathname } = PatternsPreviews.addressOf(link);
            const path = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : "";
            return path === "" || path.endsWith("/") ? `${path}index.html` : path;
        } catch {
            return "";
        }
    }

    /** @implements {PatternsPreviewHost} */
    class Preview {
        /**
         * @param {string} root
         * @param {PatternsLoad} load
         * @param {PatternsPreviewManifest} manifest
         */
        constructor(root, load, manifest) {
            this.root = root;
            this.load = load;
            this.manifest = manifest;
            this.waiting = 0;
            this.leaving = 0;
            /** @type {PatternsLink | null} */
            this.link = null;
            /** The link whose preview was sent away, until it is left. @type {PatternsLink | null} */
            this.dismissed = null;
            this.element = create("div", { role: "tooltip", id: newId(), class: "patterns-preview", popover: "manual" });
            document.body.append(this.element);
            this.element.addEventListener("pointerenter", () => clearTimeout(this.leaving));
            this.element.addEventListener("pointerleave", () => this.leaveSoon());
            document.addEventListener("keydown", (event) => this.key(event), { capture: true });
        }

        /**
         * A mouse or the focus is on a link.
         * @param {PatternsLink} link
         */
        reach(link) {
            if (link === this.link) {
                clearTimeout(this.leaving);
                return;
            }
            if (link === this.dismissed) {
                return;
            }
            clearTimeout(this.waiting);
            // A reader who went on while the data came has left already.
            if (!link.matches(":hover, :focus-visible")) {
                return;
            }
            for (const leaving of ["pointerleave", "blur"]) {
                link.addEventListener(leaving, () => {
                    this.dismissed = null;
                    this.leaveSoon();
                }, { once: true });
            }
            this.waiting = window.setTimeout(() => this.show(link).catch(() => {}), RESTING);
        }

        /** @param {PatternsLink} link */
        async show(link) {
            const path = pathOf(link, this.root);
            const file = /** @type {Record<string, PatternsPreviewEntry>} */ (
                await this.load(`preview-${place(path, this.manifest.files)}`, false));
            const entry = Object.hasOwn(file, path) ? file[path] : undefined;
            if (entry === undefined || !link.matches(":hover, :focus-visible")) {
                return;
            }
            this.hide();
            this.draw(entry);
            this.link = link;
            this.was = link.getAttribute("aria-describedby");
            link.setAttribute("aria-describedby", [this.was, this.element.id].filter(Boolean).join(" "));
            this.element.showPopover();
            this.put(link);
        }

        /** @param {PatternsPreviewEntry} entry */
        draw({ title, description, terms }) {
            const badges = (terms ?? []).flatMap(([name, id]) => {
                const taxonomy = this.manifest.taxonomies.find((taxonomy) => taxonomy.name === name);
                const found = taxonomy?.terms.find((term) => term.id === id);
                return taxonomy && found ? [badge({ ...taxonomy, facet: false }, found)] : [];
            });
            const list = badges.length > 0 ? [create("p", { class: "patterns-badge-list" }, ...badges)] : [];
            const text = description ? [create("p", { class: "patterns-preview-text" }, description)] : [];
            this.element.replaceChildren(create("p", { class: "patterns-preview-title" }, title), ...list, ...text);
        }

        /**
         * Below the last line of the link, or above the first where there is no room.
         * @param {PatternsLink} link
         */
        put(link) {
            const lines = [...link.getClientRects()];
            const line = lines[0] ?? link.getBoundingClientRect();
            const last = lines.at(-1) ?? line;
            const { offsetWidth: width, offsetHeight: height } = this.element;
            const isRight = getComputedStyle(link).direction === "rtl";
            const room = document.documentElement.clientWidth - width - EDGE;
            const left = Math.max(EDGE, Math.min(isRight ? line.right - width : line.left, room));
            const isBelow = last.bottom + GAP + height + EDGE <= window.innerHeight || line.top < height + GAP + EDGE;
            const top = isBelow ? last.bottom + GAP : line.top - GAP - height;
            this.element.style.setProperty("inset", `${top + window.scrollY}px auto auto ${left + window.scrollX}px`);
        }

        leaveSoon() {
            clearTimeout(this.waiting);
            clearTimeout(this.leaving);
            this.leaving = window.setTimeout(() => {
                // The preview of the next link may be on its way by then: it comes.
                if (!this.link?.matches(":hover, :focus-visible") && !this.element.matches(":hover")) {
                    this.hide();
                }
            }, LEAVING);
        }

        hide() {
            if (this.link === null) {
                return;
            }
            if (this.was) {
                this.link.setAttribute("aria-describedby", this.was);
            } else {
                this.link.removeAttribute("aria-describedby");
            }
            this.link = null;
            this.element.hidePopover();
        }

        /**
         * Escape takes the preview away, and nothing else.
         * @param {KeyboardEvent} event
         */
        key(event) {
            if (event.key === "Escape" && this.link !== null && !event.isComposing) {
                event.stopImmediatePropagation();
                event.preventDefault();
                clearTimeout(this.waiting);
                this.dismissed = this.link;
                this.hide();
            }
        }
    }

    return { Preview, place, pathOf };
})();
