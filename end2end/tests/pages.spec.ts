// Every kind of page in both themes: no error in the console, nothing for axe to find, nothing wider than the screen.

import AxeBuilder from '@axe-core/playwright';
import { expect, registered, test } from './lumora';

const OPEN = ['/', '/register', '/login', '/forgot', '/reset?token=x', '/verify?token=x', '/g/AAAAAAAAAAAAAAAAAAAAAA', '/nothing/here'];
const INSIDE = ['/dashboard/galleries', '/dashboard/galleries?status=trash', '/dashboard/account'];

for (const theme of ['light', 'dark'] as const) {
  test(`every page is accessible, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const look = async (path: string) => {
      await page.goto(path, { waitUntil: 'networkidle' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((found) => `${path}: ${found.id} at ${found.nodes[0]?.target}`)).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
    };
    for (const path of OPEN) await look(path);
    await registered(page);
    for (const path of INSIDE) await look(path);
  });
}
