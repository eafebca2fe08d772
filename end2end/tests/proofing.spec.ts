// A gallery for proofing: the studio turns it on, a client sees marks and takes nothing; released, all is as before.

import { address, expect, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';
import type { Page } from '@playwright/test';

/** How bright the bottom right of a picture is, pixel by pixel, as its browser decodes it at 600 pixels. */
async function corner(page: Page, source: string): Promise<number[]> {
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 600;
    canvas.height = Math.round((600 * image.naturalHeight) / image.naturalWidth);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(canvas.width / 2, Math.round(canvas.height * 0.85), canvas.width / 2, Math.floor(canvas.height * 0.15));
    return Array.from({ length: data.length / 4 }, (_, at) => data[at * 4 + 1]);
  }, source);
}

test('marks until released', async ({ page, browser, errors }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const gallery = address(page);
  await page.locator('input[type=file]').first().setInputFiles(photographs(2));
  await expect(page.locator('.photos .photo img')).toHaveCount(2, { timeout: 60_000 });
  const { link, code } = await published(page);

  const client = await stranger(browser, page, errors);
  await opened(client, link, code);
  const first = client.locator('.tile img').first();
  await expect(first).toBeVisible();
  const plain = ((await first.getAttribute('src')) ?? '').replace('medium', 'preview');
  const before = await corner(client, plain);

  await page.goto(`${gallery}/settings`);
  await page.getByRole('button', { name: 'Turn proofing on' }).click();
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText('Nothing can be downloaded');
  await dialog.getByRole('button', { name: 'Turn proofing on' }).click();
  await expect(page.getByText('2 of 2 marked')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.page-head')).toContainText('Proofing');

  await client.reload();
  await expect(client.getByText('carry a mark')).toBeVisible();
  await expect(client.locator('.toolbar').getByRole('button', { name: 'Download' })).toHaveCount(0);
  const marked = ((await first.getAttribute('src')) ?? '').replace('medium', 'preview');
  expect(marked).toContain('marked-preview');
  const after = await corner(client, marked);
  const changed = before.filter((value, at) => Math.abs(value - after[at]) > 40).length;
  expect(changed).toBeGreaterThan(50);
  const epoch = /files\/[^/]+\/(\d+)\//;
  for (const size of ['medium', 'preview', 'full', 'watermarked']) {
    const now = plain.replace(epoch, (all) => all.replace(/\d+\/$/, `${marked.match(epoch)![1]}/`));
    for (const tried of [plain, now]) {
      const answer = await client.request.get(tried.replace('preview', size));
      expect(answer.status(), tried).toBe(404);
    }
  }

  await page.goto(`${gallery}/settings`);
  await page.getByLabel('Another one for this gallery').check();
  await page.getByRole('radio', { name: 'All over' }).check();
  const section = page.locator('.section').filter({ hasText: 'What clients see over the pictures' });
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByText('Saved.')).toBeVisible();
  await expect(page.getByText('2 of 2 marked')).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: 'Release the photographs' }).click();
  await dialog.getByRole('button', { name: 'Release the photographs' }).click();
  await expect(page.getByText('The photographs are released.')).toBeVisible();
  await client.reload();
  await expect(first).toBeVisible();
  const released = ((await first.getAttribute('src')) ?? '').replace('medium', 'preview');
  expect(await corner(client, released)).toEqual(before);
});
