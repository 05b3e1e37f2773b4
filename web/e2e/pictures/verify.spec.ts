// The pictures of the page that verifies in docs/pictures: the sample of the documentation, by its own roots.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openHouse } from '../lib/house';
import { settled } from '../lib/look';
import { somebody } from '../lib/people';

const root = join(import.meta.dirname, '../../..');

test('pictures of the page that verifies', async ({ browser }) => {
  const house = await openHouse('embedded');
  try {
    for (const [screen, suffix] of [
      ['desktop', ''],
      ['phone', '-phone'],
    ] as const) {
      const { context, page } = await somebody(browser, house.nodes[0] ?? '', screen);
      await page.goto(`${house.nodes[0]}/verify`);
      const input = page.locator('input[accept*=".zip"]');
      await expect(input).toBeEnabled({ timeout: 60_000 });
      await page.locator('input[accept*=".pem"]').setInputFiles(join(root, 'docs/samples/roots.pem'));
      await input.setInputFiles(join(root, 'docs/samples/evidence.zip'));
      await expect(page.getByRole('heading', { name: /^核验通过/ })).toBeVisible({ timeout: 60_000 });
      await settled(page);
      await page.screenshot({ path: join(root, `docs/pictures/verify${suffix}.png`) });
      await context.close();
    }
  } finally {
    await house.stop();
  }
});
