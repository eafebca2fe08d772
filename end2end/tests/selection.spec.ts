// A visitor selects photographs: two of them come as an archive, or go onto a list; a phone hands them to its share sheet.

import { readFileSync } from 'node:fs';
import { address, expect, newGallery, opened, photographs, published, registered, stranger, test } from './lumora';

test('some photographs are selected and taken home', async ({ page, browser, errors }, info) => {
  const phone = info.project.name === 'phone';
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const gallery = address(page);
  await page.locator('input[type=file]').first().setInputFiles(photographs(4));
  await expect(page.locator('.photos .photo img')).toHaveCount(4, { timeout: 60_000 });
  const { link, code } = await published(page);

  const client = await stranger(browser, page, errors);
  // A share sheet that takes everything, and one that is closed first.
  await client.addInitScript((touch) => {
    const shared: { name: string; size: number }[][] = [];
    let asked = 0;
    Object.assign(window, { shared });
    if (!touch) return;
    Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 });
    Object.defineProperty(navigator, 'canShare', { value: (what: { files?: File[] }) => Boolean(what.files?.length) });
    Object.defineProperty(navigator, 'share', {
      value: async (what: { files: File[] }) => {
        asked += 1;
        if (asked === 1) throw new DOMException('closed', 'AbortError');
        shared.push(what.files.map((file) => ({ name: file.name, size: file.size })));
      },
    });
  }, phone);
  await opened(client, link, code);
  const bar = client.getByRole('toolbar', { name: 'Selection' });
  await expect(async () => {
    if (!(await bar.isVisible())) await client.getByRole('button', { name: 'Select photographs' }).click();
    await expect(bar).toBeVisible({ timeout: 2_000 });
  }).toPass();

  // Presses tick and take the tick away; a range has all in between; Esc leaves.
  const boxes = client.getByRole('checkbox');
  await expect(boxes).toHaveCount(4);
  await boxes.nth(0).click();
  await expect(boxes.nth(0)).toHaveAttribute('aria-checked', 'true');
  if (!phone) {
    await boxes.nth(2).click({ modifiers: ['Shift'] });
    await expect(bar).toContainText('3 selected');
    await client.keyboard.press('ControlOrMeta+a');
    await expect(bar).toContainText('4 selected');
    await client.keyboard.press('Escape');
    await expect(bar).toBeHidden();
    await expect(boxes).toHaveCount(0);
    await client.getByRole('button', { name: 'Select photographs' }).click();
    await boxes.nth(0).click();
  }
  await boxes.nth(1).click();
  await expect(bar).toContainText('2 selected');

  await bar.getByRole('button', { name: 'Download' }).click();
  const dialog = client.locator('dialog.dialog[open]');
  await expect(dialog.getByText('about').first()).toBeVisible();
  if (phone) {
    await dialog.getByRole('button', { name: 'Save or share' }).click();
    const share = dialog.getByRole('button', { name: 'Save or share' });
    await share.click();
    // Closed is no failure: it can be opened again.
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await share.click();
    await expect(dialog.getByText('All of them are with your phone now.')).toBeVisible();
    const shared = await client.evaluate(() => (window as unknown as { shared: { size: number }[][] }).shared);
    expect(shared).toHaveLength(1);
    expect(shared[0]).toHaveLength(2);
    expect(shared[0].every((file) => file.size > 1_000)).toBe(true);
  } else {
    const archive = client.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();
    const bytes = readFileSync(await (await archive).path());
    // The end of an archive says how many entries it has.
    expect(bytes.subarray(-22, -18).toString('latin1')).toBe('PK\x05\x06');
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(2);
  }
  await client.keyboard.press('Escape');

  await bar.getByRole('button', { name: 'Add to Favourites' }).click();
  await expect(bar).toBeHidden();
  await expect(client.locator('.tile .heart[aria-pressed=true]')).toHaveCount(2);
});
