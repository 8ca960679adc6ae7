// What others read of a built book: feed readers, crawlers, search engines, and programs that show what a link leads to.
// Each format is read by a program of others, over http where that program does so.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseFeed } from "feedsmith";
import jsonld from "jsonld";
import openGraph from "open-graph-scraper";
import { validateXML } from "xmllint-wasm";
import { root, serve } from "./support.mjs";
import { installed } from "./installed.mjs";

/** Where the book stands; a server at it is asked in its place. */
const SITE = "https://example.org/lib/";

/** Signs that each format writes in its own way. */
const SIGNS = "R&D <b> \"q\" 'é' 日本 {{x}}";

const LIBRARY = {
    "book.toml": `[book]\ntitle = "Patterns & more"\ndescription = "A library."\nauthors = ["Ann"]\nlanguage = "en"\n[output.html]\n[output.patterns]\naddress = "${SITE}"\ncards = true\n`,
    "src/SUMMARY.md": "# Summary\n\n- [Start](README.md)\n- [All](all/index.md)\n  - [Short](all/retry.md)\n  - [Signs](all/signs.md)\n- [Way](way.md)\n- [Run](run.md)\n- [Plain](plain.md)\n- [Old](old.md)\n",
    "src/README.md": "# Start\n\nFirst words.\n",
    "src/all/index.md": "---\ntitle: All of them\ntype: patterns-index\n---\n\n{{#patterns catalog}}\n",
    "src/all/retry.md": "---\ntitle: Retry with backoff\ndescription: Try *again*, more slowly each time.\ntype: pattern\ntier: gold\ncategory: resilience\ntags: [net, time]\nauthors: [{name: Ann, url: 'https://example.org/ann'}, Bob]\nalso_known_as: [Again]\nintroduced: 2023-05\nupdated: 2024-01-02\n---\n\nText.\n",
    "src/all/signs.md": `---\ntitle: ${JSON.stringify(SIGNS)}\ndescription: ${JSON.stringify(`Of ${SIGNS}`)}\ntype: pattern\nupdated: 2024\nimage: pic é.png\n---\n\nText.\n`,
    "src/all/pic é.png": "a picture",
    "src/way.md": "---\ntitle: Way\ntype: path\ndescription: Two steps.\nsteps:\n  - [retry]\nupdated: 2024-02\n---\n\nText.\n",
    "src/run.md": "---\ntitle: Run\ntype: runbook\ndescription: In the night.\nintroduced: 2022-01-01\n---\n\nText.\n",
    "src/plain.md": "# Plain\n\nWords of *no* front matter.\n",
    "src/old.md": "---\ntitle: Old\ntype: pattern\ndescription: It was.\ntier: bronze\nupdated: 1999-12-31\nimage: 'https://pictures.example/old.png'\n---\n\nText.\n",
};

const PAGES = ["index", "all/index", "all/retry", "all/signs", "way", "run", "plain", "old"];

/** The structured data of a page, as its bytes are. */
function data(html) {
    const found = [...html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)];
    assert.equal(found.length, 1);
    return JSON.parse(found[0][1]);
}

