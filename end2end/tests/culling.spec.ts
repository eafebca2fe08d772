// A gallery is sorted: by keys, taken back, two compared, and what was left is kept from visitors.

import { address, expect, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

test('photographs are picked, rejected, rated and hidden', async ({ page, browser, errors }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(4));
  await expect(page.locator('.photos .photo img')).toHaveCount(4, { timeout: 60_000 });
  const studio = address(page);
  await page.goto(`${studio}/cull`, { waitUntil: 'networkidle' });
  const progress = page.locator('.cull-progress');
  await expect(progress).toContainText('1 of 4');
  await expect(page.locator('.cull .lightbox-photo img')).toBeVisible();

  await page.keyboard.press('p');
  await expect(progress).toContainText('2 of 4');
  await expect(progress).toContainText('1 picked, 0 rejected');
  await page.keyboard.press('x');
  await expect(progress).toContainText('1 picked, 1 rejected');
  await page.keyboard.press('3');
  await expect(progress).toContainText('4 of 4');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.cull-side .stars-mark')).toContainText('3 of 5 stars');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.cull-side .stars-mark')).toHaveCount(0);
  await expect(progress).toContainText('3 of 4');
  await expect(page).toHaveURL(/photo=/);

  // What was said is there when one comes back.
  await page.reload({ waitUntil: 'networkidle' });
  await expect(progress).toContainText('1 picked, 1 rejected');
  await expect(progress).toContainText('3 of 4');

  await page.keyboard.press('c');
  await expect(page.locator('.cull-side')).toHaveCount(2);
  await page.keyboard.press('x');
  await expect(progress).toContainText('2 rejected');
  await page.keyboard.press('Escape');
  await expect(page.locator('.cull-side')).toHaveCount(1);

  await page.getByRole('button', { name: 'Rejects' }).click();
  await expect(progress).toContainText('of 2');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('button', { name: 'Hide rejects from visitors' }).click();
  await expect(page.locator('.cull .toast')).toContainText('2 photographs');

  await page.goto(`${studio}?flag=pick`, { waitUntil: 'networkidle' });
  await expect(page.locator('.photos .photo')).toHaveCount(1);
  await page.goto(studio, { waitUntil: 'networkidle' });
  const { link, code } = await published(page);
  const guest = await stranger(browser, page, errors);
  await opened(guest, link, code);
  await expect(guest.locator('.tile')).toHaveCount(2);
});
