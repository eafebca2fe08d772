// Ten thousand photographs scrolled through: frames, tasks, elements and memory; and what the first page costs beside one
// of a hundred. `npx playwright test --config measure.config.ts scroll` in end2end/, against BASE_URL, with the database of
// that server as DATABASE_URL. Ends by itself.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, newGallery, photographs, published, registered, stranger, test } from '../tests/lumora';

const FEW = 100;
const MANY = 10_000;
/** Pixels a second: a hard flick on a phone, kept up. */
const SPEED = 6_000;

test('ten thousand photographs are scrolled through', async ({ page, browser, errors }) => {
  test.setTimeout(15 * 60_000);
  await registered(page);
  const times: Record<number, number[]> = {};
  for (const count of [FEW, MANY]) {
    const door = await wide(page, count);
    const client = await stranger(browser, page, errors);
    // Rows alone were multiplied: every picture asked for is the one there is.
    const picture = readFileSync(photographs(1)[0]);
    await client.route('**/files/**', (route) => route.fulfill({ body: picture, contentType: 'image/jpeg' }));
    await client.goto(door.link);
    await client.locator('#code').fill(door.code);
    await client.locator('form button[type=submit]').click();
    await expect(client.locator('.tile').first()).toBeVisible();
    times[count] = [];
    for (let round = 0; round < 15; round++) {
      const began = performance.now();
      await (await client.request.get(door.link)).body();
      times[count].push(performance.now() - began);
    }
    if (count === MANY) console.log(await scrolled(client));
    await client.context().close();
  }
  const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  console.log(`the first page: ${median(times[FEW]).toFixed(1)} ms of ${FEW}, ${median(times[MANY]).toFixed(1)} ms of ${MANY}`);
});

/** A published gallery with one photograph, made to have `count`. */
async function wide(page: any, count: number) {
  await page.goto('/dashboard/galleries');
  await newGallery(page, `${count} photographs`);
  const gallery = new URL(page.url()).pathname.split('/')[3];
  await page.locator('input[type=file]').first().setInputFiles(photographs(1));
  await expect(page.locator('.photos .photo img')).toHaveCount(1, { timeout: 60_000 });
  const door = await published(page);
  const sql = `INSERT INTO photos SELECT (jsonb_populate_record(p, jsonb_build_object(
      'id', gen_random_uuid(), 'storage_key', md5(random()::text) || n, 'sha256', '\\x' || encode(sha256(n::text::bytea), 'hex'),
      'file_name', 'MIR_' || lpad(n::text, 5, '0') || '.jpg', 'sort_at', p.sort_at + n * interval '1 second',
      'width', CASE n % 3 WHEN 0 THEN 2000 ELSE 3000 END, 'height', CASE n % 3 WHEN 0 THEN 3000 ELSE 2000 END))).*
    FROM photos p, generate_series(2, ${count}) n WHERE p.gallery_id = '${gallery}'`;
  execFileSync('psql', ['-v', 'ON_ERROR_STOP=1', '-q', '-c', sql, process.env.DATABASE_URL ?? '']);
  execFileSync('psql', ['-q', '-c', 'ANALYZE photos', process.env.DATABASE_URL ?? '']);
  return door;
}

/** Scrolls to the end at a steady speed, and tells how that went. */
async function scrolled(page: any): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const memory = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const usage = await devtools.send('Runtime.getHeapUsage');
    return (usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)) / 1e6;
  };
  const before = await memory();
  const seen = await page.evaluate(async ({ speed, many }: { speed: number; many: number }) => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => list.getEntries().forEach((task) => tasks.push(task.duration))).observe({ type: 'longtask' });
    const frames: number[] = [];
    let last = performance.now();
    const until = last + 8 * 60_000;
    // The end is reached when nothing is left to load and the page cannot go on.
    const ended = () => document.querySelectorAll('.tile').length >= many && innerHeight + scrollY >= document.body.scrollHeight - 2;
    for (;;) {
      const now: number = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      scrollBy(0, (speed * (now - last)) / 1000);
      last = now;
      if (ended() || now > until) break;
    }
    frames.sort((a, b) => a - b);
    const at = (share: number) => frames[Math.floor((frames.length - 1) * share)];
    return {
      tiles: document.querySelectorAll('.tile').length, elements: document.querySelectorAll('*').length,
      seconds: frames.reduce((a, b) => a + b, 0) / 1000, frames: frames.length,
      p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: Math.max(0, ...tasks), over: tasks.filter((task) => task > 200).length, tasks: tasks.length,
    };
  }, { speed: SPEED, many: MANY });
  const after = await memory();
  return `${seen.tiles} tiles, ${seen.elements} elements, ${(seen.frames / seen.seconds).toFixed(1)} frames a second over ${seen.seconds.toFixed(0)} s; ` +
    `a frame ${seen.p50.toFixed(1)} ms (p95 ${seen.p95.toFixed(1)}, p99 ${seen.p99.toFixed(1)}); longest task ${seen.longest.toFixed(0)} ms, ` +
    `${seen.over} over 200 ms of ${seen.tasks} over 50; memory ${before.toFixed(0)} to ${after.toFixed(0)} MB`;
}
