/*
 * mdbook-patterns: the groups of words that a word of the query means: itself, other forms of it, names that are written so, those
 * that it starts, those that it was probably meant to be.
 */
// @ts-check
/// <reference path="../patterns.d.ts" />
/// <reference path="../patterns-index.d.ts" />
"use strict";

const PatternsMeanings = (() => {
    const { DENSE, NAME, isWord, unaccented } = PatternsFold;
    const { shardNumber, shardAt, frequency } = PatternsStores;

    /** How much a word counts that only starts as the reader typed, or differs in one letter. */
    const PREFIX_WEIGHT = 0.6;
    const TYPO_WEIGHT = 0.8;

    /** How much a word counts that is a name without its signs and capitals. */
    const PLAIN_WEIGHT = 0.5;

    /** So many groups of a prefix weigh what they are worth, those of most pages; the others weigh as the last of these, and are
     * not looked at where it is of fewer letters. */
    const PREFIX_GROUPS = 40;
    const PREFIX_LENGTH = 3;

    /** So many names that a query may be the start of are looked at. */
    const BEGUN_NAMES = 120;

    /** So many characters of a script without spaces may be an ending. */
    const ENDING = 2;

    /** Of fewer characters nothing is an ending, or another one. */
    const ENDED = 4;
    const CHANGED = 6;

    /** So many shards a prefix may reach into. */
    const PREFIX_SHARDS = 2;

    /** In indexes of more shards a typo in the first letter is only found where it swaps or adds letters. */
    const FEW_SHARDS = 16;

    /**
     * The groups that a part of a query means: its word, and names that are written so when their signs are left out.
     * @param {PatternsStore} store
     * @param {string} part
     * @param {boolean} prefix
     * @returns {Promise<PatternsMeaning[]>}
     */
    async function meanings(store, part, prefix) {
        const bare = unaccented(part);
        const word = await exactMeaning(store, part) ?? (bare === part ? null : await exactMeaning(store, bare));
        const name = bare.endsWith(NAME) ? null : await exactMeaning(store, bare + NAME);
        const found = [word, name].flatMap((meaning) => meaning ?? []);
        if (prefix) {
            const others = await prefixMeanings(store, bare.endsWith(NAME) ? bare.slice(0, -1) : bare);
            found.push(...others.filter((other) => !found.some((known) => isSame(known, other))));
        }
        return found;
    }

    /**
     * @param {PatternsMeaning} a
     * @param {PatternsMeaning} b
     */
    function isSame(a, b) {
        return a.group === b.group && a.shard === b.shard;
    }

    /**
     * @param {PatternsStore} store
     * @param {string} form
     * @returns {Promise<PatternsMeaning | null>}
     */
    async function exactMeaning(store, form) {
        const at = shardNumber(store, form);
        if (at < 0) {
            return null;
        }
        const shard = await shardAt(store, at);
        const place = shard.places.get(form);
        return place === undefined ? null : { shard, group: shard.groups[place] ?? 0, weight: 1 };
    }

    /**
     * @param {PatternsStore} store
     * @param {string} prefix
     * @returns {Promise<PatternsMeaning[]>}
     */
    async function prefixMeanings(store, prefix) {
        /** @type {PatternsMeaning[]} */
        const found = [];
        for (const shard of await shardsOfPrefix(store, prefix)) {
            const groups = new Set(shard.groups.filter((_, place) => shard.forms[place]?.startsWith(prefix)));
            groups.forEach((group) => found.push({ shard, group, weight: PREFIX_WEIGHT }));
        }
        const pages = (/** @type {PatternsMeaning} */ { shard, group }) => frequency(shard, group);
        const most = prefix.length < PREFIX_LENGTH ? PREFIX_GROUPS : Infinity;
        return found.sort((a, b) => pages(b) - pages(a)).slice(0, most).map((meaning, at) => ({ ...meaning, isRest: at >= PREFIX_GROUPS }));
    }

    /**
     * The first shards of words that start so.
     * @param {PatternsStore} store
     * @param {string} prefix
     */
    function shardsOfPrefix(store, prefix) {
        const from = Math.max(0, shardNumber(store, prefix));
        const to = Math.min(shardNumber(store, `${prefix}\uffff`), from + PREFIX_SHARDS - 1);
        return Promise.all(Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => shardAt(store, from + at)));
    }

    /**
     * The word that a name is without its signs and capitals; none of those of every sentence: `U.S.` is not `us`.
     * @param {PatternsStore} store
     * @param {string} name
     * @returns {Promise<PatternsMeaning[]>}
     */
    async function plainMeanings(store, name) {
        const bare = unaccented(name);
        const word = bare.slice(0, -NAME.length);
        const plain = bare.endsWith(NAME) && !store.light.has(word) ? await exactMeaning(store, word) : null;
        return plain ? [{ ...plain, weight: PLAIN_WEIGHT }] : [];
    }

    /**
     * The longer names that start as another one, those that end soonest first.
     * @param {PatternsStore} store
     * @param {string} name
     * @param {number} [more] how many characters longer they are at most
     * @param {string[]} [rest] what they hold after it, in this order
     * @returns {Promise<PatternsMeaning[]>}
     */
    async function begunNames(store, name, more = Infinity, rest = []) {
        const start = name.slice(0, -NAME.length);
        /** @type {{ length: number, meaning: PatternsMeaning }[]} */
        const found = [];
        for (const shard of await shardsOfPrefix(store, start)) {
            shard.forms.forEach((form, place) => {
                if (form.endsWith(NAME) && form.startsWith(start) && form !== name && form.length <= name.length + more
                    && goesOn(form, start.length, rest)) {
                    found.push({ length: form.length, meaning: { shard, group: shard.groups[place] ?? 0, weight: 1 } });
                }
            });
        }
        return found.sort((a, b) => a.length - b.length).slice(0, BEGUN_NAMES).map(({ meaning }) => meaning);
    }

    /**
     * Whether a form holds some texts in their order, from a place on.
     * @param {string} form
     * @param {number} from
     * @param {string[]} rest
     */
    function goesOn(form, from, rest) {
        let at = from;
        return rest.every((text) => {
            const found = form.indexOf(text, at);
            at = found + text.length;
            return found >= 0;
        });
    }

    /**
     * A name of a script without spaces with a few characters more or less at its end, as a word is written in a sentence.
     * @param {PatternsStore} store
     * @param {string} name
     * @returns {Promise<PatternsMeaning[]>}
     */
    async function nearNames(store, name) {
        const signs = [...name.slice(0, -NAME.length)];
        const most = Math.max(0, Math.min(ENDING, signs.length - ENDED));
        for (let less = 0; less <= most && DENSE.test(signs[signs.length - less - 1] ?? ""); less += 1) {
            const start = signs.slice(0, signs.length - less).join("") + NAME;
            const found = await exactMeaning(store, start);
            const isBegun = less === 0 || signs.length - less >= CHANGED;
            const near = found ? [found] : isBegun ? await begunNames(store, start, ENDING) : [];
            if (near.length > 0) {
                return near;
            }
        }
        return [];
    }

    /**
     * Words like one that is not there, the likeliest first.
     * @param {PatternsStore} store
     * @param {string} word
     * @param {number} distance
     * @param {boolean} everywhere or only in the shard where it would be
     */
    async function likeWords(store, word, distance, everywhere) {
        /** @type {{ form: string, meaning: PatternsMeaning, pages: number, distance: number }[]} */
        const found = [];
        for (const at of likelyShards(store, word, everywhere)) {
            const shard = await shardAt(store, at);
            shard.forms.forEach((form, place) => {
                const isNear = Math.abs(form.length - word.length) <= distance && isWord(form);
                const near = isNear ? distanceOf(word, form, distance) : distance + 1;
                if (near <= distance && near > 0) {
                    const group = shard.groups[place] ?? 0;
                    const pages = frequency(shard, group);
                    found.push({ form, meaning: { shard, group, weight: TYPO_WEIGHT }, pages, distance: near });
                }
            });
            await store.breathe();
        }
        // Readers seldom mistype the first letter.
        const rank = (/** @type {{ form: string, distance: number }} */ like) =>
            like.distance * 2 + (like.form[0] === word[0] ? 0 : 1);
        return found.sort((a, b) => rank(a) - rank(b) || b.pages - a.pages || (a.form < b.form ? -1 : 1));
    }

    /**
     * The shards that may hold a word with a typo, the likeliest first.
     * @param {PatternsStore} store
     * @param {string} word
     * @param {boolean} everywhere
     */
    function likelyShards(store, word, everywhere) {
        const own = shardNumber(store, word);
        const variants = [word.slice(0, 2), word.slice(1), (word[1] ?? "") + word[0] + word.slice(2)];
        const numbers = [own, ...alike(store, word, own), ...(everywhere ? variants.map((variant) => shardNumber(store, variant)) : [])];
        const { length } = store.manifest.first;
        if (everywhere && length <= FEW_SHARDS) {
            numbers.push(...Array.from({ length }, (_, at) => at));
        }
        return [...new Set(numbers)].filter((at) => at >= 0);
    }

    /** So many shards around that of a misspelt word are looked into. */
    const AROUND = 3;

    /**
     * The shards with words that start like one: where a shard ends must not decide what a slip finds.
     * @param {PatternsStore} store
     * @param {string} word
     * @param {number} own
     */
    function alike(store, word, own) {
        const start = word.slice(0, 3);
        const from = Math.max(shardNumber(store, start), own - AROUND);
        const to = Math.min(shardNumber(store, `${start}\uffff`), own + AROUND);
        return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
    }

    /**
     * How many letters two words differ in: one more, one less, another one, or two that changed places. Counts
     * up to `most`.
     * @param {string} a
     * @param {string} b
     * @param {number} most
     */
    function distanceOf(a, b, most) {
        let start = 0;
        while (start < a.length && a[start] === b[start]) {
            start += 1;
        }
        let end = 0;
        while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
            end += 1;
        }
        const left = a.slice(start, a.length - end);
        const right = b.slice(start, b.length - end);
        if (Math.max(left.length, right.length) > most * 2) {
            return most + 1;
        }
        return edits(left, right);
    }

    /**
     * @param {string} a
     * @param {string} b
     */
    function edits(a, b) {
        const width = b.length + 1;
        const table = new Array((a.length + 1) * width).fill(0);
        const at = (/** @type {number} */ i, /** @type {number} */ j) => table[i * width + j];
        for (let i = 0; i <= a.length; i += 1) {
            for (let j = 0; j <= b.length; j += 1) {
                let best = i === 0 || j === 0 ? i + j : Math.min(
                    at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                    best = Math.min(best, at(i - 2, j - 2) + 1);
                }
                table[i * width + j] = best;
            }
        }
        return at(a.length, b.length);
    }

    return { PREFIX_WEIGHT, meanings, plainMeanings, exactMeaning, prefixMeanings, begunNames, nearNames, likeWords, alike };
})();
