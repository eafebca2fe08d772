// Many photographs in one file, and a list of names that selects some of them.

import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, newGallery, photographs, registered, test } from './lumora';

/** An archive of these files, in a folder of its own inside. */
function archive(files: string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'import-')), 'wedding.zip');
  const write = `import sys, zipfile, os
with zipfile.ZipFile(sys.argv[1], 'w') as made:
    for path in sys.argv[2:]:
        made.write(path, 'Day/' + os.path.basename(path))
    made.writestr('Day/notes.txt', 'not a picture')`;
  execFileSync('python3', ['-c', write, path, ...files]);
  return path;
}

test('a ZIP is taken apart', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  const files = photographs(3);
  await page.locator('input[type=file]').first().setInputFiles(archive(files));
  await expect(page.locator('.photos .photo img')).toHaveCount(3, { timeout: 60_000 });
  const imports = page.getByRole('region', { name: 'Archives' });
  await expect(imports).toContainText('taken apart');
  await imports.getByText('Not taken: 1').click();
  await expect(imports).toContainText('Day/notes.txt: Neither JPEG, PNG nor WebP.');
  await imports.getByRole('button', { name: 'Dismiss wedding.zip' }).click();
  await expect(imports).toHaveCount(0);
});

test('a list of names selects photographs', async ({ page }) => {
  await registered(page);
  await newGallery(page, 'Ana & Luka');
  await page.locator('input[type=file]').first().setInputFiles(photographs(3));
  await expect(page.locator('.photos .photo img')).toHaveCount(3, { timeout: 60_000 });
  const names = await page.locator('.photos .photo-name').allTextContents();
  await page.getByRole('button', { name: 'Select by names' }).click();
  const dialog = page.getByRole('dialog', { name: 'Select by names' });
  await dialog.getByLabel('Names').fill(`${names[0].replace(/\.[^.]*$/, '.CR3')}, ${names[2]}\nnobody.jpg`);
  await dialog.getByRole('button', { name: 'Select', exact: true }).click();
  await expect(dialog).toContainText('Selected: 2 photographs');
  await expect(dialog).toContainText('nobody.jpg');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('.selection output')).toHaveText('2 selected');
});
