// Those who run a session talk among themselves, give documents away, take an event as a template and see what is
// missing before they publish it.
import { expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';

let house: House;
test.beforeAll(async () => {
  house = await openHouse('embedded');
});
test.afterAll(() => house.stop());

test('the backchannel is read by those who run the session, and by nobody else', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const second = await somebody(browser, base, 'phone');
  await signIn(second, base, demo.second);
  const { room } = await arrange(host, base, 'public', second);
  const guest = await visitor(browser, base, room, '示例投资人');
  await host.page.goto(`${base}/rooms/${room}/host`);
  await connected(host.page);
  await second.page.goto(`${base}/rooms/${room}`);
  await connected(second.page);

  const dock = host.page.getByRole('region', { name: '后台频道' });
  await whisper(host.page, '规资说道路的问题他可以答');
  await expect(dock.getByText('规资说道路的问题他可以答')).toBeVisible();

  // On the audience's side of the room staff has it as a tab, which says how much is unread.
  const tab = second.page.getByRole('tab', { name: /后台/ });
  await expect(tab).toHaveText(/1$/);
  await tab.click();
  await expect(second.page.getByText('规资说道路的问题他可以答')).toBeVisible();
  await expect(tab).toHaveText('后台');
  await whisper(second.page, '摄像头没画面');
  await expect(dock.getByText('摄像头没画面')).toBeVisible();
  await settled(second.page);
  expect(await faults(second.page)).toEqual([]);

  // Folded, the console says what has come meanwhile; taken back, the words are gone.
  await dock.getByRole('button', { name: /后台频道/ }).click();
  await expect(dock.getByText('摄像头没画面')).toHaveCount(0);
  await whisper(second.page, '好了');
  await expect(dock.getByRole('button', { name: /1\s*条未读/ })).toBeVisible();
  await second.page.getByRole('button', { name: '收回「摄像头没画面」' }).click();
  await expect(second.page.getByText('收回了一条')).toBeVisible();
  await dock.getByRole('button', { name: /后台频道/ }).click();
  await expect(dock.getByText('收回了一条')).toBeVisible();
  await settled(host.page);
  expect(await faults(host.page)).toEqual([]);

  // The tabs beside the stage go with the arrows, up and down as well.
  await host.page.getByRole('tab', { name: '聊天' }).focus();
  await host.page.keyboard.press('ArrowDown');
  await expect(host.page.getByRole('tab', { name: '待审' })).toBeFocused();
  await expect(guest.page.getByRole('tab', { name: /后台/ })).toHaveCount(0);
  expect(await guest.page.content()).not.toContain('规资');
  await close(host, second, guest);
});

test('a document is taken away, and those who run the session see by whom', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { room } = await arrange(host, base, 'public');
  const guest = await visitor(browser, base, room, '示例投资人');
  await host.page.goto(`${base}/rooms/${room}/host`);
  await connected(host.page);
  await host.page.getByTestId('upload').setInputFiles({ name: '指南.png', mimeType: 'image/png', buffer: picture });
  const give = host.page.getByRole('button', { name: '《指南.png》可带走' });
  await give.click();
  await expect(give).toHaveAttribute('aria-pressed', 'true');

  await guest.page.getByRole('tab', { name: /资料/ }).click();
  const link = guest.page.getByRole('list', { name: '可带走的文件' }).getByRole('link', { name: /指南.png/ });
  await expect(link).toContainText('图片');
  const coming = guest.page.waitForEvent('download');
  await link.click();
  expect((await coming).suggestedFilename()).toBe('指南.png');
  await settled(guest.page);
  expect(await faults(guest.page)).toEqual([]);

  // Who comes late finds it too.
  const late = await visitor(browser, base, room, '晚到的投资人');
  await late.page.getByRole('tab', { name: /资料/ }).click();
  await expect(late.page.getByRole('list', { name: '可带走的文件' })).toBeVisible();

  const count = host.page.getByRole('button', { name: '谁取了《指南.png》：1 人' });
  await expect(count).toBeVisible({ timeout: 30_000 });
  await count.click();
  await expect(host.page.getByRole('dialog').getByText('示例投资人')).toBeVisible();
  await settled(host.page);
  expect(await faults(host.page)).toEqual([]);
  await host.page.keyboard.press('Escape');
  await give.click();
  await expect(late.page.getByRole('list', { name: '可带走的文件' })).toHaveCount(0);
  await close(host, guest, late);
});

