// Uploads that are interrupted, and what becomes of them: in the browser, and with a client of the same protocol that is
// not ours.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Upload, type UploadOptions } from 'tus-js-client';
import { address, expect, newGallery, photographs, registered, test } from './lumora';

test('a reload asks for the same files once and sends only what is missing', async ({ page, errors }) => {
  await registered(page);
  await newGallery(page, 'A bad line');
  const files = photographs(4);

  // The line dies in the middle of the third file.
  let pieces = 0;
  await page.route('**/uploads/*', (route) => {
    if (route.request().method() === 'PATCH' && ++pieces > 2) return route.abort('connectionreset');
    return route.continue();
  });
  await page.locator('input[type=file]').first().setInputFiles(files);
  await expect(page.locator('.upload .state.ok')).toHaveCount(2);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();

  const left = page.locator('.left-behind');
  await expect(left).toContainText('2 files of an earlier upload are missing');
  await page.unroute('**/uploads/*');
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'PATCH' && sent.push(request.url())));
  await left.locator('input[type=file]').first().setInputFiles(files);
  await expect(page.locator('.uploads')).toContainText('2 added');
  await expect(page.locator('.uploads')).toContainText('2 were already here');
  expect(sent, 'what had arrived is not sent twice').toHaveLength(2);
  await expect(left).toHaveCount(0);
  await expect(page.locator('.photos .photo')).toHaveCount(4);
  // The browser tells of the dead line, as it should.
  errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('ERR_CONNECTION_RESET')));
});

test('one question is asked about names that are taken', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Twice the same name');
  const [first, second, third] = photographs(3).map((file) => readFileSync(file));
  const input = page.locator('input[type=file]').first();
  const named = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
  await input.setInputFiles([named('a.jpg', first), named('b.jpg', second)]);
  await expect(page.locator('.uploads')).toContainText('2 added');

  await input.setInputFiles([named('a.jpg', second), named('b.jpg', third)]);
  await expect(page.locator('.question'), 'the same bytes are no question').toContainText('1 file has the name');
  await page.locator('.question').getByRole('button', { name: 'Replace' }).click();
  await expect(page.locator('.uploads')).toContainText('1 replaced');
  await expect(page.locator('.photos .photo')).toHaveCount(2);
});

test('another file takes the place of one that failed', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'A damaged card');
  const [first, second] = photographs(2).map((file) => readFileSync(file));
  const named = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
  const cut = first.subarray(0, Math.floor(first.length * 0.6));
  await page.locator('input[type=file]').first().setInputFiles([named('damaged.jpg', cut)]);
  const note = page.locator('.photos .well-note');
  await expect(note).toContainText('Damaged', { timeout: 60_000 });
  await expect(note.getByRole('button', { name: 'Try damaged.jpg again' })).toBeVisible();

  await note.locator('input[type=file]').setInputFiles(named('whole.jpg', second));
  await expect(page.locator('.uploads')).toContainText('1 replaced');
  await expect(page.locator('.photos .photo img')).toHaveCount(1, { timeout: 60_000 });
  await expect(page.locator('.photo-name')).toHaveText('whole.jpg');
});

test('a pause holds everything until it goes on', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'A pause');
  let slow = true;
  await page.route('**/uploads/*', async (route) => {
    while (slow && route.request().method() === 'PATCH') await new Promise((done) => setTimeout(done, 100));
    await route.continue().catch(() => {});
  });
  await page.locator('input[type=file]').first().setInputFiles(photographs(3));
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.uploads')).toContainText('paused');
  slow = false;
  await page.waitForTimeout(1_500);
  await expect(page.locator('.upload .state.ok')).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.locator('.uploads')).toContainText('3 added');
});

test('another client of the protocol is understood', async ({ page, baseURL }) => {
  await registered(page);
  await newGallery(page, 'Sent by a script');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const file = photographs(1)[0];
  const bytes = readFileSync(file);
  const options: UploadOptions = {
    endpoint: `${baseURL}/api${address(page)}/uploads`,
    headers: { cookie, origin: new URL(page.url()).origin },
    metadata: { filename: basename(file), filetype: 'image/jpeg' },
    chunkSize: Math.ceil(bytes.length / 3),
    retryDelays: [100, 500, 1000],
  };

  // Stopped after the first of three pieces, and gone on with by its address alone.
  const begun = await new Promise<string>((done, failed) => {
    const upload = new Upload(bytes, {
      ...options,
      onError: failed,
      onChunkComplete: () => void upload.abort().then(() => done(upload.url ?? '')),
    });
    upload.start();
  });
  let first = 0;
  await new Promise<void>((done, failed) => {
    const upload = new Upload(bytes, {
      ...options,
      uploadUrl: begun,
      onError: failed,
      onProgress: (sent) => (first ||= sent),
      onSuccess: () => done(),
    });
    upload.start();
  });
  expect(first, 'it went on in the middle').toBeGreaterThan(bytes.length / 4);
  await expect(page.locator('.photos .photo')).toHaveCount(1);

  const broken = new Promise<void>((done, failed) => {
    new Upload(Buffer.from('these are only words'), { ...options, retryDelays: null, onError: failed, onSuccess: () => done() }).start();
  });
  await expect(broken).rejects.toThrow(/415/);
});
