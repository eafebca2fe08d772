import { defineConfig, devices } from '@playwright/test';

const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // Chromium's sandbox does not start as root.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};

export default defineConfig({
  testDir: 'tests',
  // Each journey has a studio of its own: two go side by side, on one server and one database.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // A busy build machine gets a second try; what needed it is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: { baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000', launchOptions: chromium, locale: 'en-GB', trace: process.env.CI ? 'off' : 'retain-on-failure' },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], launchOptions: chromium, viewport: { width: 1440, height: 900 } } },
    // What is the same on any screen is tried on one.
    {
      name: 'phone',
      testIgnore: /(accounts|imports|insight|proofing|pulse|tokens|uploads)\.spec/,
      grepInvert: /accessible, dark/,
      use: { ...devices['Pixel 7'], launchOptions: chromium },
    },
  ],
});
