// What a reader does while the catalog is measured: keys, boxes, heads and views, one at a time.

/** Between two acts, in milliseconds: some come while the rest of the page is drawn, some before, some after. */
const PAUSES = [120, 300, 450, 550, 700];

let acts = 0;

function pause(page) {
    acts += 1;
    return page.waitForTimeout(PAUSES[acts % PAUSES.length]);
}

/** By the mouse itself: Playwright's own click runs scripts in the page while the event is handled. */
async function click(page, locator) {
    await locator.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await locator.boundingBox();
    await page.waitForTimeout(60);
    await page.mouse.click(x + width / 2, y + height / 2);
    await pause(page);
}

const KEYS = [..."retry cache", ...Array(11).fill("Backspace"), ..."sh 9", ...Array(4).fill("Backspace")];

/** The kinds of acts, each saying how many it did. */
export const ACTS = {
    async keys(page) {
        await page.locator(".patterns-controls [type=search]").focus();
        for (const key of KEYS) {
            await page.keyboard.press(key);
            await pause(page);
        }
        return KEYS.length;
    },
    async boxes(page) {
        const boxes = await page.locator(".patterns-option:visible input").all();
        for (const box of [...boxes, ...boxes]) {
            await click(page, box);
        }
        return boxes.length * 2;
    },
    async sorts(page) {
        for (let at = 0; at < 24; at += 1) {
            await click(page, page.locator(".patterns-sort").nth(at % 4));
        }
        return 24;
    },
    async views(page) {
        for (let at = 1; at <= 24; at += 1) {
            await click(page, page.locator(".patterns-views button").nth(at % 3));
        }
        return 24;
    },
};

/** The event whose answer is measured. */
export const EVENT = { keys: "keydown", boxes: "click", sorts: "click", views: "click" };
