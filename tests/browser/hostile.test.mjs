// Payloads in every field, term, label, file name, heading, argument and query: nothing of them runs, makes an element or an
// attribute, or breaks what our scripts read. mdBook's own scripts are trusted by their hashes, ours by their address alone.

import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { launch, serve } from "./support.mjs";
import { build, PAYLOADS } from "./hostile-book.mjs";

/** How many pages are looked at side by side. */
const TABS = 3;

let book;
/** A book of a few of the pages, whose catalog is soon read. */
let small;
let browser;
let server;
let context;
let page;

/** The policy of the issue, with the hashes of what mdBook itself writes inline, outside the text of the page. */
function policy() {
    const read = (path) => readFileSync(join(book.html, decodeURIComponent(path)), "utf8").replace(/<main>.*<\/main>/s, "");
    const html = ["start.html", book.pages[0]].map(read).join("");
    const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => hash(text));
    assert.ok(scripts.length > 0, "mdBook has inline scripts");
    return `script-src 'self' ${[...new Set(scripts)].join(" ")}; style-src 'self'`;
}

async function fresh(headers, html = book.html) {
    await context?.close();
    server?.close();
    server = await serve(html, headers);
    context = await browser.newContext();
    return tab();
}

async function tab() {
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
    page.errors = [];
    page.on("pageerror", (error) => page.errors.push(error.message));
    page.on("dialog", (dialog) => { page.errors.push("a dialog"); void dialog.dismiss(); });
    await page.addInitScript(() => {
        globalThis.pwned = false;
        globalThis.pwn = () => { globalThis.pwned = true; };
        globalThis.broken = [];
        document.addEventListener("securitypolicyviolation", ({ target, sourceFile, violatedDirective }) => {
            const ours = target instanceof Element && target.closest("main, [class*=patterns-]");
            if (ours || sourceFile?.includes("/patterns-")) {
                globalThis.broken.push(`${violatedDirective} ${sourceFile} ${target instanceof Element ? target.outerHTML.slice(0, 200) : ""}`);
            }
        });
    });
    // Nothing may be asked of another host.
    await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
        if (route.request().url().includes("pwn")) {
            page.errors.push(`asked for ${route.request().url()}`);
        }
        void route.abort();
    });
    return page;
}

/** What a payload did to a page; nothing, if all is well. */
function harm(page) {
    return page.evaluate(() => {
        const found = globalThis.broken.map((what) => `policy: ${what}`);
        if (globalThis.pwned) {
            found.push("a script ran");
        }
        if ({}.polluted !== undefined) {
            found.push("Object.prototype is polluted");
        }
        for (const element of document.querySelectorAll("main *, [class*=patterns-] *")) {
            const bad = [...element.attributes].filter(({ name, value }) =>
                /^on|pwn|^style$|^srcdoc$/.test(name)
                || (/^(href|src|action|formaction|data|xlink:href)$/.test(name) && /^\W*(java\s*script|vbscript|data|view-source|feed|file)\s*:/i.test(value)));
            // mdBook's own, between the chapters of its print page.
            if (element.matches("div[style^='break-before']:empty")) {
                continue;
            }
            if (bad.length > 0 || /^(script|style|iframe|object|embed|base|meta|link|pwn-el|math|marquee|form|frameset|plaintext|xmp)$/i.test(element.localName)
                && !(element.localName === "script" && element.type === "application/json")
                && !element.matches("meta[itemprop=position]")) {
                found.push(element.outerHTML.slice(0, 300));
            }
        }
        for (const data of document.querySelectorAll("script[type='application/json']")) {
            JSON.parse(data.textContent);
        }
        return found;
    });
}

async function assertInert(page, what) {
    assert.deepEqual([...await harm(page), ...page.errors.splice(0)], [], what);
}

/** Visits every item, some side by side. */
async function visitEach(items, visit) {
    const left = items.entries();
    const tabs = await Promise.all(Array.from({ length: TABS }, tab));
    await Promise.all(tabs.map(async (page) => {
        for (const [at, item] of left) {
            await visit(page, item, at);
        }
        await page.close();
    }));
}

before(async () => {
    book = build(PAYLOADS);
    small = build(PAYLOADS.slice(0, 3));
    browser = await launch();
    page = await fresh({});
});
after(async () => {
    await browser?.close();
    server?.close();
    for (const { folder } of [book, small].filter(Boolean)) {
        rmSync(folder, { recursive: true, force: true });
    }
});