test('an event is taken as a template, and says what is missing before it is published', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { event, room } = await arrange(host, base, 'public');
  await post(host.context.request, base, `rooms/${room}/polls`, {
    kind: 'single',
    question: '最关心哪一项？',
    options: ['地价', '配套'],
    results: 'live',
  });
  const { page } = host;
  await page.goto(`${base}/staff/events/${event}`);
  await page.getByRole('button', { name: '复制「示例推介」作模板' }).click();
  const dialog = page.getByRole('dialog', { name: '复制「示例推介」？' });
  await dialog.getByLabel('开始日期').fill('2030-06-03');
  await dialog.getByLabel('开始时刻').fill('09:30');
  await settled(page);
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('button', { name: '复制', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /示例推介（副本）/ })).toBeVisible();
  const copy = page.url().split('/').at(-1) ?? '';
  expect(copy).not.toBe(event);

  type Copied = { status: string; sessions: { startsAt: string; room: string; people: unknown[] }[] };
  const made = await call<Copied>(host.context.request, base, 'GET', `events/${copy}`);
  expect(made).toMatchObject({ status: 'draft', sessions: [{ startsAt: '2030-06-03T01:30:00Z' }] });
  expect(made.sessions[0]?.people).toHaveLength(1);
  type Polls = { items: { question: string; status: string }[] };
  const polls = await call<Polls>(host.context.request, base, 'GET', `rooms/${made.sessions[0]?.room}/polls`);
  expect(polls.items).toMatchObject([{ question: '最关心哪一项？', status: 'draft' }]);

  // What is missing is said before anybody presses, and leads to where it is mended.
  const aside = page.getByRole('complementary', { name: '发布' });
  await expect(aside.getByText('可以发布了')).toBeVisible();
  await expect(aside.getByRole('link', { name: /还没有准备幻灯片/ })).toHaveAttribute('href', /\/rooms\/.*\/host/);
  await aside.getByRole('button', { name: /还没有一句话简介/ }).click();
  await expect(page.locator('[id="f-tagline.zh-CN"]')).toBeFocused();
  await settled(page);
  expect(await faults(page)).toEqual([]);
  await aside.getByRole('button', { name: '送审活动' }).click();
  await expect(page.getByRole('dialog').getByText('也可以现在就发布')).toBeVisible();
  await expect(page.getByRole('dialog').getByText(/还没有封面/)).toBeVisible();
  await page.keyboard.press('Escape');

  // A session alone, into its own event; its editor opens.
  await page.getByRole('tab', { name: /场次/ }).click();
  await page.getByRole('button', { name: '复制「云推介」作模板' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '复制', exact: true }).click();
  await expect(page.getByRole('dialog', { name: '修改场次' })).toBeVisible();
  await expect(page.locator('[id="f-title.zh-CN"]').last()).toHaveValue('云推介（副本）');
  await close(host);
});

test('what blocks keeps an event from being published', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'phone');
  await signIn(host, base, demo.official);
  const { id } = await post<{ id: string }>(host.context.request, base, 'events', { title: { 'zh-CN': '只有中文' } });
  await host.page.goto(`${base}/staff/events/${id}`);
  const aside = host.page.getByRole('complementary', { name: '发布' });
  await expect(aside.getByRole('button', { name: '送审活动' })).toBeDisabled();
  await aside.getByRole('button', { name: /至少/ }).click();
  await expect(host.page.getByRole('tab', { name: /场次/ })).toBeFocused();
  await settled(host.page);
  expect(await faults(host.page)).toEqual([]);
  await close(host);
});

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

async function whisper(page: Page, text: string): Promise<void> {
  await page.getByLabel('发给后台').fill(text);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('发给后台')).toHaveValue('');
}

async function visitor(
  browser: Parameters<typeof somebody>[0],
  base: string,
  room: string,
  name: string,
): Promise<Somebody> {
  const who = await somebody(browser, base, 'phone');
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  await who.page.goto(`${base}/rooms/${room}`);
  await connected(who.page);
  return who;
}

async function close(...people: Somebody[]): Promise<void> {
  expect(people.flatMap((who) => who.complaints)).toEqual([]);
  await Promise.all(people.map((who) => who.context.close()));
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
}
