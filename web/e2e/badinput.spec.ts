// Wrong, huge, repeated, cut off, not allowed: said plainly, and nothing typed
// or uploaded is lost.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { Line } from './lib/line';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected, line, say } from './lib/room';
import { type Demonstration, find } from './lib/visit';

const demoSlides = join(import.meta.dirname, '../../internal/demo/assets/slides.pdf');
const locked = join(import.meta.dirname, 'assets/locked.pdf');
const attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';

let house: House;
let base: string;
let places: Demonstration;
let files: string;
let official: Somebody;
let cast: Somebody[] = [];

test.beforeAll(async ({ browser }) => {
  house = await openHouse('embedded');
  base = house.nodes[0] ?? '';
  files = await mkdtemp(join(tmpdir(), 'zhaoyun-files-'));
  const someone = await somebody(browser, base, 'desktop');
  await signIn(someone, base, demo.official);
  places = await find(someone, base);
  await someone.context.close();
});

test.afterAll(async () => {
  await house.stop();
  await rm(files, { recursive: true, force: true });
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

test.beforeEach(async ({ browser }) => {
  official = await member(browser, demo.official);
});

test.afterEach(async () => {
  const complaints = cast.flatMap((who) => who.complaints);
  await Promise.all(cast.map((who) => who.context.close()));
  cast = [];
  expect(complaints).toEqual([]);
});

test('a broken, a locked and a huge PDF are refused in plain words, and the console goes on', async () => {
  const { page } = official;
  const broken = join(files, 'broken.pdf');
  await writeFile(broken, '%PDF-1.7\nthis was never a document');
  const huge = join(files, 'huge.pdf');
  const handle = await open(huge, 'w');
  await handle.truncate(200 * 1024 * 1024);
  await handle.close();
  await openConsole(page);
  const refusals = [
    [broken, 'broken.pdf', /已损坏，打不开/],
    [locked, 'locked.pdf', /加了密码/],
    [huge, 'huge.pdf', /文件超过 100 MB/],
  ] as const;
  for (const [path, name, words] of refusals) {
    await page.getByTestId('upload').setInputFiles(path);
    const row = page.getByRole('listitem').filter({ hasText: name });
    await expect(row).toContainText(words);
    await row.getByRole('button', { name: '放弃' }).click();
    await expect(row).toHaveCount(0);
  }
  await connected(page);
  await page.getByRole('tab', { name: /聊天/ }).click();
  await say(page, '资料稍后补上');
  await expect(line(page, '资料稍后补上')).toBeVisible();
});

test('an upload that the network cuts in the middle goes on and arrives as it was', async ({ browser }) => {
  const wire = await Line.to(base);
  const { page } = await member(browser, demo.official, wire.url);
  const content = await bigSlides();
  const path = join(files, '续传.pdf');
  await writeFile(path, content);
  await openConsole(page);
  const half = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
  await page.getByTestId('upload').setInputFiles(path);
  await half;
  wire.cut();
  await expect(page.getByText(/网络断开，已传 \d+%/)).toBeVisible();
  wire.mend();
  await expect(page.getByRole('button', { name: '选用《续传.pdf》' })).toBeVisible({ timeout: 40_000 });
  type Deck = { items: { file: string; name: string }[] };
  const deck = await call<Deck>(official.context.request, base, 'GET', `rooms/${places.live}/slides`);
  const id = deck.items.find((each) => each.name === '续传.pdf')?.file;
  const kept = await official.context.request.get(`${base}/api/v1/files/${id}/content`);
  expect(digest(await kept.body())).toBe(digest(content));
  await wire.close();
});

test('a script in a line or in the name of a file stays words', async ({ browser }) => {
  const viewer = await guest(browser, '来宾甲');
  const dialogs: string[] = [];
  for (const { page } of [official, viewer]) {
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
  }
  await openConsole(official.page);
  await official.page.getByRole('tab', { name: /聊天/ }).click();
  await say(viewer.page, `${attack} javascript:alert(1)`);
  const name = `${attack.replaceAll('/', '∕')}.pdf`;
  const buffer = await readFile(demoSlides);
  await official.page.getByTestId('upload').setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await expect(official.page.getByRole('button', { name: /^选用《.*onerror/ })).toBeVisible({ timeout: 30_000 });
  for (const { page } of [official, viewer]) {
    await expect(line(page, attack)).toBeVisible();
    await expect(line(page, attack).getByRole('link')).toHaveCount(0);
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  }
  expect(dialogs).toEqual([]);
});

test('two hosts who start at once start once', async ({ browser }) => {
  const second = await member(browser, demo.second);
  const { room } = await arrange(official, base, 'public', second);
  const hosts = [official, second];
  for (const { page } of hosts) {
    await page.goto(`/rooms/${room}/host`);
    await connected(page);
    await page.getByRole('button', { name: '开始直播' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  }
  // The dialog of the slower one may go before the finger is down: then the other has started already.
  const press = ({ page }: Somebody) =>
    page.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('dialog button, [role="dialog"] button')];
      buttons.find((button) => button.textContent?.includes('开始直播'))?.click();
    });
  await Promise.all(hosts.map(press));
  for (const { page } of hosts) await expect(page.getByText('直播中').first()).toBeVisible();
  type Entries = { items: { type: string; data: { state?: string } }[] };
  const { items } = await call<Entries>(official.context.request, base, 'GET', `rooms/${room}/entries?lane=public`);
  expect(items.filter((entry) => entry.type === 'room.state').map((entry) => entry.data.state)).toEqual(['live']);
});

test('what stands in the chat outlives a sign-in that was taken away', async ({ browser }) => {
  const investor = await member(browser, demo.investor);
  const { page } = investor;
  await page.goto(`/rooms/${places.live}`);
  await connected(page);
  await page.getByRole('textbox', { name: '发言' }).fill('写到一半的话');
  await revoke(browser, investor);
  await page.getByText('重新登录').first().click();
  await password(page, demo.investor);
  await connected(page);
  await expect(page.getByRole('textbox', { name: '发言' })).toHaveValue('写到一半的话');
  await page.getByRole('button', { name: '发送', exact: true }).click();
  await expect(line(page, '写到一半的话')).toHaveCount(1);
});

test('a registration form outlives a sign-in that was taken away', async ({ browser }) => {
  const investor = await member(browser, demo.investor);
  const { page } = investor;
  const { slug } = await arrange(official, base, 'public');
  await page.goto(`/events/${slug}/register`);
  await page.getByLabel('单位名称').fill('示例控股集团');
  await page.getByLabel('手机号或邮箱').fill('investor@example.com');
  await page.getByLabel('健康服务').check();
  await revoke(browser, investor);
  await page.goto(`/sign-in?as=password&next=${encodeURIComponent(`/events/${slug}/register`)}`);
  await password(page, demo.investor);
  await expect(page.getByLabel('单位名称')).toHaveValue('示例控股集团');
  await expect(page.getByLabel('手机号或邮箱')).toHaveValue('investor@example.com');
  await expect(page.getByLabel('健康服务')).toBeChecked();
  await page.getByLabel('我已阅读并同意').check();
  await page.getByRole('button', { name: '完成报名' }).click();
  await expect(page.getByRole('heading', { name: '已报名', level: 1 })).toBeVisible();
});

test('an edited event outlives a sign-in that was taken away', async ({ browser }) => {
  const { page } = official;
  await page.goto(`/staff/events/${places.event}`);
  const tagline = page.getByRole('textbox', { name: /一句话/ }).first();
  await tagline.fill('一句改到一半的话');
  await revoke(browser, official);
  await page.getByRole('button', { name: '保存修改' }).click();
  await page.getByRole('link', { name: /登录/ }).first().click();
  await password(page, demo.official);
  await expect(tagline).toHaveValue('一句改到一半的话');
  await page.getByRole('button', { name: '保存修改' }).click();
  await expect(page.getByText('已保存。').first()).toBeVisible();
});

test('a line sent twice with one key appears once', async ({ browser }) => {
  const { context } = await guest(browser, '来宾乙');
  const key = { 'Idempotency-Key': randomBytes(16).toString('hex') };
  const chat = `rooms/${places.live}/chat`;
  const send = () => call<{ seq: number }>(context.request, base, 'POST', chat, { text: '只说一次' }, key);
  const [first, again] = [await send(), await send()];
  expect(again.seq).toBe(first.seq);
  type Entries = { items: { data: { text?: string } | null }[] };
  const entries = `rooms/${places.live}/entries?lane=public&limit=200`;
  const { items } = await call<Entries>(context.request, base, 'GET', entries);
  expect(items.filter((entry) => entry.data?.text === '只说一次')).toHaveLength(1);
});

test('what only moderators may do is refused to a guest, and noted', async ({ browser }) => {
  const { context } = await guest(browser, '来宾丙');
  const said = await post<{ seq: number }>(context.request, base, `rooms/${places.live}/chat`, { text: '别人的话' });
  const answer = await context.request.put(`${base}/api/v1/rooms/${places.live}/chat/${said.seq}/hidden`, {
    data: {},
    headers: { Origin: base },
  });
  expect(answer.status()).toBe(403);
  expect(answer.headers()['content-type']).toContain('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 403, code: expect.any(String), requestId: expect.any(String) });
  type Audit = { items: { actor: { name: string } | null }[] };
  const administrator = await member(browser, demo.administrator);
  const refused = 'audit?result=refused&action=hide-chat';
  const audit = await call<Audit>(administrator.context.request, base, 'GET', refused);
  expect(audit.items.map((entry) => entry.actor?.name)).toContain('来宾丙');
});

async function member(browser: Browser, login: string, url = base): Promise<Somebody> {
  const who = await somebody(browser, url, 'desktop');
  cast.push(who);
  await signIn(who, url, login);
  return who;
}

/** Somebody without an account, in the room that is live. */
async function guest(browser: Browser, name: string): Promise<Somebody> {
  const who = await somebody(browser, base, 'desktop');
  cast.push(who);
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  await who.page.goto(`/rooms/${places.live}`);
  await connected(who.page);
  return who;
}

/** The console of the room that is live. */
async function openConsole(page: Page): Promise<void> {
  await page.goto(`/rooms/${places.live}/host`);
  await connected(page);
}

/** Ends every sign-in of somebody, as an administrator does when a phone is lost. */
async function revoke(browser: Browser, who: Somebody): Promise<void> {
  const { id } = await call<{ id: string }>(who.context.request, base, 'GET', 'me');
  const administrator = await member(browser, demo.administrator);
  await post(administrator.context.request, base, `people/${id}/sign-out`, {});
}

async function password(page: Page, login: string): Promise<void> {
  await page.getByRole('tab', { name: '密码' }).click();
  await page.getByLabel('手机号或邮箱').fill(login);
  await page.getByRole('textbox', { name: '密码' }).fill(demo.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Slides with so much ballast behind them that they go in several pieces. */
async function bigSlides(): Promise<Buffer> {
  const slides = await readFile(demoSlides);
  const end = slides.subarray(slides.lastIndexOf('startxref'));
  const ballast = Buffer.from(`\n%${randomBytes(4 * 1024 * 1024).toString('hex')}\n`);
  return Buffer.concat([slides, ballast, end]);
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