describe("hostile content", () => {
    test("there is a battery, and the harness sees what runs", async () => {
        assert.ok(PAYLOADS.length >= 150 && new Set(PAYLOADS).size === PAYLOADS.length, `${PAYLOADS.length}`);
        await page.goto(`${server.url}control.html`);
        const found = await harm(page);
        assert.ok(found.includes("a script ran"), found.join());
        assert.ok(found.some((text) => text.startsWith("<pwn-el")) && found.some((text) => text.startsWith("<script")), found.join());
        page.errors.splice(0);
    });

    test("pages whose every field is a payload", async () => {
        await visitEach(book.pages, async (page, path, at) => {
            const response = await page.goto(server.url + path);
            assert.equal(response.status(), 200, path);
            await assertInert(page, `${path} of ${PAYLOADS[at]}`);
            assert.ok(await page.locator("main").innerText().then((text) => text.includes("word")), `${path} lost its text`);
        });
    });

    test("directives whose arguments are payloads", async () => {
        await visitEach(PAYLOADS, async (page, text, at) => {
            await page.goto(`${server.url}d/${at}.html`);
            await assertInert(page, `d/${at}.html of ${text}`);
        });
    });

    test("the catalog and the print page", async () => {
        for (const path of ["start.html", "print.html"]) {
            await page.goto(server.url + path);
            // The print page holds the page that runs on purpose.
            const found = (await harm(page)).filter((text) => path === "start.html" || !/a script ran|^<script>pwn\(\)<|^<pwn-el onclick="1">/.test(text));
            assert.deepEqual([...found, ...page.errors.splice(0)], [], path);
        }
    });

    test("what is typed into the search, and what it finds", async () => {
        await page.goto(`${server.url}start.html`);
        await page.keyboard.press("Control+k");
        const dialog = page.getByRole("dialog");
        const box = dialog.getByRole("combobox");
        for (const text of PAYLOADS) {
            await box.fill(text.replace(/\s+/g, " "));
            await dialog.locator("[role=option], .patterns-search-note, .patterns-empty").first().waitFor({ state: "attached" });
            await assertInert(page, `searching for ${text}`);
        }
        await box.fill("word");
        await dialog.getByRole("option").first().waitFor();
        await assertInert(page, "pages of payloads as results");
    });

    test("what programs read is JSON", () => {
        for (const folder of ["book/patterns", "book/patterns/search"]) {
            for (const name of readdirSync(join(book.folder, folder)).filter((name) => name.endsWith(".json"))) {
                JSON.parse(readFileSync(join(book.folder, folder, name), "utf8"));
            }
        }
        const lines = readFileSync(join(book.folder, "book/patterns/catalog.ndjson"), "utf8").trimEnd().split("\n");
        assert.ok(lines.length >= PAYLOADS.length && lines.every((line) => JSON.parse(line).id !== undefined));
    });

    test("nothing was written outside of the book", () => {
        assert.deepEqual(readdirSync(book.folder).sort(), ["book", "book.toml", "src", "theme"]);
        assert.deepEqual(readdirSync(join(book.folder, "book")).sort(), ["html", "patterns"]);
    });

    test("queries in the address", async () => {
        await fresh({}, small.html);
        await visitEach(PAYLOADS, async (page, text) => {
            const query = ["q", "tags", "tier", "view", "sort", "patterns-q", "patterns-mark"].map((key) => `${key}=${encodeURIComponent(text)}`).join("&");
            await page.goto(`${server.url}start.html?${query}&${encodeURIComponent(text)}=1`);
            await page.locator(".patterns-results:not([aria-busy])").first().waitFor({ state: "attached" });
            await assertInert(page, `the address of ${text}`);
        });
    });

    test("all of it under a strict policy", async () => {
        page = await fresh({ "Content-Security-Policy": policy() });
        await visitEach(["start.html", ...book.pages], async (page, path) => {
            await page.goto(server.url + path);
            await assertInert(page, path);
        });
        await page.goto(`${server.url}start.html`);
        await page.locator(".patterns-results:not([aria-busy])").first().waitFor({ state: "attached" });
        await page.keyboard.press("Control+k");
        await page.getByRole("dialog").getByRole("combobox").fill("word");
        await page.getByRole("dialog").getByRole("option").first().waitFor();
        await assertInert(page, "searching under the policy");
    });
});
