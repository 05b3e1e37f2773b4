// The pictures of parcels in docs/pictures: the demonstration's five, as an investor and as an official sees them.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openHouse } from '../lib/house';
import { settled } from '../lib/look';
import { call, demo, type Screen, type Somebody, signIn, somebody } from '../lib/people';

const root = join(import.meta.dirname, '../../..');

test('pictures of parcels', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const people: Somebody[] = [];
  const come = async (screen: Screen, login?: string) => {
    const who = await somebody(browser, base, screen);
    if (login) await signIn(who, base, login);
    people.push(who);
    return who;
  };
  const take = async (who: Somebody, path: string, name: string, ready?: () => Promise<void>) => {
    await who.page.goto(base + path);
    await ready?.();
    await settled(who.page);
    await expect(who.page.locator('.map-host[aria-busy="true"]')).toHaveCount(0);
    await who.page.screenshot({ path: join(root, `docs/pictures/${name}.png`) });
  };
  try {
    const visitor = await come('desktop');
    const phone = await come('phone', demo.investor);
    const official = await come('desktop', demo.official);
    type Listed = { items: { id: string }[] };
    const { items } = await call<Listed>(visitor.context.request, base, 'GET', 'parcels?sort=number');
    const ids = items.map(({ id }) => id);
    for (const [who, suffix] of [[visitor, ''] as const, [phone, '-phone'] as const]) {
      await take(who, '/parcels', `parcels${suffix}`);
      // The camera has come over the corner once the tool says that the map is tilted.
      const tilted = () => expect(who.page.getByRole('button', { name: '切换立体', pressed: true })).toBeVisible();
      await take(who, `/parcels/${ids[1]}`, `parcel${suffix}`, tilted);
      await take(who, `/parcels/compare?ids=${ids.slice(0, 4).join(',')}`, `parcels-compare${suffix}`);
    }
    await take(official, '/staff/parcels', 'staff-parcels');
    await official.page.goto(`${base}/staff/parcels/import`);
    await expect(official.page.getByRole('heading', { name: '以往导入' })).toBeVisible();
    await official.page.locator('input[type=file]').setInputFiles(join(root, 'testdata/land/parcels.geojson'));
    await expect(official.page.getByRole('heading', { name: '逐行核对' })).toBeVisible({ timeout: 20_000 });
    await settled(official.page);
    await official.page.screenshot({ path: join(root, 'docs/pictures/staff-parcels-import.png') });
  } finally {
    await Promise.all(people.map((who) => who.context.close()));
    await house.stop();
  }
});
