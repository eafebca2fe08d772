// What every journey starts from: a page that fails the test on any error in the browser's console, and the steps that
// several journeys share, said as a person would do them.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base, type Browser, type Locator, type Page } from '@playwright/test';

/** What a browser reports of things meant to be so: answers of 401, 404, 410 and the like, and mails shown without script. */
const EXPECTED =
  /Failed to load resource: the server responded with a status of (401|403|404|409|410|413|415|422|423|429)|Blocked script execution in .about:srcdoc./;

/** Fails the test on whatever goes wrong in `page` from now on. */
export function watch(page: Page, errors: string[] = []): string[] {
  page.on('pageerror', (error) => errors.push(`${error}`));
  page.on('console', (message) => {
    const text = message.text();
    if ((message.type() === 'error' && !EXPECTED.test(text)) || /hydrat/i.test(text)) errors.push(text);
  });
  return errors;
}

export const test = base.extend<{ errors: string[] }>({
  errors: [
    async ({ page }, use) => {
      const errors = watch(page);
      await use(errors);
      expect(errors, 'the browser reported errors').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** A person of their own for each test. */
export function someone() {
  const id = Math.random().toString(36).slice(2, 10);
  return { studio: `Atelier ${id}`, name: 'Željka Šćepanović', email: `zeljka-${id}@example.com`, password: `velebit-${id}-26` };
}

/** Photographs to upload: real camera files where the test data is, drawn ones elsewhere; small ones first. */
export function photographs(count: number): string[] {
  const data = process.env.LUMORA_TEST_DATA;
  const folder = data && existsSync(data) ? join(data, 'images/photos/metadata-extractor') : '../public/demo';
  const files = readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name) && !/Multiple_ICC|Sony_DSC-P12|low_res/.test(name))
    .map((name) => join(folder, name));
  const size = new Map(files.map((file) => [file, statSync(file).size]));
  return files.sort((one, other) => (size.get(one) ?? 0) - (size.get(other) ?? 0)).slice(0, count);
}

/** Fills in the form to register and sends it. */
export async function register(page: Page, person: ReturnType<typeof someone>) {
  // Everybody comes from somewhere else: so many registrations from one place are too many.
  const byte = () => Math.floor(Math.random() * 256);
  const source = `198.18.${byte()}.${byte()}`;
  await page.route('**/api/account/register', (route) =>
    route.continue({ headers: { ...route.request().headers(), 'x-forwarded-for': source } }));
  await page.goto('/register');
  await page.getByLabel('Studio name').fill(person.studio);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Start the studio' }).click();
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
}

/** Registers, goes on by the mailed link, and stands in the dashboard. */
export async function registered(page: Page) {
  const person = someone();
  await register(page, person);
  await page.goto(await mailedLink(page, person.email, /\/verify\?token=/));
  await page.getByRole('main').getByRole('button').first().click();
  await expect(page).toHaveURL(/\/dashboard\/galleries/);
  return person;
}

/** Makes a gallery and stands in it. */
export async function newGallery(page: Page, title: string) {
  const dialog = page.locator('dialog[open]');
  // The page may still be taking over what the server drew: press until it answers.
  await expect(async () => {
    await page.getByRole('button', { name: 'New gallery' }).first().click();
    await expect(dialog).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await dialog.locator('input[name=title]').fill(title);
  await dialog.locator('button[type=submit]').click();
  // It is made; who may come in can be said later.
  await dialog.getByRole('button', { name: /^(Later|Kasnije)$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Publishes the gallery one stands in; answers with its link's path and its code. */
export async function published(page: Page) {
  const gallery = address(page);
  await page.getByRole('button', { name: 'Publish' }).first().click();
  await expect(page.locator('.page-head')).toContainText('Published');
  await page.goto(`${gallery}/share`);
  const said = page.locator('.copy output');
  return { link: new URL((await said.nth(0).textContent()) ?? '').pathname, code: (await said.nth(1).textContent()) ?? '' };
}

/** Gives the code at a gallery's door, and stands among its photographs. */
export async function opened(client: Page, link: string, code: string) {
  await client.goto(link);
  await client.locator('#code').fill(code);
  await client.getByRole('button', { name: 'Open the gallery' }).click();
  await expect(client.locator('.tile').first()).toBeVisible();
  await client.waitForLoadState('networkidle');
}

/** The path of the page one stands on. */
export function address(page: Page): string {
  return new URL(page.url()).pathname;
}

/** The newest link of that kind mailed to an address, read from the outbox as its page shows it. */
export async function mailedLink(page: Page, email: string, kind: RegExp): Promise<string> {
  await page.goto('/operator/outbox');
  await page.getByText(email).first().click();
  // Until it is there, the newest mail is: somebody else's, it may be.
  const mail = page.locator('article.mail').filter({ has: page.locator('dd', { hasText: email }) });
  const link = mail.locator('a').filter({ hasText: kind }).first();
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}

/** Hearts a photograph; the page may still be taking over what the server drew. */
export async function heart(button: Locator) {
  await expect(async () => {
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true', { timeout: 1_000 });
  }).toPass();
}

/** A second person in a browser of their own with the same screen, watched as well. */
export async function stranger(browser: Browser, like: Page, errors: string[]) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: like.viewportSize() });
  const page = await context.newPage();
  watch(page, errors);
  return page;
}
