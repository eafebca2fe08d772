// A gallery in parts: made in the studio, walked through by a client; and an order made by hand.

import { address, expect, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

test('a set is made, filled and hidden', async ({ page, browser, errors }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(4));
  await expect(page.locator('.photos .photo img')).toHaveCount(4, { timeout: 60_000 });
  const studio = address(page);
  await page.goto(studio, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'New set' }).click();
  await page.locator('dialog[open] input[name=name]').fill('Dinner');
  await page.getByRole('button', { name: 'Make the set' }).click();
  const chip = page.locator('.set-bar a', { hasText: 'Dinner' });
  await expect(chip).toContainText('0');
  await page.locator('.photo .pick').nth(0).click();
  await page.locator('.photo .pick').nth(1).click();
  await page.getByRole('button', { name: 'More to do with the selection' }).click();
  await page.getByRole('button', { name: 'To Dinner' }).click();
  await expect(chip).toContainText('2');
  await chip.click();
  await expect(page.locator('.photos .photo')).toHaveCount(2);

  await page.goto(studio, { waitUntil: 'networkidle' });
  const { link, code } = await published(page);
  const guest = await stranger(browser, page, errors);
  await opened(guest, link, code);
  await expect(guest.locator('.tile')).toHaveCount(4);
  await guest.locator('nav.sets a', { hasText: 'Dinner' }).click();
  const heading = guest.getByRole('heading', { name: 'Dinner' });
  await expect(heading).toBeInViewport();
  const bars = (await guest.locator('nav.sets').boundingBox())!;
  expect((await heading.boundingBox())!.y).toBeGreaterThanOrEqual(bars.y + bars.height - 1);

  await page.goto(studio, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Edit sets' }).click();
  await page.getByRole('button', { name: 'Keep Dinner from visitors' }).click();
  await expect(page.getByRole('button', { name: 'Show Dinner to visitors' })).toBeVisible();
  await guest.reload({ waitUntil: 'networkidle' });
  await expect(guest.locator('.tile')).toHaveCount(2);
  await expect(guest.locator('nav.sets')).toHaveCount(0);
});

test('photographs are put in order by hand, and back', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(3));
  await expect(page.locator('.photos .photo img')).toHaveCount(3, { timeout: 60_000 });
  await page.goto(address(page), { waitUntil: 'networkidle' });
  await page.getByLabel('Order').selectOption('manual');
  await expect(page.getByText('The order now: By hand.')).toBeVisible();
  const names = page.locator('.photo-name');
  const before = await names.allTextContents();
  await page.locator('.photo .pick').first().click();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(names).toHaveText([before[1], before[0], before[2]]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(names).toHaveText(before);
  await page.keyboard.press('Shift+End');
  await expect(names).toHaveText([before[1], before[2], before[0]]);
  await page.reload({ waitUntil: 'networkidle' });
  await expect(names).toHaveText([before[1], before[2], before[0]]);
});
