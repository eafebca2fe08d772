// Who may come in: a password and an address at the gate, and a set for the client alone.

import { address, expect, newGallery, photographs, published, registered, stranger, test } from './lumora';

test('a client passes the gate, and a guest does not see what is the client\'s', async ({ page, browser, errors }) => {
  test.slow();
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(3));
  await expect(page.locator('.photos .photo img')).toHaveCount(3, { timeout: 60_000 });
  const studio = address(page);

  // One photograph is for the client alone.
  await page.goto(studio, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'New set' }).click();
  await page.locator('dialog[open] input[name=name]').fill('Getting ready');
  await page.getByRole('button', { name: 'Make the set' }).click();
  await page.locator('.photo .pick').first().click();
  await page.getByRole('button', { name: 'More to do with the selection' }).click();
  await page.getByRole('button', { name: 'To Getting ready' }).click();
  await expect(page.locator('.set-bar a', { hasText: 'Getting ready' })).toContainText('1');
  await page.goto(studio, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Edit sets' }).click();
  await page.getByRole('button', { name: 'Getting ready for the client only' }).click();
  await expect(page.getByRole('button', { name: 'Getting ready for all visitors' })).toBeVisible();

  // A password, and an address.
  await page.goto(`${studio}/settings`, { waitUntil: 'networkidle' });
  const gate = page.locator('#who-comes-in');
  await gate.getByLabel('Ask for an e-mail address').check();
  await gate.getByRole('button', { name: 'Save' }).click();
  await expect(gate.getByText('Saved')).toBeVisible();
  await gate.getByLabel('Password', { exact: true }).fill('mrkva i blitva');
  await gate.getByRole('button', { name: 'Set the password' }).click();
  await expect(gate.getByText('The password is set.')).toBeVisible();

  await page.goto(studio, { waitUntil: 'networkidle' });
  const { link, code } = await published(page);
  const own = page.locator('.field', { hasText: 'For your client alone' }).locator('.copy output');
  await expect(own.nth(1)).not.toBeEmpty();
  const clients = (await own.nth(1).textContent()) ?? '';

  // A guest, who errs at each step.
  const guest = await stranger(browser, page, errors);
  await guest.goto(link, { waitUntil: 'networkidle' });
  await guest.getByLabel('Gallery code').fill('WRONG-123');
  await guest.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(guest.getByRole('alert')).toContainText('does not open');
  await guest.getByLabel('Gallery code').fill(code);
  await guest.getByRole('button', { name: 'Open the gallery' }).click();
  await guest.getByLabel('Password').fill('mrkva');
  await guest.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(guest.getByRole('alert')).toContainText('not the password');
  await guest.getByLabel('Password').fill('mrkva i blitva');
  await guest.getByRole('button', { name: 'Open the gallery' }).click();
  await guest.getByLabel('E-mail').fill('gost@example.com');
  await guest.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(guest.locator('.tile')).toHaveCount(2);
  await expect(guest.getByText('Getting ready')).toHaveCount(0);

  // The client.
  const client = await stranger(browser, page, errors);
  await client.goto(`${link}?client`, { waitUntil: 'networkidle' });
  await client.getByLabel('Your own code').fill(clients);
  await client.getByRole('button', { name: 'Open the gallery' }).click();
  await client.getByLabel('Password').fill('mrkva i blitva');
  await client.getByRole('button', { name: 'Open the gallery' }).click();
  await client.getByLabel('E-mail').fill('ana@example.com');
  await client.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(client.locator('.tile')).toHaveCount(3);

  // The studio knows who came.
  await page.goto(`${studio}/choices`, { waitUntil: 'networkidle' });
  await expect(page.getByRole('cell', { name: 'gost@example.com' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'ana@example.com' })).toBeVisible();
});

test('people are invited by mail', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(1));
  await expect(page.locator('.photos .photo img')).toHaveCount(1, { timeout: 60_000 });
  await page.goto(address(page), { waitUntil: 'networkidle' });
  await published(page);
  const id = Math.random().toString(36).slice(2, 10);
  await page.waitForLoadState('networkidle');
  await page.locator('#invite-to').fill(`ana-${id}@example.com, luka`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.locator('#invite-to-error')).toBeVisible();
  await page.locator('#invite-to').fill(`ana-${id}@example.com, luka-${id}@example.com`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('2 invitations are on their way.')).toBeVisible();
  await expect(page.getByRole('cell', { name: `ana-${id}@example.com` })).toBeVisible();
});
