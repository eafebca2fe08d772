// How a gallery looks: chosen and tried on in the studio, seen by a client without a jump, in the order of its photographs;
// and the slideshow.

import { type Page } from '@playwright/test';
import { address, expect, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

const COUNT = 8;

/** Sums up what moves on the page without anybody moving it. */
async function watchShifts(page: Page) {
  await page.addInitScript(() => {
    const seen = window as unknown as { shifted: number };
    seen.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { hadRecentInput: boolean; value: number }[]) {
        if (!entry.hadRecentInput) seen.shifted += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

test('a look is tried on, saved and seen', async ({ page, browser, errors }) => {
  test.slow();
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(COUNT));
  await expect(page.locator('.photos .photo img')).toHaveCount(COUNT, { timeout: 60_000 });
  const studio = address(page);

  await page.goto(`${studio}/look`, { waitUntil: 'networkidle' });
  const tried = page.frameLocator('.look-stage iframe').locator('.look');
  await expect(tried).toHaveAttribute('data-layout', 'justified');
  const before = await tried.locator('.cover').evaluate((cover) => getComputedStyle(cover.parentElement!).backgroundColor);
  await page.getByRole('radio', { name: 'Columns' }).check();
  await page.getByRole('radio', { name: 'Sage' }).check();
  await page.getByRole('radio', { name: 'Framed' }).check();
  await expect(tried).toHaveAttribute('data-layout', 'columns');
  await expect(tried).toHaveAttribute('data-palette', 'sage');
  const after = await tried.locator('.cover').evaluate((cover) => getComputedStyle(cover.parentElement!).backgroundColor);
  expect(after).not.toBe(before);
  await expect(page.getByText('Not saved yet.')).toBeVisible();

  // Without a logo it is the name, whatever is chosen.
  await page.getByRole('radio', { name: 'Logo' }).check();
  await expect(tried).toHaveAttribute('data-brand', 'logo');
  await expect(tried.locator('.brand')).not.toBeEmpty();
  await page.locator('.look-form input[type=file]').setInputFiles(photographs(1));
  await expect(page.locator('.look-form .logo-shown')).toBeVisible();
  await expect(tried.locator('.brand img')).toBeVisible();
  await page.getByRole('radio', { name: 'Studio name' }).check();
  await expect(tried.locator('.brand img')).toBeHidden();
  await page.getByRole('radio', { name: 'Logo' }).check();

  // By keyboard, as radios are.
  await page.getByRole('radio', { name: 'Sage' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tried).toHaveAttribute('data-palette', 'blush');
  await page.keyboard.press('ArrowLeft');
  await expect(tried).toHaveAttribute('data-palette', 'sage');

  await page.getByRole('radio', { name: 'Phone' }).check();
  expect((await page.locator('.look-stage iframe').boundingBox())!.width).toBeLessThanOrEqual(392);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page.reload({ waitUntil: 'networkidle' });
  await expect(page.getByRole('radio', { name: 'Columns' })).toBeChecked();

  await page.goto(studio, { waitUntil: 'networkidle' });
  const { link, code } = await published(page);
  const client = await stranger(browser, page, errors);
  await watchShifts(client);
  await opened(client, link, code);
  await expect(client.locator('.tile')).toHaveCount(COUNT);
  await expect(client.locator('.look')).toHaveAttribute('data-palette', 'sage');
  await expect(client.locator('.brand img')).toBeVisible();
  await expect(client.locator('.brand span')).toHaveCount(0);

  const tiles = await client.locator('.tile').evaluateAll((tiles) => tiles.map((tile) => {
    const { top, left, width, height } = tile.getBoundingClientRect();
    return { top, left, width, height, ratio: Number(getComputedStyle(tile).getPropertyValue('--ratio')) };
  }));
  for (const [at, tile] of tiles.entries()) {
    expect(Math.abs(tile.width / tile.height / tile.ratio - 1), `photograph ${at} keeps its shape`).toBeLessThan(0.02);
    const last = tiles[at - 1];
    if (!last) continue;
    expect(tile.top, `photograph ${at} is not above the one before`).toBeGreaterThanOrEqual(last.top - 1);
    if (Math.abs(tile.top - last.top) <= 1) expect(tile.left).toBeGreaterThan(last.left);
  }
  await client.evaluate(() => scrollTo({ top: document.body.scrollHeight }));
  await client.waitForLoadState('networkidle');
  expect(await client.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThan(0.05);

  // The slideshow goes on by itself, and Esc stops it before it closes anything.
  const count = client.locator('.lightbox-count [aria-hidden]');
  await client.locator('.tile a').first().click();
  await expect(count).toHaveText(`1 / ${COUNT}`);
  await client.keyboard.press('s');
  const pace = client.locator('.lightbox-pace');
  await expect(pace).toHaveText('5 s');
  await pace.click();
  await pace.click();
  await expect(pace).toHaveText('3 s');
  await expect(count).toHaveText(`2 / ${COUNT}`, { timeout: 15_000 });
  await expect(count).toHaveText(`3 / ${COUNT}`, { timeout: 15_000 });
  await client.keyboard.press('Escape');
  await expect(pace).toHaveCount(0);
  await expect(client.locator('dialog.lightbox')).toBeVisible();

  await client.keyboard.press('i');
  await expect(client.locator('.lightbox-info')).toContainText('pixels');
  await client.keyboard.press('?');
  const keys = client.locator('dialog.dialog[open]');
  await expect(keys).toContainText('First and last');
  await client.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await expect(client.locator('dialog.lightbox')).toBeVisible();
  await client.keyboard.press('Escape');
  await expect(client.locator('dialog.lightbox')).toHaveCount(0);
});
