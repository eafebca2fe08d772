// Choosing for an album: a limit, one too many, sending it, and the studio that opens it again.

import { expect, heart, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

test('an album of two, sent to the studio and opened again', async ({ page, browser, errors }) => {
  test.slow();
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(4));
  await expect(page.locator('.photos .photo img')).toHaveCount(4, { timeout: 60_000 });
  const { link, code } = await published(page);
  const studio = new URL(page.url()).pathname.replace('/share', '');

  // The studio gives its clients an album, and asks for their names.
  await page.goto(`${studio}/settings`, { waitUntil: 'networkidle' });
  const choosing = page.locator('#choosing');
  await choosing.locator('#name-new').fill('Album');
  await choosing.locator('#most-new').fill('2');
  await choosing.getByRole('button', { name: 'Add list' }).click();
  await expect(choosing.locator('input[name=name][value=Album]')).toHaveCount(1);
  await choosing.locator('select[name=asks]').selectOption('name');
  await choosing.getByRole('button', { name: 'Save' }).first().click();
  await expect(choosing.getByText('Saved.')).toBeVisible();

  const client = await stranger(browser, page, errors);
  await opened(client, link, code);
  await expect(client.locator('.tile')).toHaveCount(4);
  const hearts = client.locator('.tile .heart');
  await client.getByRole('button', { name: 'Lists' }).click();
  await client.locator('#lists').getByText('Album · 0 of 2').click();

  // The first heart is given, and who gave it is asked once.
  await heart(hearts.nth(0));
  const dialog = client.locator('dialog[open]');
  await dialog.getByLabel('Name').fill('Ana');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await heart(hearts.nth(1));
  await expect(client.locator('.filters .numbers')).toHaveText('2 of 2');

  // One more is not chosen; swapped, it is.
  await hearts.nth(2).click();
  await expect(dialog).toContainText('Album: all 2 are chosen');
  await expect(hearts.nth(2)).toHaveAttribute('aria-pressed', 'false');
  await dialog.locator('.thumbs button').first().click();
  await expect(hearts.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expect(client.locator('.filters .numbers')).toHaveText('2 of 2');

  await client.getByRole('button', { name: 'Send to the studio' }).click();
  await dialog.getByLabel('A word to your photographer').fill('Thank you');
  await dialog.getByRole('button', { name: 'Send to the studio' }).click();
  await expect(client.locator('.toolbar .chip')).toHaveText('Sent');
  await hearts.nth(3).click();
  await expect(hearts.nth(3)).toHaveAttribute('aria-pressed', 'false');

  await page.goto(`${studio}/choices`, { waitUntil: 'networkidle' });
  await expect(page.locator('.visitor')).toContainText('Ana');
  await expect(page.locator('.visitor blockquote')).toHaveText('Thank you');
  await page.getByRole('button', { name: 'Together' }).click();
  await expect(page.locator('.thumbs li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Per person' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).first().click();
  await page.getByText('Table (CSV)').first().click();
  expect((await download).suggestedFilename()).toBe('choices.csv');
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByRole('button', { name: 'Open again' })).toHaveCount(0);
  // The client's page hears of it by itself.
  await expect(client.locator('.toolbar .chip')).toHaveCount(0);

  await client.reload({ waitUntil: 'networkidle' });
  await client.getByRole('button', { name: 'Lists' }).click();
  await client.locator('#lists').getByText('Album · 2 of 2').click();
  await expect(client.getByRole('button', { name: 'Send to the studio' })).toBeVisible();
});
