/*
 * mdbook-patterns: the signs of the search, as lines.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsSearchSign = (() => {
    const SVG = "http://www.w3.org/2000/svg";
    /** Of 16 units. @type {Record<PatternsSignName, string>} */
    const SIGNS = {
        search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.4 10.4L14 14",
        close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
        up: "M3 10.5l5-5l5 5",
        down: "M3 5.5l5 5l5-5",
        top: "M3 2.5h10M8 14V6M4 9.5l4-4l4 4",
    };

    /**
     * A sign that only eyes need.
     * @param {PatternsSignName} name
     */
    function sign(name) {
        const svg = document.createElementNS(SVG, "svg");
        svg.setAttribute("viewBox", "0 0 16 16");
        svg.setAttribute("aria-hidden", "true");
        svg.setAttribute("class", "patterns-sign");
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", SIGNS[name]);
        svg.append(path);
        return svg;
    }

    return { sign };
})();
