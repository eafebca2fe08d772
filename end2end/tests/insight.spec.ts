// What clients do reaches the studio's open page by itself, and what they look at is counted.

import { expect, heart, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

test('a heart and a comment arrive, and the view is counted', async ({ page, browser, errors }) => {
  test.slow();
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(2));
  await expect(page.locator('.photos .photo img')).toHaveCount(2, { timeout: 60_000 });
  const { link, code } = await published(page);
  const studio = new URL(page.url()).pathname.replace('/share', '');

  // Before anybody came, the page says what will stand there.
  await page.goto(`${studio}/insight?days=all`, { waitUntil: 'networkidle' });
  await expect(page.getByRole('heading', { name: 'Nobody has looked yet' })).toBeVisible();

  await page.goto(`${studio}/settings`, { waitUntil: 'networkidle' });
  const choosing = page.locator('#choosing');
  await choosing.getByLabel('Clients may write to you').check();
  await choosing.getByRole('button', { name: 'Save' }).first().click();
  await expect(choosing.getByText('Saved.')).toBeVisible();

  const client = await stranger(browser, page, errors);
  await opened(client, link, code);
  await expect(client.locator('.tile')).toHaveCount(2);

  // The studio looks on, and loads nothing again.
  await page.goto(`${studio}/choices`, { waitUntil: 'networkidle' });
  await heart(client.locator('.tile .heart').first());
  await expect(page.locator('.tabs')).toContainText('♥ 1');
  await expect(page.locator('.visitor .thumbs li')).toHaveCount(1);
  await client.getByRole('button', { name: 'Write to your photographer' }).first().click();
  const dialog = client.locator('dialog[open]');
  await dialog.locator('textarea').fill('The first one is lovely');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#comments')).toContainText('The first one is lovely');
  await expect(page.locator('.toast')).toContainText('wrote to you');

  // What is being answered stays as it is typed while more is written.
  await page.locator('#comments textarea').fill('Thank y');
  await dialog.locator('textarea').fill('So is the second');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#comments')).toContainText('So is the second');
  await expect(page.locator('#comments textarea')).toHaveValue('Thank y');
  await client.keyboard.press('Escape');

  // One photograph is opened and closed: then it is reported, and written down some seconds later.
  await client.locator('.tile a').first().click();
  await expect(client.locator('.lightbox, dialog[open]').first()).toBeVisible();
  await client.keyboard.press('Escape');
  await expect(async () => {
    await page.goto(`${studio}/insight?days=7`, { waitUntil: 'networkidle' });
    await expect(page.locator('.heat rect')).toHaveCount(1, { timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  await expect(page.locator('.figures div').filter({ hasText: 'Views' }).locator('dd').first()).not.toHaveText('0');
  await expect(page.locator('.figures div').filter({ hasText: 'Comments' }).locator('dd').first()).toHaveText('2');

  // All of it stands in the log.
  await page.goto('/dashboard/audit', { waitUntil: 'networkidle' });
  await expect(page.locator('.table')).toContainText('Published');
  await page.locator('select[name=action]').selectOption('gallery.create');
  await expect(page).toHaveURL(/action=gallery\.create/);
  await expect(page.locator('.table tbody tr')).toHaveCount(1);
});
