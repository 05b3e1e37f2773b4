import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  testIgnore: 'pictures/**',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1, // two cores are shared by the servers, the browser and the test
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 360_000, // a patience, not a promise: machines that test are slower than those that serve
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.ZHAOYUN_CHROMIUM ?? '/usr/bin/chromium',
      env: { ...process.env, LANG: 'C.UTF-8' }, // so that files keep their Chinese names wherever this runs
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
