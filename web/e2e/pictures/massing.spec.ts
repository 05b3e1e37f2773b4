// The massings of docs/pictures: six shapes of plots, each with the way of building that is hardest on it.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type MassingForm, massing, type PolygonRings } from '../../src/lib/massing';
import { notices } from '../../src/lib/massing/testing/notices';
import { shapes } from '../../src/lib/massing/testing/shapes';
import { openMapPage } from '../lib/mapPage';
import { drawing } from '../map/browser';

test.use({ ...drawing, viewport: { width: 600, height: 420 } });

const folder = join(import.meta.dirname, '../../../docs/pictures');

const pictures: [shape: keyof typeof shapes, form: MassingForm, use: 'commercial' | 'residential' | 'industrial'][] = [
  ['rectangle', 'towers', 'commercial'],
  ['corner', 'slabs', 'residential'],
  ['dumbbell', 'towers', 'commercial'],
  ['hole', 'slabs', 'residential'],
  ['sliver', 'workshops', 'industrial'],
  ['many', 'towers', 'commercial'],
];

test('pictures of massings on six shapes', async ({ page }) => {
  const site = await openMapPage();
  try {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [shape, form, group] of pictures) {
      const polygons: PolygonRings[] = shapes[shape];
      const made = massing({ ...notices[form], polygons });
      await page.goto(site.url);
      await page.waitForFunction(() => typeof window.show === 'function');
      await page.evaluate((given) => window.show(given), {
        label: shape,
        parcels: [
          { id: shape, name: shape, group, geometry: { type: 'MultiPolygon' as const, coordinates: polygons } },
        ],
        selected: shape,
        massing: { parcel: shape, massing: made },
        tools: [],
      });
      await page.waitForFunction(() => window.map !== undefined, undefined, { timeout: 60_000 });
      await expect(page.getByText('容许体量')).toBeAttached();
      await page.evaluate(() => window.map?.frame(undefined, { pitch: 56, bearing: 'corner', duration: 0 }));
      await expect(page.locator('.map-veil .walls')).toHaveAttribute('d', /M/);
      await page.evaluate(() => new Promise((resolve) => window.map?.onIdle(() => resolve(undefined))));
      await page.screenshot({ path: join(folder, `massing-${shape}.png`) });
    }
  } finally {
    await site.stop();
  }
});
