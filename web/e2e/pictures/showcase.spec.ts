// Pictures of parcels on the map of a room: followed, looked at alone, driven, and what became of it.
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openHouse } from '../lib/house';
import { settled } from '../lib/look';
import { call, demo, post, type Somebody, signIn, somebody } from '../lib/people';
import { connected } from '../lib/room';

const folder = process.env.ZHAOYUN_SHOTS ?? join(import.meta.dirname, '../../../docs/pictures');

test.use({
  launchOptions: {
    executablePath: process.env.ZHAOYUN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  },
});

const map = (page: Page) => page.getByTestId('show-map');

async function take({ page }: Somebody, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test('pictures of a showcase', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  try {
    const official = await somebody(browser, base, 'desktop');
    await signIn(official, base, demo.official);
    const { request } = official.context;
    type Session = { kind: string; room: string };
    const event = await call<{ sessions: Session[] }>(request, base, 'GET', 'events/hangzhou-hong-kong-services-zone');
    const room = event.sessions.find(({ kind }) => kind === 'showcase')?.room ?? '';
    type Parcels = { items: { id: string; name: Record<string, string> }[] };
    const { items } = await call<Parcels>(request, base, 'GET', `rooms/${room}/parcels`);
    const enter = async (screen: 'desktop' | 'phone', name: string) => {
      const who = await somebody(browser, base, screen);
      await post(who.context.request, base, 'sign-in', { method: 'guest', name });
      return who;
    };
    const open = async (who: Somebody) => {
      await who.page.goto(`${base}/rooms/${room}`);
      await connected(who.page);
      await expect(map(who.page)).toHaveAttribute('data-view', /,/, { timeout: 60_000 });
    };
    const phone = await enter('phone', '何志远');
    await open(phone);
    await take(phone, 'showcase-phone');
    await phone.page.getByRole('button', { name: '约洽谈' }).click();
    await phone.page.getByLabel('想谈什么').fill('想了解两宗地块能否一并竞买');
    await phone.page.getByRole('dialog').getByRole('button', { name: '约洽谈' }).click();
    await phone.context.close();

    const viewer = await enter('desktop', '许静');
    await viewer.page.goto(base);
    await viewer.page.evaluate(
      (ids) => sessionStorage.setItem('zy.compare', JSON.stringify(ids)),
      [items[0]?.id, items[1]?.id, items[3]?.id],
    );
    await open(viewer);
    await call(request, base, 'PUT', `rooms/${room}/stage`, { kind: 'parcel', data: { parcel: items[1]?.id } });
    await expect(viewer.page.getByRole('heading', { level: 2, name: items[1]?.name['zh-CN'] })).toBeVisible();
    await viewer.page
      .getByRole('group', { name: '选地块' })
      .getByRole('button', { name: items[0]?.name['zh-CN'] })
      .click();
    await expect(viewer.page.getByText('您在自由查看，推介人在地块 02')).toBeVisible();
    await take(viewer, 'showcase');
    await viewer.context.close();

    await official.page.goto(`${base}/rooms/${room}/host`);
    await connected(official.page);
    await expect(map(official.page)).toHaveAttribute('data-view', /,/, { timeout: 60_000 });
    await take(official, 'showcase-host');
    await official.page.goto(`${base}/staff/leads`);
    await expect(official.page.getByText('何志远')).toBeVisible();
    await take(official, 'staff-leads');
    await call(request, base, 'PUT', `rooms/${room}/state`, { state: 'ended' });
    await official.page.goto(`${base}/staff/reports/${room}`);
    await expect(official.page.getByRole('heading', { name: '地块热度' })).toBeVisible({ timeout: 60_000 });
    await official.page.getByRole('heading', { name: '地块热度' }).scrollIntoViewIfNeeded();
    await take(official, 'showcase-report');
  } finally {
    await house.stop();
  }
});
