// Ten thousand files chosen at once, as after a wedding: the memory of the tab, and the longest it does not answer.
// `npx playwright test --config measure.config.ts` in end2end/, against BASE_URL. Ends by itself.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, newGallery, photographs, registered, test } from '../tests/lumora';

const FILES = 10_000;
const SECONDS = 120;

test('ten thousand files wait within 300 MB', async ({ page }) => {
  test.setTimeout(10 * 60_000);
  const folder = mkdtempSync(join(tmpdir(), 'wedding-'));
  try {
    const [photo] = photographs(1).map((path) => readFileSync(path));
    for (let number = 0; number < FILES; number++) {
      // A comment makes each another file.
      const comment = Buffer.alloc(12);
      comment.writeUInt16BE(0xfffe, 0);
      comment.writeUInt16BE(10, 2);
      comment.writeUInt32BE(number, 8);
      writeFileSync(join(folder, `MIR_${String(number).padStart(5, '0')}.jpg`), Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]));
    }
    await registered(page);
    await newGallery(page, 'Ten thousand');
    const devtools = await page.context().newCDPSession(page);
    const heap = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      // WebAssembly's memory and files being hashed are beside the heap.
      const usage = await devtools.send('Runtime.getHeapUsage') as any;
      return (usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)) / 1e6;
    };
    await page.evaluate(() => {
      (window as any).tasks = [];
      new PerformanceObserver((list) => list.getEntries().forEach((task) => (window as any).tasks.push(task.duration))).observe({ type: 'longtask', buffered: true });
    });
    const before = await heap();
    const input = page.locator('input[type=file]').first();
    const paths = Array.from({ length: FILES }, (_, number) => join(folder, `MIR_${String(number).padStart(5, '0')}.jpg`));
    await input.setInputFiles(paths);
    let most = 0;
    const began = Date.now();
    while (Date.now() - began < SECONDS * 1000) {
      await page.waitForTimeout(5_000);
      most = Math.max(most, await heap());
    }
    const tasks: number[] = await page.evaluate(() => (window as any).tasks);
    const sent = await page.locator('.uploads').first().innerText().catch(() => '');
    console.log(`heap ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at the most in ${SECONDS} s; ` +
      `longest task ${Math.max(0, ...tasks).toFixed(0)} ms, ${tasks.filter((task) => task > 200).length} over 200 ms of ${tasks.length}\n${sent.slice(0, 300)}`);
    expect(sent, 'the files are in the queue').not.toBe('');
    expect(most).toBeLessThan(300);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
