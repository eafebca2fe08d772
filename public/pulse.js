// What a page tells its own server of itself: errors it met, at once, and how soon it was there, when it is left.
// Definitions: https://web.dev/articles/vitals. Names no other server and leaves nothing in the browser.
(() => {
  const share = Number(document.currentScript.dataset.share);
  const said = new Set();
  const send = (to, what) => {
    navigator.sendBeacon("/api/browser/" + to, JSON.stringify({ path: location.pathname, ...what }));
  };

  const met = (kind, error, words) => {
    const panic = window.lumoraPanic;
    window.lumoraPanic = undefined;
    const message = String(panic ?? error?.message ?? words ?? error).slice(0, 500);
    const stack = String(error?.stack ?? "").slice(0, 4000);
    // A script of another origin, an extension's say, tells nothing; the same again is nothing new.
    if (said.size >= 10 || said.has(message) || message === "Script error.") return;
    said.add(message);
    send("errors", { kind: panic ? "panic" : kind, message, stack });
  };
  addEventListener("error", (event) => event.message && met("error", event.error, event.message));
  addEventListener("unhandledrejection", (event) => met("rejection", event.reason));

  // A page that is drawn ahead or in the background has no times of its own.
  if (Math.random() * 100 >= share || document.visibilityState === "hidden" || !window.PerformanceObserver) return;
  const vitals = {};
  const watch = (type, take, options) => {
    try {
      const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
      observer.observe({ type, buffered: true, ...options });
      return () => observer.takeRecords().forEach(take);
    } catch {
      return () => {};
    }
  };
  // Layout shifts count by session: less than a second apart, five seconds in all; the worst session is told.
  let session = 0, first = 0, last = 0;
  if (PerformanceObserver.supportedEntryTypes?.includes("layout-shift")) vitals.cls = 0;
  // Of fifty interactions one may be slower.
  const slowest = new Map();
  const rest = [
    watch("largest-contentful-paint", (entry) => { vitals.lcp = entry.startTime / 1000; }),
    watch("layout-shift", (entry) => {
      if (entry.hadRecentInput) return;
      const goes_on = entry.startTime - last < 1000 && entry.startTime - first < 5000;
      session = goes_on ? session + entry.value : entry.value;
      if (!goes_on) first = entry.startTime;
      last = entry.startTime;
      vitals.cls = Math.max(vitals.cls ?? 0, session);
    }),
    watch("event", (entry) => {
      if (!entry.interactionId) return;
      slowest.set(entry.interactionId, Math.max(slowest.get(entry.interactionId) ?? 0, entry.duration));
    }, { durationThreshold: 40 }),
  ];
  const device = matchMedia("(pointer: coarse)").matches
    ? Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet"
    : "desktop";
  const path = location.pathname;
  const leave = () => {
    if (document.visibilityState !== "hidden") return;
    removeEventListener("visibilitychange", leave, true);
    rest.forEach((take) => take());
    const times = [...slowest.values()].sort((a, b) => b - a);
    const interactions = performance.interactionCount ?? times.length;
    if (times.length) vitals.inp = times[Math.min(times.length - 1, Math.floor(interactions / 50))] / 1000;
    const start = performance.getEntriesByType("navigation")[0]?.responseStart;
    if (start > 0) vitals.ttfb = start / 1000;
    send("vitals", { ...vitals, path, device });
  };
  addEventListener("visibilitychange", leave, true);
})();
