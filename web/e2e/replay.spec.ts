// A session is held and ends; then it plays again from its log, for those who were there and for nobody else, and
// its end is the room as it was left.
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected, line, say, seesPage, shown } from './lib/room';
import { find } from './lib/visit';

const shots = process.env.ZHAOYUN_SHOTS;

let house: House;
test.beforeAll(async () => {
  house = await openHouse('embedded');
});
test.afterAll(async () => {
  await house.stop();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

async function shot(who: Somebody, name: string): Promise<void> {
  await settled(who.page);
  if (shots) await who.page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await faults(who.page), name).toEqual([]);
}

async function guest(browser: Browser, base: string, screen: 'desktop' | 'phone', name: string): Promise<Somebody> {
  const who = await somebody(browser, base, screen);
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  return who;
}

const position = (page: Page) => page.getByRole('slider', { name: '播放位置' });
const seconds = async (page: Page) => Number(await position(page).getAttribute('aria-valuenow'));

test('a session that is over plays again', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  const { live } = await find(official, base);
  const { room, slug } = await arrange(official, base, 'public');
  const host = <T>(method: string, path: string, data?: unknown, headers?: Record<string, string>) =>
    call<T>(official.context.request, base, method, `rooms/${room}/${path}`, data, headers);
  const mei = await guest(browser, base, 'desktop', '许静');
  const lin = await guest(browser, base, 'phone', '林先生');
  const wei = await guest(browser, base, 'desktop', '只看的人');
  const late = await guest(browser, base, 'desktop', '没来的人');

  await test.step('the session is held', async () => {
    type Slides = { items: { file: string; kind: string }[] };
    const { items } = await call<Slides>(official.context.request, base, 'GET', `rooms/${live}/slides`);
    const file = items.find(({ kind }) => kind === 'slides')?.file;
    await host('POST', 'slides', { file });
    const settings = await official.context.request.get(`${base}/api/v1/rooms/${room}/settings`);
    await host('PATCH', 'settings', { questions: 'open' }, { 'If-Match': settings.headers().etag ?? '' });
    for (const who of [mei, lin, wei]) {
      await who.page.goto(`${base}/rooms/${room}`);
      await connected(who.page);
    }
    await host('PUT', 'stage', { kind: 'slides', data: { file, page: 1 } });
    await host('PUT', 'state', { state: 'live' });
    await say(mei.page, '请问容积率是多少？');
    await expect(line(lin.page, '容积率')).toBeVisible();
    await host('PUT', 'stage', { kind: 'slides', data: { file, page: 2 } });
    const asked = await post<{ id: string }>(mei.context.request, base, `rooms/${room}/questions`, {
      text: '两宗地块可以一起开发吗？',
    });
    await post(lin.context.request, base, `rooms/${room}/questions`, { text: '这一句后来隐藏', anonymous: true });
    await host('PUT', `questions/${asked.id}/answer`, { how: 'written', text: '可以，分期建设。' });
    const poll = await host<{ id: string }>('POST', 'polls', {
      kind: 'single',
      question: '最关心哪一项？',
      options: ['地价', '配套'],
      results: 'live',
    });
    await host('PUT', `polls/${poll.id}/status`, { status: 'open' });
    await call(lin.context.request, base, 'PUT', `rooms/${room}/polls/${poll.id}/vote`, { choices: [2] });
    await host('PUT', `polls/${poll.id}/status`, { status: 'closed' });
    await seesPage(mei.page, 2);
    await host('PUT', 'stage', { kind: 'slides', data: { file, page: 3 } });
    await say(lin.page, '谢谢讲解');
    await expect(line(mei.page, '谢谢讲解')).toBeVisible();
    await host('POST', 'announcements', { text: '资料已放在「资料」里' });
    const links = await official.context.request.get(`${base}/api/v1/rooms/${room}/links`);
    await host(
      'PUT',
      'links',
      { links: [{ title: '投资指南', url: 'https://example.com/guide' }] },
      { 'If-Match': links.headers().etag ?? '' },
    );
    await seesPage(mei.page, 3);
    await host('PUT', 'state', { state: 'ended' });
    await expect(mei.page.getByText('本场已结束，感谢参加')).toBeVisible();
  });

  await test.step('what is hidden afterwards is hidden in all of it', async () => {
    type Questions = { items: { id: string; text: string }[] };
    const { items } = await host<Questions>('GET', 'questions');
    const gone = items.find(({ text }) => text.includes('后来隐藏'))?.id;
    await host('PUT', `questions/${gone}/hidden`, {});
    await expect(mei.page.getByText('后来隐藏')).toHaveCount(0);
  });
  await expect(wei.page.getByText('本场已结束，感谢参加')).toBeVisible();
  await expect(wei.page.getByText('后来隐藏')).toHaveCount(0);
  const left = await shown(wei.page);
  expect(left.chat.length).toBe(2);

  await test.step('from the room that ended to its replay', async () => {
    await mei.page.getByRole('link', { name: '看回放' }).click();
    await expect(mei.page.getByRole('button', { name: '播放', exact: true })).toBeVisible();
    await seesPage(mei.page, 1);
    await expect(mei.page.getByText('后来隐藏')).toHaveCount(0);
    await shot(mei, 'replay-start');
    expect(await seconds(mei.page)).toBe(0);
  });

  await test.step('jumps: a chapter, a slide, ten seconds, a word', async () => {
    await mei.page
      .getByRole('button', { name: /两宗地块可以一起开发吗/ })
      .first()
      .click();
    await seesPage(mei.page, 2);
    await expect(mei.page).toHaveURL(/\?t=\d+|replay$/);
    await mei.page.keyboard.press('PageDown');
    await seesPage(mei.page, 3);
    await mei.page.getByRole('searchbox', { name: '搜索现场记录' }).fill('容积');
    await mei.page.getByRole('button', { name: /容积率是多少/ }).click();
    await expect(line(mei.page, '容积率是多少')).toBeVisible(); // in the chat, as of then
    await expect(line(mei.page, '谢谢讲解')).toHaveCount(0);
    await seesPage(mei.page, 1);
    await mei.page.getByRole('tab', { name: '目录' }).click();
    await mei.page.getByRole('searchbox').fill('后来隐藏');
    await expect(mei.page.getByText('没有找到「后来隐藏」')).toBeVisible();
    await mei.page.getByRole('searchbox').fill('');
    await position(mei.page).press('Home');
    await seesPage(mei.page, 1);
    expect(await seconds(mei.page)).toBe(0);
  });

  await test.step('at ×2 it plays to the end, which is what was left', async () => {
    await mei.page.getByText('×2').click();
    await mei.page.locator('body').press('Space');
    await expect(mei.page.getByRole('button', { name: '暂停', exact: true })).toBeVisible();
    await expect(mei.page.getByText('本场已结束，感谢参加')).toBeVisible({ timeout: 30_000 });
    await expect(mei.page.getByRole('button', { name: '播放', exact: true })).toBeVisible();
    expect(await shown(mei.page)).toEqual(left);
    await expect(mei.page.getByRole('region', { name: '公告' })).toContainText('资料已放在');
    await mei.page.getByRole('tab', { name: '目录' }).click();
    await shot(mei, 'replay-end');
  });

  await test.step('on a phone, by an address with a time in it', async () => {
    await lin.page.goto(`${base}/rooms/${room}/replay?t=1`);
    await expect(position(lin.page)).toHaveAttribute('aria-valuenow', '1');
    await expect(lin.page.getByRole('region', { name: '舞台' }).locator('canvas').first()).toBeVisible();
    await shot(lin, 'replay-phone');
    await lin.page.getByRole('tab', { name: /^提问/ }).click();
    await shot(lin, 'replay-phone-questions');
  });

  await test.step('who was not there is told so, and comes in when the bureau lets them', async () => {
    await late.page.goto(`${base}/rooms/${room}/replay`);
    await expect(late.page.getByRole('heading', { name: '您不能回看这一场' })).toBeVisible();
    await shot(late, 'replay-shut');
    await late.page.goto(`${base}/events/${slug}`);
    await expect(late.page.getByRole('link', { name: '看回放' })).toHaveCount(0);
    await mei.page.goto(`${base}/events/${slug}`);
    await mei.page.getByRole('link', { name: '看回放' }).first().click();
    await expect(mei.page.getByRole('button', { name: '播放', exact: true })).toBeVisible();
    const nobody = await somebody(browser, base, 'phone');
    await nobody.page.goto(`${base}/rooms/${room}/replay`);
    await expect(nobody.page.getByRole('heading', { name: '登录后回看' })).toBeVisible();
    await nobody.page.goto(`${base}/rooms/${live}/replay`);
    await expect(nobody.page.getByRole('heading', { name: '这一场还没结束' })).toBeVisible();
    await nobody.context.close();
  });

  expect([official, mei, lin, wei, late].flatMap((who) => who.complaints)).toEqual([]);
  await Promise.all([official, mei, lin, wei, late].map((who) => who.context.close()));
});
