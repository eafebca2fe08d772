// At work in the studio: looking closely, and two people in one form.

import { address, expect, newGallery, photographs, registered, test } from './lumora';

test('a photograph is looked at alone, and Back leads to the grid', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(4));
  await expect(page.locator('.photos .photo img')).toHaveCount(4, { timeout: 60_000 });
  await page.goto(address(page), { waitUntil: 'networkidle' });
  const count = page.locator('.lightbox-count [aria-hidden]');
  await page.locator('.photo-open').nth(1).click();
  await expect(count).toHaveText('2 / 4');
  await page.keyboard.press('ArrowRight');
  await expect(count).toHaveText('3 / 4');
  await expect(page).toHaveURL(/photo=/);
  const shared = page.url();
  await page.goBack();
  await expect(page.locator('dialog.lightbox')).toHaveCount(0);
  await expect(page.locator('.photo-open').nth(2)).toBeFocused();
  await page.goto(shared, { waitUntil: 'networkidle' });
  await expect(count).toHaveText('3 / 4');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/photo=/);
});

test('settings are not written over', async ({ page, context }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const settings = `${address(page)}/settings`;
  const other = await context.newPage();
  await page.goto(settings, { waitUntil: 'networkidle' });
  await other.goto(settings, { waitUntil: 'networkidle' });
  await other.locator('textarea').fill('A day in June');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('Saved.')).toBeVisible();
  await page.locator('input[name=title]').fill('Ana and Luka');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('changed these settings')).toBeVisible();
  await expect(page.locator('input[name=title]')).toHaveValue('Ana and Luka');
  await page.getByRole('button', { name: 'Load the newer settings' }).click();
  await expect(page.locator('textarea')).toHaveValue('A day in June');
  await expect(page.locator('input[name=title]')).toHaveValue('Ana & Luka');
  await page.locator('input[name=title]').fill('Ana and Luka');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
});
