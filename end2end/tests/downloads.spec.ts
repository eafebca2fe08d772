// A client takes photographs along: all of them as an archive, one as a file, with a PIN where the studio asks for one.

import { readFileSync } from 'node:fs';
import { address, expect, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

test('a gallery is taken home', async ({ page, browser, errors }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const gallery = address(page);
  await page.locator('input[type=file]').first().setInputFiles(photographs(3));
  await expect(page.locator('.photos .photo img')).toHaveCount(3, { timeout: 60_000 });
  const { link, code } = await published(page);

  await page.goto(`${gallery}/settings`);
  await page.getByLabel('Ask for a PIN first').check();
  const section = page.locator('.section').filter({ hasText: 'Ask for a PIN first' });
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByText('Saved.')).toBeVisible();
  await page.goto(`${gallery}/share`);
  const pin = page.locator('.field').filter({ hasText: 'PIN for downloads' }).locator('output');
  await expect(pin).toHaveText(/^\d{4}$/);

  const client = await stranger(browser, page, errors);
  await opened(client, link, code);
  await client.locator('.toolbar').getByRole('button', { name: 'Download' }).click();
  const dialog = client.locator('dialog.dialog[open]');
  await expect(dialog.getByText('about').first()).toBeVisible();
  await dialog.getByLabel('PIN').fill((await pin.textContent()) ?? '');
  const archive = client.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  const taken = await archive;
  expect(taken.suggestedFilename()).toBe('Ana & Luka.zip');
  expect(readFileSync(await taken.path()).subarray(0, 2).toString()).toBe('PK');
  await client.keyboard.press('Escape');

  await client.locator('.tile a').first().click();
  await client.locator('dialog.lightbox').getByRole('button', { name: 'Download this photograph' }).click();
  const one = client.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  expect((await one).suggestedFilename()).toMatch(/\.jpg$/i);

  await page.goto(`${gallery}/settings`);
  await expect(page.getByRole('row')).toHaveCount(3);
  await expect(page.getByText('The whole gallery').last()).toBeVisible();
});