/** What the compiler says of data as values of schema.org: its types, properties and kinds of values. */
function typed(graphs) {
    mkdirSync(join(root, "target"), { recursive: true });
    const folder = mkdtempSync(join(root, "target/structured-"));
    try {
        const values = graphs.map((graph, at) => `export const page${at}: Graph = ${JSON.stringify(graph)};\n`);
        writeFileSync(join(folder, "data.ts"), `import type { Graph } from "schema-dts";\n${values.join("")}`);
        const options = ["--noEmit", "--strict", "--ignoreConfig", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
        const tsc = join(root, "node_modules/typescript/bin/tsc");
        return spawnSync(process.execPath, [tsc, ...options, "data.ts"], { cwd: folder, encoding: "utf8" }).stdout;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

describe("what others read", () => {
    let library;
    let server;
    const read = (file) => readFileSync(join(library.html, file), "utf8");
    before(async () => {
        library = installed(LIBRARY);
        server = await serve(library.html, {}, "/lib/");
    });
    after(() => {
        server?.close();
        library?.remove();
    });

    /** What an unfurler shows of a page, its addresses those of this server. */
    async function unfurled(page) {
        const { result } = await openGraph({ url: `${server.url}${page}` });
        return { title: result.ogTitle, description: result.ogDescription, image: result.ogImage?.[0], card: result.twitterCard };
    }

    test("a link shows the title, the description and the picture that the front matter says", async () => {
        assert.deepEqual(await unfurled("all/signs.html"), {
            title: SIGNS,
            description: `Of ${SIGNS}`,
            image: { url: `${SITE}all/pic%20%C3%A9.png`, type: "png" },
            card: "summary_large_image",
        });
        const old = await unfurled("old.html");
        assert.deepEqual([old.title, old.description, old.image.url], ["Old", "It was.", "https://pictures.example/old.png"]);
        const plain = await unfurled("plain.html");
        assert.deepEqual([plain.title, plain.description], ["Plain", "Words of no front matter."]);
    });

    test("a link shows the card of a page, and the card is there", async (t) => {
        const { title, description, image, card } = await unfurled("all/retry.html");
        assert.deepEqual([title, description], ["Retry with backoff", "Try again, more slowly each time."]);
        if (!image && process.env.CARDS === undefined) {
            t.skip("the program is built without cards: cargo build --features cards");
            return;
        }
        assert.equal(card, "summary_large_image");
        assert.deepEqual([image.width, image.height, image.type], ["1200", "630", "png"]);
        assert.equal(image.alt, "Retry with backoff, Resilience, Gold - Patterns & more");
        const response = await fetch(image.url.replace(SITE, server.url));
        const png = Buffer.from(await response.arrayBuffer());
        assert.deepEqual([response.status, png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)], [200, "PNG", 1200, 630]);
    });

    test("a feed reader reads the feed, and what Atom asks for is in it", () => {
        const { format, feed } = parseFeed(read("feed.xml"));
        assert.equal(format, "atom");
        const entries = feed.entries.map((entry) => [entry.title.value, entry.id, entry.summary.value]);
        assert.deepEqual(entries, [
            ["Retry with backoff", `${SITE}all/retry.html`, "Try again, more slowly each time."],
            [SIGNS, `${SITE}all/signs.html`, `Of ${SIGNS}`],
            ["Run", `${SITE}run.html`, "In the night."],
            ["Old", `${SITE}old.html`, "It was."],
        ]);
        // RFC 4287: what a feed and an entry must have, each id once, and instants of RFC 3339.
        const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
        const all = [feed, ...feed.entries];
        assert.equal(new Set(all.map((one) => one.id)).size, all.length);
        for (const one of all) {
            assert.ok(one.id && one.title && instant.test(one.updated), JSON.stringify(one));
            assert.ok(one.links.some((link) => link.rel === "alternate" && link.href.startsWith(SITE)));
        }
        assert.ok(feed.authors.every((author) => author.name) && feed.authors.length > 0);
        assert.ok(feed.links.some((link) => link.rel === "self" && link.href === `${SITE}feed.xml`));
    });

    test("the sitemap is one by the schema of its protocol", async () => {
        const schema = readFileSync(join(root, "node_modules/sitemap/schema/sitemap.xsd"), "utf8");
        const valid = async (contents) => (await validateXML({ xml: [{ fileName: "sitemap.xml", contents }], schema: [schema] })).errors;
        const sitemap = read("sitemap.xml");
        assert.deepEqual(await valid(sitemap), []);
        assert.notDeepEqual(await valid(sitemap.replaceAll("lastmod>", "modified>")), []);
        const urls = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url);
        for (const page of PAGES) {
            const url = `${SITE}${page}.html`.replace(/index\.html$/, "");
            assert.ok(urls.includes(url), `${url} of ${urls}`);
        }
        const answers = await Promise.all(urls.map((url) => fetch(url.replace(SITE, server.url))));
        assert.deepEqual(answers.filter((answer) => !answer.ok).map((answer) => answer.url), []);
    });

    test("structured data is JSON-LD of which nothing is lost", async () => {
        // The context of schema.org gives every name its address there; it is not fetched in a test.
        const documentLoader = async (url) => {
            assert.equal(url, "https://schema.org");
            return { document: { "@context": { "@vocab": "https://schema.org/" } }, documentUrl: url };
        };
        for (const page of PAGES) {
            const written = data(read(`${page}.html`));
            const [first, ...rest] = await jsonld.expand(written, { documentLoader, safe: true });
            const names = Object.keys(written["@graph"][0]).filter((name) => !name.startsWith("@"));
            assert.deepEqual(Object.keys(first).filter((name) => name !== "@type").sort(), names.map((name) => `https://schema.org/${name}`).sort());
            assert.equal(rest.length, written["@graph"].length - 1);
        }
    });

    test("structured data has the types and properties of schema.org", () => {
        const graphs = PAGES.map((page) => data(read(`${page}.html`)));
        // That the compiler would see it.
        const misspelt = structuredClone(graphs[2]);
        misspelt["@graph"][0].headlin = "x";
        const problems = typed([...graphs, misspelt]).trim().split("\n").filter((line) => /^data\.ts/.test(line));
        assert.equal(problems.length, 1, problems.join("\n"));
        assert.match(problems[0], /headlin.* does not exist/);
    });

    test("a page answers at the address that its head and its feed name", async () => {
        for (const page of PAGES) {
            const canonical = /<link rel="canonical" href="([^"]*)">/.exec(read(`${page}.html`))?.[1];
            const response = await fetch(canonical.replace(SITE, server.url));
            assert.equal(await response.text(), read(`${page}.html`), page);
        }
    });
});
