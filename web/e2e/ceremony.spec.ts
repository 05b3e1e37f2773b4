// Ceremonies as their host runs them. A signing: pages on stage, of which viewers see only those let out; parties who
// light up; the seal before everybody; and a party that fails, so that the signing completes after the ceremony. A
// ground-breaking: lights, one start for all, hands on the button, and the picture that is left of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { arrangeKind } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, post, type Screen, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';
import { authenticator, comeIn, confirmByPasskey, propose, type SignerOf, stateOf } from './lib/signing';

const words = JSON.parse(readFileSync(join(import.meta.dirname, '../src/locales/zh-CN/ceremony.json'), 'utf8'));

const bureau: SignerOf = {
  role: '甲方',
  party: '示例区投资促进局',
  place: '杭州',
  name: '示例甲',
  contact: 'bureau@ceremony.example',
};
const holding: SignerOf = {
  role: '乙方',
  party: '示例控股（香港）有限公司',
  region: 'HK',
  place: '香港',
  name: '示例乙',
  contact: 'holding@ceremony.example',
};

let house: House;
let base: string;
test.beforeAll(async () => {
  house = await openHouse('embedded');
  // Passkeys belong to names, never to numbers.
  base = (house.nodes[0] ?? '').replace('127.0.0.1', 'localhost');
});
test.afterAll(() => house?.stop());

test('a signing is run before an audience, and what fails completes later', async ({ browser }) => {
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { session, room } = await arrangeKind('signing', host, base, 'public');
  const parties = await Promise.all([somebody(browser, base, 'desktop'), somebody(browser, base, 'phone')]);
  const [ours, theirs] = parties;
  for (const { page } of parties) await authenticator(page);
  const first = await freeze(host, session, parties, true);
  const second = await freeze(host, session, parties, false);

  const { page } = host;
  await page.goto(`${base}/rooms/${room}/host`);
  await connected(page);
  const viewers = [await watch(browser, room, 'desktop'), await watch(browser, room, 'phone', 'reduce')];
  const everybody = (check: (viewer: Page) => Promise<void>) => Promise.all(viewers.map((each) => check(each.page)));

  await test.step('the host plans the ceremony with one press, and begins', async () => {
    await page.getByRole('button', { name: '用签约流程' }).click();
    await expect(page.getByRole('button', { name: /各方签署 · Signing/ })).toBeVisible();
    await call(host.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
    await settled(page);
    expect(await faults(page)).toEqual([]);
  });

  const card = page.getByRole('region', { name: '项目合作协议' }).first();
  await test.step('viewers see the page that is let out, and of others the number', async () => {
    await card.getByRole('button', { name: '第 1 页上舞台' }).first().click();
    await expect(card.getByText('这一页没公开，观众只看到页码')).toBeVisible();
    await everybody((viewer) => expect(viewer.getByText(words.paper.private).first()).toBeVisible());
    await card.getByLabel(/^1 页/).check();
    await everybody((viewer) => expect(viewer.getByText(words.paper.private).first()).toBeVisible()); // chosen, not let out
    await card.getByRole('button', { name: '公开第 1 页' }).click();
    await everybody((viewer) => expect(drawn(viewer, 1)).toBeVisible({ timeout: 20_000 }));
    await card.getByRole('button', { name: '下一页' }).click();
    await expect(card.getByText(/^台上：第 2 \/ /)).toBeVisible();
    await everybody((viewer) => expect(viewer.getByText(words.paper.private).first()).toBeVisible());
    const path = `${base}/api/v1/rooms/${room}/agreements/${first}/pages`;
    const answers = await Promise.all([1, 2].map((n) => viewers[0]?.context.request.get(`${path}/${n}`)));
    expect(answers.map((answer) => answer?.status())).toEqual([200, 403]);
  });

  await test.step('a party confirms and lights up before everybody', async () => {
    await confirm(ours.page, first);
    await everybody((viewer) => expect(light(viewer, '杭州')).toContainText(words.progress.confirmed));
    await expect(light(viewers[0]?.page ?? page, '香港')).toContainText(words.progress.waiting);
    await expect(card).toContainText('1 / 2 方已确认，还差 乙方');
  });

  await test.step('all have: the seal comes down for everybody', async () => {
    await confirm(theirs.page, first);
    await everybody((viewer) => expect(seal(viewer)).toBeVisible({ timeout: 60_000 }));
    await expect(card).toContainText('已签署');
    const other = page.getByRole('region', { name: '项目合作协议' }).nth(1);
    await other.getByRole('button', { name: '第 1 页上舞台' }).first().click(); // another, and back
    await everybody((viewer) => expect(seal(viewer)).toHaveCount(0));
    await card.getByRole('button', { name: '第 1 页上舞台' }).first().click();
    await everybody((viewer) => expect(seal(viewer)).toBeVisible());
    expect(await Promise.all(viewers.map((each) => fallsOf(each.page)))).toEqual([1, 0]); // once, and without motion where none is wanted
    await page.getByRole('button', { name: '生成纪念图' }).click();
    await expect(page.getByRole('img', { name: /纪念图$/ })).toBeVisible();
  });

  await test.step('a party fails: the host says so over the stage, and the ceremony goes on to its end', async () => {
    await confirm(ours.page, second);
    await page.getByLabel('观众看到的话').fill('乙方线路中断，签署稍后完成');
    await page.getByRole('button', { name: '用这句话盖住舞台' }).click();
    await everybody((viewer) => expect(viewer.getByTestId('hold').first()).toBeVisible({ timeout: 30_000 }));
    await page.getByRole('button', { name: '揭开，回到舞台' }).click();
    await everybody((viewer) => expect(viewer.getByTestId('hold')).toHaveCount(0));
    await call(host.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'ended' });
    expect((await stateOf(host, base, second)).state).toBe('frozen');
    await everybody((viewer) => expect(seal(viewer)).toHaveCount(0));
  });

  await test.step('it completes later, and whoever is still there sees the seal', async () => {
    await confirm(theirs.page, second);
    await everybody((viewer) => expect(seal(viewer)).toBeVisible({ timeout: 60_000 }));
    expect((await stateOf(host, base, second)).state).toBe('released');
  });
  await leave(host, ...parties, ...viewers);
});

