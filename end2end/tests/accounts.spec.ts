// Getting in and out, and what is said when it does not work.

import { expect, mailedLink, register, registered, someone, stranger, test } from './lumora';

test('signing out, a wrong password, and in again', async ({ page }) => {
  const person = await registered(page);
  await page.context().clearCookies();
  await page.goto('/dashboard/galleries?search=a%26b');
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('not-the-password-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('E-mail and password do not fit together.')).toBeVisible();
  // A page that was not alive yet has been loaded anew, and is empty.
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/dashboard\/galleries\?search=a%26b$/);
});

test('a link opened in another browser asks for a password', async ({ page, browser, errors }) => {
  const person = someone();
  await register(page, person);
  const link = await mailedLink(page, person.email, /\/verify\?token=/);
  const other = await stranger(browser, page, errors);
  await other.goto(link);
  await other.getByRole('button', { name: 'Confirm and go on' }).click();
  await expect(other.getByRole('heading', { name: 'Choose your password' })).toBeVisible();
  await other.getByLabel('Password', { exact: true }).fill('short');
  await other.getByRole('button', { name: 'Confirm and go on' }).click();
  await expect(other.getByText('At least 8 characters, please.')).toBeVisible();
  await other.getByLabel('Password', { exact: true }).fill(`other-${person.password}`);
  await other.getByRole('button', { name: 'Confirm and go on' }).click();
  await expect(other).toHaveURL(/\/dashboard\/galleries/);
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('E-mail and password do not fit together.')).toBeVisible();
});

test('everything wrong with a form is said beside its field', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('E-mail').fill('mirna@');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Start the studio' }).click();
  await expect(page.locator('.field.invalid')).toHaveCount(4);
  await expect(page.getByText('At least 8 characters, please.')).toBeVisible();
});

test('the language is a link that works without script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByRole('link', { name: 'Hrvatski' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'hr');
  await expect(page.getByRole('button', { name: 'Prijav' })).toBeVisible();
  await context.close();
});
