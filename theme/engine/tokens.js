/*
 * mdbook-patterns: a text cut into words, as `src/index/tokens.rs` cuts the pages; `tests/search/tokens.json` has the cases.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsTokens = (() => {
    const { DENSE, lower, fold, name } = PatternsFold;
    const { isDropped, isEndless, isEncoded } = PatternsJunk;

    const WORD = "\\p{Alphabetic}\\p{N}\\p{M}_\\u00ad\\u200c\\u200d";
    // The comma is that of `1,000`.
    const COMPOUND = `[${WORD}]+(?:(?:[-./'’@]|::|(?<=(?<![${WORD}])[0-9]{1,3}),(?=[0-9]{3}(?![${WORD}])))[${WORD}]+)*`;
    const DOTTED = new RegExp(`[^${WORD}./:@)\\]}*]\\.$`, "u");
    const SPACE = /\p{White_Space}/gu;

    /** The end of a word that a sign may belong to: letters, after a joint or a script without spaces. */
    const LETTERS = new RegExp(`(?:^|[-./'’@:]|${DENSE.source})(?:(?!${DENSE.source})\\p{Alphabetic})+$`, "u");

    /** Wholes of more characters are found by their parts alone; with a script without spaces in them they are sentences sooner. */
    const WHOLE_LENGTH = 120;
    const DENSE_LENGTH = 24;

    /**
     * The words of a text.
     * @param {string} text
     * @returns {PatternsToken[]}
     */
    function tokens(text) {
        const compound = new RegExp(COMPOUND, "gu");
        /** @type {PatternsToken[]} */
        const found = [];
        let checked = 0;
        for (let match = compound.exec(text); match; match = compound.exec(text)) {
            if (match.index >= checked) {
                SPACE.lastIndex = match.index;
                checked = SPACE.exec(text)?.index ?? text.length;
                if (isEncoded(text.slice(match.index, checked))) {
                    compound.lastIndex = checked;
                    continue;
                }
            }
            const end = match.index + match[0].length;
            const suffix = suffixOf(text, match[0], end);
            compound.lastIndex = end + suffix.length;
            const token = tokenOf(text, match[0], match.index, suffix);
            if (token) {
                found.push(token);
            }
        }
        return found;
    }

    /**
     * `++` or `#` after a word.
     * @param {string} text
     * @param {string} written
     * @param {number} end
     */
    function suffixOf(text, written, end) {
        const sign = text.startsWith("++", end) ? "++" : text[end] === "#" ? "#" : "";
        if (sign === "" || !LETTERS.test(written)) {
            return "";
        }
        const next = text.slice(end + sign.length, end + sign.length + 2);
        const goesOn = sign === "#" ? /^[#_\p{Alphabetic}\p{N}]/u : /^[+_\p{Alphabetic}]/u;
        return goesOn.test(next) && !DENSE.test([...next][0] ?? "") ? "" : sign;
    }

    /**
     * @param {string} text
     * @param {string} written
     * @param {number} start
     * @param {string} suffix
     * @returns {PatternsToken | null}
     */
    function tokenOf(text, written, start, suffix) {
        const dotted = isDotted(text, start);
        const from = start - (dotted ? 1 : 0);
        const end = start + written.length + suffix.length;
        const version = dotted ? null : versionOf(written);
        if (version !== null) {
            return { start, end, whole: version, exact: true, names: [], parts: [] };
        }
        const runs = runsOf(written, start);
        const parts = partsOf(runs);
        if (parts.length === 0) {
            return null;
        }
        const isExact = parts.length === 1 && (dotted || suffix !== "");
        // The `v` of a version is no part of its name.
        const kept = keptOf(text.slice(dotted ? from : runs[0]?.start ?? from, end), runs);
        const whole = kept === null ? null : isExact ? fold(kept) : nameOf(kept, runs, parts.length);
        return { start: from, end, whole, exact: isExact && whole !== null, names: namesIn(text.slice(from, end), from, runs), parts };
    }

    /**
     * The wholes of what stands in a word: between its dots and slashes, and beside letters of a script without spaces.
     * @param {string} written
     * @param {number} start
     * @param {ReturnType<typeof runsOf>} runs
     * @returns {PatternsToken["names"]}
     */
    function namesIn(written, start, runs) {
        const stretches = DENSE.test(written) ? stretchesOf(written) : [];
        const inner = stretches.length < 2 ? stepsOf(written, start, runs) : stretches;
        return inner.flatMap(({ text, at }) => tokens(text).flatMap((token) => {
            const names = token.whole === null ? token.names : [...token.names, { text: token.whole, start: token.start, end: token.end }];
            return names.map((name) => ({ text: name.text, start: start + at + name.start, end: start + at + name.end }));
        }));
    }

    /** The signs that stand between names, and not within one: `getUserName` is one in `client.getUserName`. */
    const LEADING = /^(?:[./@]|::)$/;

    /**
     * What stands between such signs; nothing where there are none.
     * @param {string} written
     * @param {number} start
     * @param {ReturnType<typeof runsOf>} runs
     */
    function stepsOf(written, start, runs) {
        /** @type {{ text: string, at: number }[]} */
        const steps = [];
        let from = 0;
        runs.forEach(({ sign, run, from: at }, place) => {
            const isNumber = /^\d+$/.test(run) && /^\d+$/.test(runs[place - 1]?.run ?? "");
            if (LEADING.test(sign) && !isNumber) {
                steps.push({ text: written.slice(from, at - start - sign.length), at: from });
                from = at - start;
            }
        });
        return steps.length === 0 ? [] : [...steps, { text: written.slice(from), at: from }];
    }

    /** Joins what stands around it. */
    const JOINT = /[-_./'’@:+#]/;

    /**
     * A word cut where a script without spaces stands beside letters of another.
     * @param {string} written
     */
    function stretchesOf(written) {
        /** @type {{ text: string, at: number }[]} */
        const found = [];
        let before = "";
        let at = 0;
        for (const sign of written) {
            const last = found[found.length - 1];
            const isBorder = DENSE.test(sign) !== DENSE.test(before) && !JOINT.test(sign) && !JOINT.test(before);
            if (last === undefined || isBorder) {
                found.push({ text: sign, at });
            } else {
                last.text += sign;
            }
            before = sign;
            at += sign.length;
        }
        return found;
    }

    /**
     * @param {string} text
     * @param {number} start
     */
    function isDotted(text, start) {
        if (text[start - 1] !== "." || !/^\p{Alphabetic}/u.test(text.slice(start, start + 2))) {
            return false;
        }
        return start === 1 || DOTTED.test(text.slice(Math.max(0, start - 3), start));
    }

    /**
     * @param {string} written
     */
    function versionOf(written) {
        const version = /^[vV]*(\d+(?:\.\d+)+)$/.exec(written)?.[1];
        return version && version.length <= WHOLE_LENGTH ? version : null;
    }

    /**
     * The runs of a compound, each with the sign before it.
     * @param {string} written
     * @param {number} start
     */
    function runsOf(written, start) {
        const pieces = written.split(/([-./'’@,]|::)/);
        const runs = [];
        let at = start;
        for (let piece = 0; piece < pieces.length; piece += 2) {
            const written = pieces[piece] ?? "";
            const sign = pieces[piece - 1] ?? "";
            at += sign.length;
            const run = runOf(written, pieces[piece + 1], pieces[piece + 2]);
            runs.push({ run, sign, from: at, start: at + written.length - run.length });
            at += written.length;
        }
        return runs;
    }

    /**
     * A run, without the `v` of a version: `v1.2-rc1` is `1.2-rc1`.
     * @param {string} run
     * @param {string | undefined} sign the one after it
     * @param {string | undefined} next
     */
    function runOf(run, sign, next) {
        return sign === "." && /^[vV]\d+$/.test(run) && /^\d+$/.test(next ?? "") ? run.slice(1) : run;
    }

    /**
     * @param {{ run: string, sign: string, start: number }[]} runs
     */
    function partsOf(runs) {
        /** @type {PatternsToken["parts"]} */
        const parts = [];
        for (const [at, { run, sign, start }] of runs.entries()) {
            const last = parts[parts.length - 1];
            // `1.10` is one part wherever it stands.
            if (last && sign === "." && /^\d+$/.test(run) && /^\d+$/.test(runs[at - 1]?.run ?? "")) {
                last.text += `.${run}`;
                last.end = start + run.length;
                continue;
            }
            if (isDropped(run)) {
                continue;
            }
            if (last && isEnding(runs, at)) {
                last.text += lower(run);
                last.end = start + run.length;
            } else {
                cut(run, start, parts);
            }
        }
        return parts.filter(({ text }) => text !== "");
    }

    /**
     * Whether a run is the ending of a word, as of `server's`.
     * @param {{ run: string, sign: string }[]} runs
     * @param {number} at
     */
    function isEnding(runs, at) {
        const { run = "", sign = "" } = runs[at] ?? {};
        return (sign === "'" || sign === "’") && [...run].length <= 2 && /\p{Alphabetic}$/u.test(runs[at - 1]?.run ?? "");
    }

    /**
     * The name that several parts make, whatever joins them, without an ending; words that an apostrophe joins are no name.
     * @param {string} written
     * @param {{ run: string, sign: string }[]} runs
     * @param {number} count
     */
    function nameOf(written, runs, count) {
        const last = runs[runs.length - 1];
        const ending = last && isEnding(runs, runs.length - 1) && written.endsWith(last.sign + last.run) ? last.sign + last.run : "";
        const joints = runs.slice(1, ending === "" ? runs.length : -1);
        const isJoined = joints.length === 0 || joints.some(({ sign }) => sign !== "'" && sign !== "’");
        return count < 2 || !isJoined ? null : name(written.slice(0, written.length - ending.length));
    }

    /**
     * All of a word, unless it is of a script without spaces alone, holds what nobody searches, or is too long.
     * @param {string} written
     * @param {{ run: string }[]} runs
     */
    function keptOf(written, runs) {
        const signs = [...written];
        const isDense = DENSE.test(written);
        const isWord = isDense && signs.every((sign) => DENSE.test(sign));
        const isKept = !isWord && !runs.some(({ run }) => isDropped(run)) && signs.length <= (isDense ? DENSE_LENGTH : WHOLE_LENGTH);
        return isKept ? written : null;
    }

    /**
     * The parts of one run: cut at `_`, at case, and around scripts without spaces.
     * @param {string} run
     * @param {number} start
     * @param {PatternsToken["parts"]} parts
     */
    function cut(run, start, parts) {
        if (/^[a-z0-9]*$/.test(run)) {
            if (!isEndless(run.length)) {
                parts.push({ start, end: start + run.length, text: run });
            }
            return;
        }
        const signs = [...run];
        let from = 0;
        let offset = start;
        for (let at = 1; at <= signs.length; at += 1) {
            if (at === signs.length || isBorder(signs, at)) {
                offset = part(signs.slice(from, at), offset, parts);
                from = at;
            }
        }
    }

    /**
     * @param {string[]} signs
     * @param {number} at
     */
    function isBorder(signs, at) {
        const before = signs[at - 1] ?? "";
        const here = signs[at] ?? "";
        if (before === "_" || here === "_" || DENSE.test(before) !== DENSE.test(here)) {
            return true;
        }
        if (!/\p{Uppercase}/u.test(here)) {
            return false;
        }
        if (!/\p{Uppercase}/u.test(before)) {
            return /[\p{Lowercase}\p{N}]/u.test(before);
        }
        const isLower = (/** @type {number} */ place) => /\p{Lowercase}/u.test(signs[place] ?? "");
        return isLower(at + 1) && (signs[at + 1] !== "s" || isLower(at + 2));
    }

    /**
     * @param {string[]} signs
     * @param {number} start
     * @param {PatternsToken["parts"]} parts
     * @returns {number} where it ends
     */
    function part(signs, start, parts) {
        const first = signs[0] ?? "_";
        const end = start + signs.join("").length;
        if (first === "_") {
            return end;
        }
        if (!DENSE.test(first)) {
            if (!isEndless(signs.length)) {
                parts.push({ start, end, text: lower(signs.join("")) });
            }
            return end;
        }
        let offset = start;
        // A mark that changes a sound is one character with it.
        const whole = signs.join("").match(/[^][\u3099\u309a\uff9e\uff9f]*/gu) ?? [];
        whole.forEach((sign, at) => {
            const pair = sign + (whole[at + 1] ?? "");
            parts.push({ start: offset, end: offset + pair.length, text: lower(pair) });
            offset += sign.length;
        });
        return end;
    }

    /**
     * Whether a part is only the last character of the pair before it.
     * @param {string} text
     * @param {string} before
     */
    function isRest(text, before) {
        return DENSE.test(text) && [...text].length === 1 && [...before].length === 2 && before.endsWith(text);
    }

    return { tokens, isRest };
})();