test('three venues begin together, and a picture is left of it', async ({ browser }) => {
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const site = await somebody(browser, base, 'phone');
  await signIn(site, base, demo.speaker);
  const { room } = await arrangeKind('groundbreaking', host, base, 'public', site);
  await call(host.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
  await site.page.goto(`${base}/rooms/${room}`);
  await connected(site.page);
  const viewer = await watch(browser, room, 'desktop');
  const { page } = host;
  await page.goto(`${base}/rooms/${room}/host`);
  await connected(page);
  const start = page.getByRole('region', { name: '共同启动' });

  await test.step('the host names the venues, and each turns its light on', async () => {
    await page.getByRole('button', { name: '用开工流程' }).click();
    await expect(page.getByRole('button', { name: /宣布开工，共同启动/ })).toBeVisible();
    await page.getByRole('button', { name: '放好三个会场' }).click();
    await page.getByRole('group', { name: '项目现场' }).getByLabel('代表').selectOption({ label: 'Grace Lau（示例）' });
    await page.getByRole('button', { name: '保存会场' }).click();
    await expect(page.getByText('0 / 3 就绪')).toBeVisible();
    await expect(start).toContainText('能按下的人：Grace Lau（示例）');
    await site.page
      .getByRole('listitem')
      .filter({ hasText: '项目现场' })
      .getByRole('button', { name: words.venues.sayReady })
      .click();
    for (const name of ['政府会场', '企业会场']) await page.getByRole('button', { name: `${name} 亮灯` }).click();
    await expect(page.getByText('3 / 3 就绪')).toBeVisible();
    await expect(viewer.page.getByText(/3 \/ 3/).first()).toBeVisible();
    await settled(page);
    expect(await faults(page)).toEqual([]);
  });

  await test.step('a start is cancelled; the next one, at a time of the clock, is counted down to by all', async () => {
    await start.getByRole('button', { name: '60 秒后' }).click();
    await start.getByRole('button', { name: '开始倒计时' }).click();
    await expect(viewer.page.getByTestId('start').getByRole('timer')).toBeVisible();
    await start.getByRole('button', { name: '取消倒计时' }).click();
    await expect(viewer.page.getByTestId('start')).toHaveCount(0);
    await start.getByLabel('启动什么').fill('示例项目开工');
    await start.getByRole('button', { name: '定时' }).click();
    await start.getByLabel('开始时间').fill(wallTime(Date.now() + 3_600_000));
    await start.getByRole('button', { name: '开始倒计时' }).click();
    await expect(start).toContainText('请选 5 秒到 10 分钟以后的时间');
    await start.getByLabel('开始时间').fill(wallTime(Date.now() + 15_000));
    await start.getByRole('button', { name: '开始倒计时' }).click();
    for (const who of [viewer.page, site.page]) {
      await expect(who.getByTestId('start').getByRole('timer')).toBeVisible();
      await expect(who.getByTestId('start')).toContainText('示例项目开工');
    }
  });

  await test.step('who speaks for the site presses at zero', async () => {
    await site.page.getByRole('button', { name: words.start.press }).click({ timeout: 40_000 });
    await expect(viewer.page.getByRole('button', { name: words.start.press })).toHaveCount(0);
    await expect(viewer.page.getByTestId('start')).toContainText('Grace Lau', { timeout: 20_000 });
    await expect(start.getByRole('listitem')).toContainText(/Grace Lau（示例）.*秒/);
  });

  await test.step('the picture is made of it, taken away, and shown', async () => {
    await page.getByRole('button', { name: '生成纪念图' }).click();
    await expect(page.getByRole('img', { name: '云推介 纪念图' })).toBeVisible();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载 PNG' }).click();
    expect((await coming).suggestedFilename()).toBe('云推介 纪念图.png');
    await page.getByRole('button', { name: '上舞台并让大家带走' }).click();
    await expect(page.getByText('已上舞台，也放进了「带走」')).toBeVisible({ timeout: 30_000 });
    await expect(viewer.page.getByRole('img', { name: '云推介 纪念图' }).first()).toBeVisible();
    await settled(page);
    expect(await faults(page)).toEqual([]);
  });
  await leave(host, site, viewer);
});

/** An agreement of the session, as far as it is before a ceremony: read and accepted by both, and frozen. */
async function freeze(host: Somebody, session: string, parties: Somebody[], coming: boolean): Promise<string> {
  const id = await propose(host, base, session, [bureau, holding]);
  for (const [at, { contact }] of [bureau, holding].entries()) {
    const who = parties[at];
    if (!who) continue;
    if (coming) await comeIn(house, who.page, base, id, contact);
    const request = who.context.request;
    const { pages, version } = await call<{ pages: number; version: number }>(
      request,
      base,
      'GET',
      `agreements/${id}/me`,
    );
    for (let page = 1; page <= pages; page++) await post(request, base, `agreements/${id}/reading`, { version, page });
    await post(request, base, `agreements/${id}/acceptances`, { version });
  }
  await post(host.context.request, base, `agreements/${id}/freeze`, { terms: [] });
  return id;
}

async function confirm(page: Page, agreement: string): Promise<void> {
  await page.goto(`${base}/sign/${agreement}?view=confirm`);
  await confirmByPasskey(page);
  await expect(page.getByRole('heading', { name: /^您已确认|签名|已签署完成/ }).first()).toBeVisible();
}

/** Somebody in the hall. */
async function watch(
  browser: Browser,
  room: string,
  screen: Screen,
  reducedMotion: 'reduce' | 'no-preference' = 'no-preference',
): Promise<Somebody> {
  const who = await somebody(browser, base, screen);
  await who.page.emulateMedia({ reducedMotion });
  await who.page.addInitScript(() => {
    addEventListener('animationstart', ({ target, animationName }) => {
      if (!animationName.includes('fall') || getComputedStyle(target as Element).animationDuration === '0s') return;
      document.documentElement.dataset.falls = `${Number(document.documentElement.dataset.falls ?? 0) + 1}`;
    });
  });
  await post(who.context.request, base, 'sign-in', { method: 'guest', name: '许静', language: 'zh-CN' });
  await who.page.goto(`${base}/rooms/${room}`);
  await connected(who.page);
  return who;
}

/** The page of an agreement on a viewer's stage. */
const drawn = (viewer: Page, page: number): Locator =>
  viewer
    .getByRole('img', { name: new RegExp(`第 ${page} 页，共`) })
    .locator('canvas')
    .first();

const light = (viewer: Page, place: string): Locator =>
  viewer
    .getByRole('region', { name: words.confirm.title, exact: true })
    .getByRole('listitem')
    .filter({ hasText: place });

/** How often somebody has seen a seal come down. */
const fallsOf = (viewer: Page): Promise<number> =>
  viewer.evaluate(() => Number(document.documentElement.dataset.falls ?? 0));

const seal = (viewer: Page): Locator => viewer.getByRole('img', { name: words.seal.down }).first();

/** A time as clocks in Hangzhou show it. */
const wallTime = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' }).format(at);

async function leave(...people: Somebody[]): Promise<void> {
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  for (const { context } of people) await context.close();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
}
