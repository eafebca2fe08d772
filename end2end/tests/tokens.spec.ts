// A token for scripts: made, copied, used, revoked.

import { readFileSync } from 'node:fs';
import { address, expect, newGallery, photographs, registered, test } from './lumora';

test('a token is shown once, works, and is refused once it is revoked', async ({ page, context, playwright, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const photos = `/api${address(page)}/photos`;
  await page.goto('/dashboard/account', { waitUntil: 'networkidle' });
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await expect(dialog.getByText('This is needed.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Studio computer');
  await dialog.getByLabel('Works for').selectOption('year');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await expect(dialog.getByText('It is shown this once.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(token).toMatch(/^lum_[0-9a-f]{64}$/);
  await dialog.getByRole('button', { name: 'I have it' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Studio computer' });
  await expect(row).toContainText('never used');
  expect(await page.content()).not.toContain(token);

  // As a script: no cookies, no page.
  const script = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  const send = () => {
    const buffer = readFileSync(photographs(1)[0]);
    return script.post(photos, { multipart: { file: { name: 'a.jpg', mimeType: 'image/jpeg', buffer } } });
  };
  expect((await send()).status()).toBe(201);
  expect((await script.get('/api/account/me')).status()).toBe(403);
  await page.reload({ waitUntil: 'networkidle' });
  await expect(row).toContainText('last used');

  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
  await row.getByRole('button', { name: 'Revoke: Studio computer' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('“Studio computer” is revoked.')).toBeVisible();
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  expect((await send()).status()).toBe(401);
  await script.dispose();
});
