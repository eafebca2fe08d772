// At work in the studio: looking closely, and two people in one form.

import { basename } from 'node:path';
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

test('what is known of a photograph stands beside it, for its studio', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const [first] = photographs(1);
  await page.locator('input[type=file]').first().setInputFiles([first]);
  await expect(page.locator('.photos .photo img')).toHaveCount(1, { timeout: 60_000 });
  await page.goto(address(page), { waitUntil: 'networkidle' });
  await page.locator('.photo-open').click();
  const info = page.locator('.lightbox-info');
  await page.keyboard.press('i');
  await expect(info).toContainText(basename(first));
  await page.keyboard.press('i');
  await expect(info).toHaveCount(0);
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(info).toContainText(basename(first));
});

test('settings are not written over', async ({ page, context }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const settings = `${address(page)}/settings`;
  const other = await context.newPage();
  await page.goto(settings, { waitUntil: 'networkidle' });
  await other.goto(settings, { waitUntil: 'networkidle' });
  await page.locator('#title').fill('Ana and Luka');
  await other.locator('textarea').first().fill('A day in June');
  await other.getByRole('button', { name: 'Save' }).first().click();
  await expect(other.getByText('Saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByRole('button', { name: 'Keep mine' })).toBeVisible();
  await expect(page.locator('#title')).toHaveValue('Ana and Luka');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.locator('textarea').first()).toHaveValue('A day in June');
  await expect(page.locator('#title')).toHaveValue('Ana & Luka');
  await page.locator('#title').fill('Ana and Luka');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved.')).toBeVisible();
});
