// Where the time of a click goes: Chromium's own trace of the main thread, summed up for one kind of act.

/** What the trace calls the work, and what we call it. */
const WORK = {
    ParseHTML: "parse",
    ParseAuthorStyleSheet: "parse",
    EventDispatch: "script",
    FunctionCall: "script",
    EvaluateScript: "script",
    TimerFire: "script",
    FireAnimationFrame: "script",
    FireIdleCallback: "script",
    RunMicrotasks: "script",
    MinorGC: "garbage",
    MajorGC: "garbage",
    "V8.GCScavenger": "garbage",
    UpdateLayoutTree: "style",
    RecalculateStyles: "style",
    Layout: "layout",
    HitTest: "hit test",
    PrePaint: "pre-paint",
    UpdateLayerTree: "pre-paint",
    Paint: "paint",
    Layerize: "layerize",
    Commit: "commit",
    IntersectionObserverController_computeIntersections: "observers",
};

/** What the trace counts of its work. */
const COUNTS = {
    UpdateLayoutTree: (args) => [["#styled", args.elementCount ?? 0]],
    Layout: (args) => [["#laid out", args.beginData?.dirtyObjects ?? 0], ["#layouts", 1]],
};

/** Starts a trace of a page; the answer stops it and gives its events. */
export async function trace(page) {
    const session = await page.context().newCDPSession(page);
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    await session.send("Tracing.start", {
        transferMode: "ReportEvents",
        traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8.execute", "blink.user_timing", "cc,benchmark"] },
    });
    return async () => {
        const complete = new Promise((done) => { session.once("Tracing.tracingComplete", done); });
        await session.send("Tracing.end");
        await complete;
        await session.detach();
        return events;
    };
}

/** The thread that runs the page: the one with the most style and layout. */
function mainThread(events) {
    const counts = new Map();
    for (const { name, pid, tid } of events) {
        if (name === "UpdateLayoutTree" || name === "EventDispatch") {
            counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
        }
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * The CPU time of each kind of work by itself, without what runs inside it, in milliseconds: before the paint that
 * answers an event, and after it.
 */
export function cpuTime(events, answers) {
    const thread = mainThread(events);
    const spans = events.filter(({ ph, pid, tid }) => ph === "X" && `${pid} ${tid}` === thread)
        .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
    const isAnswer = (ts) => answers.some(({ start, end }) => ts >= start && ts < end);
    const sums = { before: {}, after: {} };
    const open = [];
    const add = (sum, kind, time) => { sum[kind] = (sum[kind] ?? 0) + time / 1000; };
    for (const { name, ts, dur = 0, tdur = dur, args } of spans) {
        while (open.length > 0 && open.at(-1).end <= ts) {
            open.pop();
        }
        const outer = open.at(-1)?.kind;
        const kind = WORK[name] ?? outer;
        const sum = isAnswer(ts) ? sums.before : sums.after;
        if (kind) {
            add(sum, kind, tdur);
        }
        if (outer) {
            add(sum, outer, -tdur);
        }
        COUNTS[name]?.(args).forEach(([what, count]) => add(sum, what, count * 1000));
        open.push({ end: ts + dur, kind });
    }
    return sums;
}

/** From each event to the next paint, in microseconds of the trace, with what its listeners took. */
export function answers(events, types) {
    const begun = new Map();
    const out = [];
    for (const { name, ph, id, id2, ts, args } of events.filter(({ name }) => name === "EventTiming").sort((a, b) => a.ts - b.ts)) {
        const key = `${name} ${id ?? id2?.local}`;
        if (ph === "b") {
            begun.set(key, { start: ts, data: args.data });
        } else if (ph === "e" && begun.has(key)) {
            const { start, data } = begun.get(key);
            begun.delete(key);
            if (types.includes(data.type)) {
                out.push({ start, end: ts, latency: (ts - start) / 1000, script: data.processingEnd - data.processingStart, wait: data.processingStart - data.timeStamp });
            }
        }
    }
    return out;
}
