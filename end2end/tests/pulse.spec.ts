// What a page tells its own server of itself: an error once, and how soon it was there, when it is left.

import { watch, expect, test } from './lumora';

test('a page tells its server what broke, once, and when it is left, how soon it was there', async ({ browser }) => {
  // A page of its own: here an error is what is wanted.
  const context = await browser.newContext();
  const page = await context.newPage();
  const met = watch(page);
  await page.addInitScript(() => {
    const told: unknown[] = [];
    const send = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (to, what) => {
      told.push({ to, what: JSON.parse(String(what)) });
      return send(to, what);
    };
    Object.assign(window, { told });
  });
  const told = () => page.evaluate(() => (window as unknown as { told: { to: string; what: { lcp: number; ttfb: number } }[] }).told);
  await page.goto('/', { waitUntil: 'networkidle' });
  const answer = page.waitForResponse('**/api/browser/errors');
  for (let time = 0; time < 3; time += 1) {
    await page.evaluate(() => { setTimeout(() => { throw new Error('boom, on purpose'); }); });
  }
  expect((await answer).status()).toBe(204);
  await expect.poll(() => met.length).toBe(3);
  const [error, ...more] = await told();
  expect(more).toEqual([]);
  expect(error.to).toBe('/api/browser/errors');
  expect(error.what).toMatchObject({ kind: 'error', message: 'boom, on purpose', path: '/' });

  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event('visibilitychange'));
  });
  const [, vitals, ...rest] = await told();
  expect(rest).toEqual([]);
  expect(vitals.to).toBe('/api/browser/vitals');
  expect(vitals.what).toMatchObject({ path: '/', device: 'desktop' });
  expect(vitals.what.lcp).toBeGreaterThan(0);
  expect(vitals.what.ttfb).toBeGreaterThan(0);
  await context.close();
});
