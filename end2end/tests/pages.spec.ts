// Every kind of page in both themes: no error in the console, nothing for axe to find, nothing wider than the screen.

import { execFileSync } from 'node:child_process';
import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { address, expect, heart, newGallery, photographs, published, registered, stranger, test } from './lumora';

const OPEN = ['/', '/register', '/login', '/forgot', '/forgot?sent=1', '/reset?token=x', '/reset', '/verify?token=x', '/verify', '/g/AAAAAAAAAAAAAAAAAAAAAA', '/nothing/here'];
const INSIDE = ['/dashboard/galleries', '/dashboard/galleries?status=trash', '/dashboard/galleries?q=nobody', '/dashboard/account', '/operator/outbox', '/dashboard/watermark', '/dashboard/audit'];
const LONG = 'Katarina-Magdalena Đurđević-Kovačić & Aleksandar Šćepanović-Vukmanić';

/** Looks at the page as it stands. */
async function look(page: Page, what: string) {
  // Axe measures colours: what fades in is let finish.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  // The frame around a mail runs no script, axe's neither.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze();
  expect(violations.map((found) => `${what}: ${found.id} at ${found.nodes[0]?.target}`)).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
}

async function visit(page: Page, path: string) {
  await page.goto(path, { waitUntil: 'networkidle' });
  await look(page, path);
}

// Axe looks at two dozen pages in one go.
test.slow();

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pages for anybody and the studio's own are accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of OPEN) await visit(page, path);
    await registered(page);
    for (const path of INSIDE) await visit(page, path);
  });

  test(`a gallery is accessible on both sides of its door, ${colorScheme}`, async ({ page, browser, errors }) => {
    await page.emulateMedia({ colorScheme });
    await registered(page);
    await newGallery(page, LONG);
    await look(page, 'an empty gallery');
    await page.locator('input[type=file]').first().setInputFiles(photographs(4));
    await expect(page.locator('.photos .photo img')).toHaveCount(4, { timeout: 60_000 });
    await look(page, 'its photographs, and the uploads');
    const gallery = address(page);
    const { link, code } = await published(page);

    const client = await stranger(browser, page, errors);
    await client.emulateMedia({ colorScheme });
    await visit(client, link);
    await client.locator('#code').fill(code);
    await client.getByRole('button', { name: 'Open the gallery' }).click();
    await expect(client.locator('.tile')).toHaveCount(4);
    await heart(client.locator('.tile .heart').nth(1));
    await client.waitForLoadState('networkidle');
    await look(client, 'the open gallery');
    await client.locator('.tile > a').nth(1).click();
    await expect(client.locator('dialog.lightbox[open] .lightbox-photo:not(.waiting)')).toBeVisible();
    await look(client, 'the lightbox');

    for (const tab of ['', '/share', '/choices', '/look', '/insight', '/settings', '?show=trash']) await visit(page, `${gallery}${tab}`);
    await page.goto(gallery, { waitUntil: 'networkidle' });
    await page.locator('.photo-open').nth(1).click();
    await expect(page.locator('dialog.lightbox[open] .lightbox-photo:not(.waiting)')).toBeVisible();
    await look(page, "the studio's lightbox");
  });

  test(`the operator's pages are accessible, ${colorScheme}`, async ({ page }) => {
    test.skip(!process.env.LUMORA, 'LUMORA is the program, which makes somebody an operator');
    await page.emulateMedia({ colorScheme });
    const { email } = await registered(page);
    execFileSync(process.env.LUMORA ?? '', ['operator', email]);
    for (const path of ['/operator/jobs', '/operator/jobs?state=waiting', '/operator/outbox', '/operator/outbox?as=text', '/operator/files']) {
      await visit(page, path);
    }
  });
}
