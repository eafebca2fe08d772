// What a page tells its own server of itself: an error once, and how soon it was there, when it is left.

import { watch, expect, test } from './lumora';

test('a page tells its server what broke, once, and when it is left, how soon it was there', async ({ browser }) => {
  // A page of its own: here an error is what is wanted.
  const context = await browser.newContext();
  const page = await context.newPage();
  const met = watch(page);
  const told: { to: string; what: Record<string, unknown> }[] = [];
  page.on('request', (request) => {
    const to = /\/api\/browser\/(\w+)$/.exec(request.url())?.[1];
    if (to) told.push({ to, what: JSON.parse(request.postDataBuffer()?.toString() ?? '{}') });
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  const answer = page.waitForResponse('**/api/browser/errors');
  for (let time = 0; time < 3; time += 1) {
    await page.evaluate(() => { setTimeout(() => { throw new Error('boom, on purpose'); }); });
  }
  expect((await answer).status()).toBe(204);
  await expect.poll(() => met.length).toBe(3);
  expect(told.map(({ to }) => to)).toEqual(['errors']);
  expect(told[0].what).toMatchObject({ kind: 'error', message: 'boom, on purpose', path: '/' });

  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => told.length).toBe(2);
  expect(told[1].to).toBe('vitals');
  expect(told[1].what).toMatchObject({ path: '/', device: 'desktop' });
  expect(told[1].what.lcp).toBeGreaterThan(0);
  expect(told[1].what.ttfb).toBeGreaterThan(0);
  await context.close();
});
