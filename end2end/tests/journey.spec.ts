// The main job, from nothing: a studio registers, fills a gallery, publishes it and sends the link; a client gives the
// code, hearts some photographs, and comes back to find them hearted.

import { readFileSync } from 'node:fs';
import { expect, heart, newGallery, photographs, registered, stranger, test } from './lumora';

test('a gallery is delivered', async ({ page, browser, errors }) => {
  await registered(page);

  await newGallery(page, 'Ana & Luka');

  const files = photographs(6);
  await page.locator('input[type=file]').first().setInputFiles(files);
  await expect(page.locator('.uploads')).toContainText('6 added');
  // They appear by themselves as they are made.
  await expect(page.locator('.photos .photo img')).toHaveCount(6, { timeout: 60_000 });

  // The same files again are recognised.
  await page.locator('input[type=file]').first().setInputFiles(files.slice(0, 2));
  await expect(page.locator('.uploads')).toContainText('already here');

  await page.getByRole('button', { name: 'Publish' }).first().click();
  await expect(page.locator('.page-head')).toContainText('Published');
  await page.locator('.tabs').getByRole('link', { name: 'Share' }).click();
  const link = await page.locator('.copy output').nth(0).textContent();
  const code = await page.locator('.copy output').nth(1).textContent();

  const client = await stranger(browser, page, errors);
  await client.goto(new URL(link ?? '').pathname);
  await expect(client.getByRole('heading', { name: 'This gallery is private' })).toBeVisible();
  expect(await client.content(), 'a locked gallery tells nothing of itself').not.toContain('Luka');
  await client.locator('#code').fill('WRONG-CODE');
  await client.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(client.getByText('That code does not open this gallery')).toBeVisible();
  await client.locator('#code').fill((code ?? '').toLowerCase());
  await client.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(client.locator('.tile')).toHaveCount(6);

  const hearts = client.locator('.tile .heart');
  await heart(hearts.nth(1));
  await heart(hearts.nth(3));
  await expect(client.locator('.filters .numbers')).toHaveText('2');

  // The large view: open, next, heart by key, back to where one was.
  await client.locator('.tile > a').nth(0).click();
  await expect(client.locator('dialog.lightbox[open]')).toBeVisible();
  await expect(client).toHaveURL(/\/p\//);
  await client.keyboard.press('ArrowRight');
  await client.keyboard.press('ArrowRight');
  await client.keyboard.press('h');
  await client.goBack();
  await expect(client.locator('dialog.lightbox')).toHaveCount(0);
  await expect(client.locator('.filters .numbers')).toHaveText('3');

  // Tomorrow; what was given last goes along.
  await client.reload();
  await expect(client.locator('.filters .numbers')).toHaveText('3');
  await expect(hearts.nth(1)).toHaveAttribute('aria-pressed', 'true');

  // The studio sees them.
  await page.locator('.tabs').getByRole('link', { name: /Choices/ }).click();
  await expect(page.locator('.visitor').first()).toBeVisible();

  // And closes: the next request is refused.
  await page.locator('.tabs').getByRole('link', { name: /Photographs/ }).click();
  const picture = await client.locator('.tile img').first().getAttribute('src');
  await page.request.post('/api/dashboard/unpublish_gallery', {
    data: { gallery: page.url().split('/').pop() },
    headers: { origin: new URL(page.url()).origin },
  });
  expect((await client.request.get(picture ?? '')).status()).toBe(404);
  await client.reload();
  await expect(client.getByRole('heading', { name: 'Not open yet' })).toBeVisible();
});

test('what is no photograph is refused with a reason, the rest goes on', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Odd files');
  await page.locator('input[type=file]').first().setInputFiles([
    { name: 'photograph.jpg', mimeType: 'image/jpeg', buffer: readFileSync(photographs(1)[0]) },
    { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('these are only words') },
    { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
  ]);
  await expect(page.locator('.uploads')).toContainText('1 added');
  await expect(page.locator('.uploads')).toContainText('2 need attention');
  await expect(page.locator('.photos .photo')).toHaveCount(1);
});
