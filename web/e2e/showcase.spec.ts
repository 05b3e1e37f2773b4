// Parcels on the map of a room: an official shows one and flies, everybody follows; somebody comes late, somebody
// wanders off and returns; and the replay goes where the presenter went.
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';

const shots = process.env.ZHAOYUN_SHOTS;

test.use({
  launchOptions: {
    executablePath: process.env.ZHAOYUN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  },
});

let house: House;
test.beforeAll(async () => {
  house = await openHouse('embedded');
});
test.afterAll(async () => {
  await house.stop();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

interface View {
  lng: number;
  lat: number;
  zoom: number;
  pitch: number;
  bearing: number;
}

/** The name of the parcel in the panel. */
const heading = (page: Page) => page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first();

const maps = (page: Page) => page.getByTestId('show-map');

/** Where a map rests; the map itself says so. */
async function viewOf(page: Page): Promise<View> {
  const text = (await maps(page).getAttribute('data-view', { timeout: 60_000 })) ?? '';
  const [lng = 0, lat = 0, zoom = 0, pitch = 0, bearing = 0] = text.split(',').map(Number);
  return { lng, lat, zoom, pitch, bearing };
}

/** Nobody can tell the one from the other. */
function sees(view: View, other: View): boolean {
  const near = (a: number, b: number, by: number) => Math.abs(a - b) <= by;
  return (
    near(view.lng, other.lng, 1e-6) &&
    near(view.lat, other.lat, 1e-6) &&
    near(view.zoom, other.zoom, 0.1) &&
    near(view.pitch, other.pitch, 0.1) &&
    near(((view.bearing - other.bearing + 540) % 360) - 180, 0, 0.1)
  );
}

async function guest(browser: Browser, base: string, screen: 'desktop' | 'phone', name: string): Promise<Somebody> {
  const who = await somebody(browser, base, screen);
  if (screen === 'desktop') await who.page.setViewportSize({ width: 900, height: 640 });
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  return who;
}

async function enter(who: Somebody, base: string, room: string): Promise<void> {
  await who.page.goto(`${base}/rooms/${room}`);
  await connected(who.page);
  await expect(maps(who.page)).toHaveAttribute('data-view', /,/, { timeout: 60_000 });
}

async function shot(who: Somebody, name: string): Promise<void> {
  await settled(who.page);
  if (shots) await who.page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await faults(who.page), name).toEqual([]);
}

test('everybody is where the presenter is, and the replay goes there again', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  type Session = { id: string; kind: string; room: string };
  const { sessions } = await call<{ sessions: Session[] }>(
    official.context.request,
    base,
    'GET',
    'events/hangzhou-hong-kong-services-zone',
  );
  const room = sessions.find(({ kind }) => kind === 'showcase')?.room ?? '';
  const rest = <T>(method: string, path: string, data?: unknown) =>
    call<T>(official.context.request, base, method, `rooms/${room}/${path}`, data);
  /** The latest settled view of the log. */
  const kept = async () => {
    type Entry = { type: string; at: string; data: View };
    const { items } = await rest<{ items: Entry[] }>('GET', 'entries?limit=500');
    return items.filter(({ type }) => type === 'stage.camera').map(({ at, data }) => ({ at, ...data }));
  };
  const mei = await guest(browser, base, 'desktop', '许静');
  const lin = await guest(browser, base, 'phone', '林先生');
  await official.page.goto(`${base}/rooms/${room}/host`);
  await connected(official.page);
  await enter(mei, base, room);
  await enter(lin, base, room);

  const together = async (...others: Somebody[]) => {
    for (const who of others) {
      await expect
        .poll(async () => sees(await viewOf(who.page), await viewOf(official.page)), { timeout: 30_000 })
        .toBe(true);
    }
  };
  /** The log has the view at which the presenter's map rests. */
  const isKept = () =>
    expect
      .poll(
        async () => {
          const last = (await kept()).at(-1);
          return last !== undefined && sees(last, await viewOf(official.page));
        },
        { timeout: 30_000 },
      )
      .toBe(true);

  await test.step('the official shows the second parcel, and everybody flies there', async () => {
    await expect(maps(official.page)).toHaveAttribute('data-view', /,/, { timeout: 60_000 });
    const before = await viewOf(mei.page);
    await official.page.getByRole('group', { name: '选地块' }).getByRole('button', { name: /^02/ }).click();
    await official.page.getByRole('button', { name: '推上舞台' }).click();
    await expect(mei.page.getByRole('button', { name: '跟随推介人' })).toHaveCount(0);
    await expect(official.page.getByTestId('monitor')).toBeVisible();
    await expect.poll(async () => sees(await viewOf(mei.page), before), { timeout: 30_000 }).toBe(false);
    await isKept();
    await together(mei, lin);
  });

  await test.step('and flies', async () => {
    const before = await viewOf(official.page);
    await drag(official.page, 120, 60);
    await official.page.mouse.wheel(0, -400);
    await expect.poll(async () => sees(await viewOf(official.page), before), { timeout: 30_000 }).toBe(false);
    await isKept();
    await together(mei, lin);
    await shot(mei, 'showcase-room-small');
    await shot(lin, 'showcase-phone');
  });

  const late = await guest(browser, base, 'desktop', '晚到的人');
  await test.step('who comes late lands on the same parcel and view', async () => {
    await enter(late, base, room);
    await expect(heading(late.page)).toHaveText((await heading(mei.page).textContent()) ?? '');
    await together(late);
  });

  await test.step('who wanders off stays there, and returns with one touch', async () => {
    await drag(mei.page, -80, -40);
    const chip = mei.page.getByRole('status').filter({ hasText: '您在自由查看，推介人在地块 02' });
    await expect(chip).toBeVisible();
    await drag(official.page, -60, 30);
    await isKept();
    await together(lin, late);
    expect(sees(await viewOf(mei.page), await viewOf(official.page))).toBe(false);
    await shot(mei, 'showcase-wandering-small');
    await chip.getByRole('button', { name: '跟随推介人' }).click();
    await expect(chip).toHaveCount(0);
    await together(mei);
  });

  await test.step('interest is kept with its parcel', async () => {
    await lin.page.getByRole('button', { name: '约洽谈' }).click();
    await lin.page.getByLabel('想谈什么').fill('两宗能否一并竞买');
    await lin.page.getByRole('dialog').getByRole('button', { name: '约洽谈' }).click();
    await expect(lin.page.getByRole('button', { name: '已约洽谈' })).toBeVisible();
    await mei.page.getByRole('button', { name: '提问' }).last().click();
    await mei.page.getByLabel('您想知道什么').fill('地铁接口由谁建？');
    await mei.page.getByRole('button', { name: '提出问题' }).click();
    await expect(mei.page.getByRole('dialog')).toHaveCount(0);
    const { items } = await call<{ items: { parcel: { place: number }; source: { second: number; room: string } }[] }>(
      official.context.request,
      base,
      'GET',
      `leads?room=${room}`,
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.parcel.place).toBe(2);
    expect(items[0]?.source.second).toBeGreaterThan(0);
  });

  await test.step('the replay goes where the presenter went', async () => {
    const views = await kept();
    expect(views.length).toBeGreaterThan(3);
    await rest('PUT', 'state', { state: 'ended' });
    for (const view of views.slice(-3)) {
      await lin.page.goto(`${base}/rooms/${room}/replay?at=${view.at}`);
      await expect.poll(async () => sees(await viewOf(lin.page), view), { timeout: 60_000 }).toBe(true);
    }
    await lin.page.getByRole('tab', { name: '目录' }).click();
    await lin.page
      .getByRole('button', { name: /地块 02/ })
      .first()
      .click();
    await lin.page.getByRole('tab', { name: '地块' }).click();
    await expect(heading(lin.page)).toHaveText((await heading(late.page).textContent()) ?? '');
    await shot(lin, 'showcase-replay-phone');
  });

  for (const who of [official, mei, lin, late]) expect(who.complaints).toEqual([]);
});

/** Drags the map with the mouse, as a hand would. */
async function drag(page: Page, x: number, y: number): Promise<void> {
  const box = await maps(page).boundingBox();
  if (!box) throw new Error('no map');
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(cx, cy);
  await page.mouse.down();
  await page.mouse.move(cx + x / 2, cy + y / 2, { steps: 4 });
  await page.mouse.move(cx + x, cy + y, { steps: 4 });
  await page.mouse.up();
}
