// How fast the catalog answers, by the Event Timing API: from the key or the click to the next paint.
//
//   node tests/browser/bench.mjs generate DIR ENTRIES          writes a library to build with mdBook
//   node tests/browser/bench.mjs measure HTML_DIR [CHECKOUT…]  measures its catalog, with the theme of this checkout,
//                                                              or of several in turn, ROUNDS=3 times each
//   node tests/browser/bench.mjs profile HTML_DIR [CHECKOUT…]  the same under Chromium's trace: where the time goes

import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ACTS, EVENT } from "./bench-acts.mjs";
import { assets, generate } from "./bench-library.mjs";
import { answers, cpuTime, trace } from "./bench-trace.mjs";
import { launch, open, root, serve } from "./support.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 1);
const KINDS = (process.env.ACTS ?? Object.keys(ACTS).join(",")).split(",");
const say = (line) => process.stdout.write(`${line}\n`);

/** The value below which a share of sorted numbers lies. */
function percentile(all, share) {
    const sorted = all.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Opens a catalog with the theme of a checkout, in a browser of its own. */
async function visit(folder, checkout, run) {
    await assets(join(folder, "theme"), checkout);
    const server = await serve(folder);
    const browser = await launch();
    try {
        const page = await open(browser, "about:blank");
        page.setDefaultTimeout(120000);
        await page.addInitScript(() => {
            globalThis.timings = [];
            new PerformanceObserver((list) => globalThis.timings.push(...list.getEntries().map(({ name, duration }) => ({ name, duration }))))
                .observe({ type: "event", durationThreshold: 16 });
        });
        const begun = performance.now();
        await page.goto(`${server.url}index.html`);
        await page.locator(".patterns-shown").waitFor();
        const ready = performance.now() - begun;
        // Sorting ahead is done.
        await page.waitForTimeout(1500);
        await run(page, ready);
    } finally {
        await browser.close();
        server.close();
    }
}

/** What Event Timing said of one kind of act; what it does not report took less than 16 ms. */
async function timed(page, kind) {
    const take = async () => {
        await page.waitForTimeout(200);
        return page.evaluate(() => globalThis.timings.splice(0));
    };
    await take();
    const count = await ACTS[kind](page);
    const slow = (await take()).filter(({ name }) => name === EVENT[kind]).map(({ duration }) => duration);
    return [...slow, ...Array(Math.max(0, count - slow.length)).fill(8)];
}

async function measure(folder, checkout) {
    await visit(folder, checkout, async (page, ready) => {
        const html = (await stat(join(folder, "index.html"))).size;
        say(`${await page.locator(".patterns-shown").textContent()}; ${(html / 1e6).toFixed(2)} MB of HTML; ready after ${Math.round(ready)} ms`);
        for (const kind of KINDS) {
            const all = await timed(page, kind);
            say(`${kind}: ${all.length}, median ${percentile(all, 0.5)} ms, 95th percentile ${percentile(all, 0.95)} ms, worst ${Math.max(...all)} ms`);
        }
    });
}

async function profile(folder, checkout) {
    await visit(folder, checkout, async (page) => {
        for (const kind of KINDS) {
            const stop = await trace(page);
            const count = await ACTS[kind](page);
            const events = await stop();
            const taken = answers(events, [EVENT[kind]]);
            const of = (key, share) => percentile(taken.map((one) => one[key]), share).toFixed(1);
            say(`${kind}: ${count}; to the next paint median ${of("latency", 0.5)} ms, 95th percentile ${of("latency", 0.95)} ms; `
                + `listeners median ${of("script", 0.5)} ms, 95th percentile ${of("script", 0.95)} ms; waiting median ${of("wait", 0.5)} ms`);
            for (const [when, sums] of Object.entries(cpuTime(events, taken))) {
                const parts = Object.entries(sums).sort((a, b) => b[1] - a[1]);
                const total = parts.reduce((sum, [name, time]) => sum + (name.startsWith("#") ? 0 : time), 0);
                say(`  ${when} it, main thread ${(total / count).toFixed(1)} ms an act: ${parts.filter(([, time]) => time / count >= 0.05)
                    .map(([name, time]) => `${name} ${(time / count).toFixed(1)}`).join(", ")}`);
            }
        }
    });
}

const [task, folder, ...rest] = process.argv.slice(2);
if (task === "generate") {
    await generate(folder, Number(rest[0]));
} else {
    const checkouts = rest.length > 0 ? rest : [root];
    for (let round = 0; round < ROUNDS; round += 1) {
        for (const checkout of checkouts) {
            say(`## ${basename(checkout)}`);
            await (task === "profile" ? profile : measure)(folder, checkout);
        }
    }
}
