// The studio's pages as an application: without a network they say so, a new build leaves nothing of the old, and keys
// lead around.

import vm from 'node:vm';
import { expect, newGallery, registered, test } from './lumora';

test('without a network the dashboard says so', async ({ page, context, errors }) => {
  await registered(page);
  await page.goto('/dashboard/galleries');
  await page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((ready) => navigator.serviceWorker.addEventListener('controllerchange', ready));
    }
    return worker.scope;
  });
  await context.setOffline(true);
  await page.goto('/dashboard/galleries');
  await expect(page.getByRole('heading', { name: 'No network' })).toBeVisible();
  await expect(page.locator('h1')).toHaveCSS('font-family', /Instrument Serif/);
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Galleries' })).toBeVisible();

  // Nothing of people is kept.
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept).toContain('/offline/en');
  expect(kept.filter((path) => !/^\/(offline|fonts|pkg)\/|^\/(icons|favicon)\.svg$/.test(path))).toEqual([]);
  // A network that is away is told in the console, too.
  errors.splice(0, errors.length, ...errors.filter((error) => !/ERR_INTERNET_DISCONNECTED/.test(error)));
});

test('a new build leaves nothing of the one before', async ({ request }) => {
  const script = await (await request.get('/sw.js')).text();
  const name = /const CACHE = '(shell-[0-9a-f]+)'/.exec(script)?.[1] ?? '';
  expect(name).not.toBe('');
  const caches = new Map<string, string[]>([['shell-0000', ['/pkg/lumora.old.wasm']], ['of-somebody-else', []]]);
  const heard = new Map<string, (event: { waitUntil: (work: Promise<unknown>) => void }) => void>();
  const self = {
    location: new URL('http://localhost/sw.js?words=hr'),
    addEventListener: (event: string, act: (typeof heard extends Map<string, infer A> ? A : never)) => heard.set(event, act),
    clients: { claim: async () => undefined },
  };
  const store = {
    keys: async () => [...caches.keys()],
    delete: async (key: string) => caches.delete(key),
    open: async (key: string) => ({
      addAll: async (wanted: { url: string }[]) => caches.set(key, wanted.map(({ url }) => url)),
    }),
  };
  class Asked {
    constructor(readonly url: string) {}
  }
  vm.runInNewContext(script, { self, caches: store, URL, Request: Asked, Response });
  for (const event of ['install', 'activate']) {
    let work: Promise<unknown> = Promise.resolve();
    heard.get(event)?.({ waitUntil: (promise) => { work = promise; } });
    await work;
  }
  expect([...caches.keys()].sort()).toEqual(['of-somebody-else', name].sort());
  expect(caches.get(name)?.[0]).toBe('/offline/hr');
});

test('keys lead around the studio', async ({ page }, info) => {
  test.skip(info.project.name === 'phone', 'phones have no keys');
  await registered(page);
  const dialog = page.locator('dialog[open]');
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(dialog.getByText('In the list of galleries:')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/dashboard\/account$/);
  // Where somebody types, letters are letters.
  const name = page.locator('main input[type=text], main input:not([type])').first();
  await name.focus();
  await page.keyboard.type('gg?');
  await expect(page).toHaveURL(/\/dashboard\/account$/);
  await expect(dialog).toHaveCount(0);
  await name.blur();
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(page).toHaveURL(/\/dashboard\/galleries$/);

  await newGallery(page, 'Ana & Luka');
  await page.keyboard.press('?');
  await expect(dialog.getByText('While a photograph fills the screen:')).toBeVisible();
  await page.keyboard.press('Escape');
  // A dialog has keys of its own until it is gone.
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(page).toHaveURL(/\/dashboard\/galleries$/);
  await expect(page.getByText('Ana & Luka')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.locator('main input[type=search]')).toBeFocused();
  await page.locator('main input[type=search]').blur();
  await page.keyboard.press('n');
  await expect(dialog.locator('input[name=title]')).toBeVisible();
});
