// A client in a large gallery: it grows as one scrolls, every photograph has an address, and one comes back to where one
// was. And what is said when hearts cannot be fetched.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { address, expect, heart, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

const MANY = 70;

/** Uploads `count` photographs that differ in their last bytes only, and waits until they can be seen. */
async function fill(page: Page, count: number) {
  const gallery = address(page).split('/').pop() ?? '';
  const photograph = readFileSync('../public/demo/photo-6.jpg');
  const headers = { origin: new URL(page.url()).origin };
  for (let at = 0; at < count; at += 1) {
    const buffer = Buffer.concat([photograph, Buffer.from(`${at}`)]);
    const file = { name: `DSC_${1000 + at}.jpg`, mimeType: 'image/jpeg', buffer };
    expect((await page.request.post(`/api/dashboard/galleries/${gallery}/photos`, { headers, multipart: { file } })).status()).toBe(201);
  }
  const state = async () => (await (await page.request.get('/api/dashboard/gallery', { params: { gallery } })).json()).processing;
  await expect.poll(state, { timeout: 120_000 }).toBe(0);
}

test('beyond the first sixty', async ({ page, browser, errors }, { project }) => {
  test.skip(project.name !== 'desktop', 'once is enough for so many');
  test.slow();
  await registered(page);
  await newGallery(page, 'A long day');
  await fill(page, MANY);
  const { link, code } = await published(page);
  const client = await stranger(browser, page, errors);
  await opened(client, link, code);
  const tiles = client.locator('.tile');
  const count = client.locator('.lightbox-count [aria-hidden]');

  // The large view goes on where the grid has not loaded yet.
  await tiles.locator('a').first().click();
  await expect(count).toHaveText(`1 / ${MANY}`);
  await client.keyboard.press('End');
  await expect(count).toHaveText(`${MANY} / ${MANY}`);
  const last = client.url();
  await client.keyboard.press('Escape');
  await expect(client.locator('dialog.lightbox')).toHaveCount(0);
  await expect(tiles.last().locator('a')).toBeFocused();
  await expect(tiles).toHaveCount(MANY);

  // Its address works alone, and leads back into the grid beside it.
  await client.goto(last, { waitUntil: 'networkidle' });
  await expect(count).toHaveText(`${MANY} / ${MANY}`);
  await client.keyboard.press('ArrowLeft');
  await expect(count).toHaveText(`${MANY - 1} / ${MANY}`);
  await client.keyboard.press('Escape');
  await expect(tiles.nth(MANY - 2).locator('a')).toBeFocused();

  // Closed while somebody looks: the next thing they do says so.
  await client.goto(link, { waitUntil: 'networkidle' });
  await page.request.post('/api/dashboard/unpublish_gallery', {
    data: { gallery: address(page).split('/').at(-2) },
    headers: { origin: new URL(page.url()).origin },
  });
  await client.locator('.tile .heart').first().click();
  await expect(client.getByRole('heading', { name: 'Not open yet' })).toBeVisible();
});

test('hearts that cannot be fetched are not said to be missing', async ({ page, browser }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(3));
  await expect(page.locator('.photos .photo img')).toHaveCount(3, { timeout: 60_000 });
  const { link, code } = await published(page);
  // The refused requests are errors in this one's console, and meant to be.
  const client = await stranger(browser, page, []);
  await opened(client, link, code);
  const kept = client.waitForResponse('**/api/gallery/set_heart');
  await heart(client.locator('.tile .heart').nth(1));
  await kept;

  await client.route('**/api/gallery/choosing', (route) => route.abort());
  await client.reload();
  await expect(client.getByText('Your hearts are safe')).toBeVisible({ timeout: 30_000 });
  await client.locator('.filters button').nth(1).click();
  await expect(client.getByText('No hearts yet')).toHaveCount(0);
  await client.unroute('**/api/gallery/choosing');
  await client.getByRole('button', { name: 'Try again' }).click();
  await expect(client.locator('.filters .numbers')).toHaveText('1');
  await expect(client.getByText('Your hearts are safe')).toHaveCount(0);
});

test('a photograph that cannot be opened without a network is opened when it is back', async ({ page, browser }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(2));
  await expect(page.locator('.photos .photo img')).toHaveCount(2, { timeout: 60_000 });
  const { link, code } = await published(page);
  // What could not be had is an error in this one's console, and meant to be.
  const client = await stranger(browser, page, []);
  const later = '**/pkg/split_gallery_later*';
  await opened(client, link, code);
  await client.route(later, (route) => route.abort());
  await client.reload({ waitUntil: 'networkidle' });
  await client.locator('.tile > a').first().click();
  await expect(client.getByText('could not be loaded')).toBeVisible();
  await expect(client).toHaveURL(/\/g\/[^/]+$/);
  // The page lives.
  await heart(client.locator('.tile .heart').first());
  await client.unroute(later);
  await client.locator('.tile > a').first().click();
  await expect(client.locator('.lightbox-count [aria-hidden]')).toHaveText('1 / 2');
});
