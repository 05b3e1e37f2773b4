// Pictures of ceremonies: an agreement that is signed before an audience, and a start in three places.
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import { arrangeKind } from '../lib/arrange';
import { openHouse } from '../lib/house';
import { settled } from '../lib/look';
import { codeTo, mailTo } from '../lib/mail';
import { call, demo, post, type Screen, type Somebody, signIn, somebody } from '../lib/people';
import { connected } from '../lib/room';
import { authenticator, comeIn, confirmByPasskey, propose, readAll, type SignerOf, stateOf } from '../lib/signing';

const folder = process.env.ZHAOYUN_SHOTS ?? join(import.meta.dirname, '../../../docs/pictures');

const signer = (role: string, party: string, place: string, name: string, position: string, contact: string) =>
  ({ role, party, place, name, position, contact }) satisfies SignerOf;
const bureau = signer('甲方', '示例区投资促进局', '杭州', '示例甲', '授权代表', 'bureau@parties.example');
const holding = signer('乙方', '示例控股（香港）有限公司', '香港', '示例乙', '董事', 'holding@parties.example');
const estate = signer('丙方', '示例置业有限公司', '深圳', '示例丙', '法定代表人', 'estate@parties.example');

async function take({ page }: Somebody, name: string): Promise<void> {
  await settled(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A ceremony under its own name. */
async function hold(kind: string, title: string, official: Somebody, base: string) {
  const held = await arrangeKind(kind, official, base, 'public');
  const { request } = official.context;
  const path = `events/${held.event}/sessions/${held.session}`;
  const match = { 'If-Match': (await request.get(`${base}/api/v1/${path}`)).headers().etag ?? '' };
  await call(request, base, 'PATCH', path, { title: { 'zh-CN': title, en: title, 'zh-HK': title } }, match);
  return held;
}

/** Somebody in the hall, at the desk, on a phone, or before the wall. */
async function watch(browser: Browser, base: string, room: string, screen: Screen | 'wall', name: string) {
  const who = await somebody(browser, base, screen === 'phone' ? 'phone' : 'desktop');
  if (screen === 'wall') await who.page.setViewportSize({ width: 1920, height: 1080 });
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  await who.page.goto(`${base}/rooms/${room}`);
  await connected(who.page);
  if (screen === 'wall') await who.page.getByRole('button', { name: '全屏' }).click();
  return who;
}

test('pictures of a signing', async ({ browser }) => {
  test.setTimeout(480_000);
  const house = await openHouse('embedded');
  const base = (house.nodes[0] ?? '').replace('127.0.0.1', 'localhost');
  try {
    const official = await somebody(browser, base, 'desktop');
    await signIn(official, base, demo.official);
    const { request } = official.context;
    const { session, room } = await hold('signing', '云签约 项目合作协议', official, base);
    const id = await propose(official, base, session, [{ ...bureau }, { ...holding, region: 'HK' }, estate]);
    const parties: Somebody[] = [];
    for (const { contact } of [bureau, holding, estate]) {
      const who = await somebody(browser, base, contact === holding.contact ? 'phone' : 'desktop');
      await authenticator(who.page);
      await comeIn(house, who.page, base, id, contact);
      await readAll(who.page);
      parties.push(who);
    }
    const [first, second, third] = parties as [Somebody, Somebody, Somebody];
    await post(request, base, `agreements/${id}/freeze`, { terms: [] });
    await call(request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
    type Page = { data: { pages: number } };
    const cover = { kind: 'document', data: { agreement: id, page: 1 } };
    const { data } = await call<Page>(request, base, 'PUT', `rooms/${room}/stage`, cover);
    await call(request, base, 'PUT', `rooms/${room}/agreements/${id}/pages`, { pages: [[1, data.pages]] });
    await call(request, base, 'PUT', `rooms/${room}/stage`, {
      kind: 'document',
      data: { agreement: id, page: data.pages },
    });
    const viewer = await watch(browser, base, room, 'desktop', '许静');
    const phone = await watch(browser, base, room, 'phone', '何志远');
    const wall = await watch(browser, base, room, 'wall', '大屏');
    const all = [viewer, phone, wall];

    const confirm = async (who: Somebody, picture?: string) => {
      const { page } = who;
      await page.goto(`${base}/sign/${id}?view=confirm`);
      if (picture) {
        await page.getByRole('button', { name: '核对', exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: '完全一致' }).click();
        await page.getByRole('button', { name: '创建通行密钥' }).click();
        await expect(page.getByRole('button', { name: '用通行密钥确认' })).toBeVisible();
        await take(who, picture);
      }
      await confirmByPasskey(page);
      await expect(page.getByRole('heading', { name: /^您已确认/ })).toBeVisible();
      await page.goto('about:blank'); // the signature waits until the browser is back
    };
    await confirm(first);
    await confirm(second, 'sign-phone');
    for (const { page } of all) {
      await expect(page.getByRole('heading', { name: '已有 2 方确认，等待丙方' })).toBeVisible();
      await expect(page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
    }
    await take(phone, 'signing-confirming-phone');
    await third.page.goto(`${base}/sign/${id}?view=confirm`);
    const seen = (await mailTo(house, estate.contact)).length;
    await third.page.getByText('改用邮箱验证码').click();
    await third.page
      .getByRole('dialog')
      .getByRole('button', { name: /^发送验证码/ })
      .click();
    const { code } = await codeTo(house, estate.contact, seen);
    await third.page.getByLabel('6 位验证码').fill(code);
    await third.page.getByRole('button', { name: '同意签署' }).click();
    for (const { page } of all) {
      await expect(page.getByRole('heading', { name: '3 方均已确认，即将落章' })).toBeVisible();
    }
    await take(viewer, 'signing');
    await take(wall, 'signing-wall');
    for (const who of [first, second]) await who.page.goto(`${base}/sign/${id}`);
    await expect.poll(async () => (await stateOf(official, base, id)).state, { timeout: 90_000 }).toBe('released');
    for (const { page } of all) await expect(page.getByRole('heading', { name: '签署完成，已落章' })).toBeVisible();
    await take(viewer, 'signing-sealed');
    await take(phone, 'signing-sealed-phone');
    await call(request, base, 'PUT', `rooms/${room}/state`, { state: 'ended' });
    await official.page.goto(`${base}/rooms/${room}/replay`);
    await expect(official.page.getByText('落章：项目合作协议')).toBeVisible();
    await official.page.getByText('落章：项目合作协议').click();
    await expect(official.page.getByRole('heading', { name: '签署完成，已落章' })).toBeVisible();
    await expect(official.page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
    await take(official, 'signing-replay');
    await official.page.goto(`${base}/staff/reports/${room}`);
    const card = official.page.getByRole('heading', { name: '签约与开工' });
    await expect(card).toBeVisible({ timeout: 30_000 });
    await card.scrollIntoViewIfNeeded();
    await take(official, 'signing-report');
  } finally {
    await house.stop();
  }
});

test('pictures of a ground-breaking', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  try {
    const official = await somebody(browser, base, 'desktop');
    await signIn(official, base, demo.official);
    const { request } = official.context;
    const { room } = await hold('groundbreaking', '云开工 江河汇', official, base);
    await call(request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
    const viewer = await watch(browser, base, room, 'desktop', '许静');
    const phone = await watch(browser, base, room, 'phone', '何志远');
    const wall = await watch(browser, base, room, 'wall', '大屏');
    const { participant } = await call<{ participant: string }>(phone.context.request, base, 'GET', `rooms/${room}/me`);
    const text = { 'zh-CN': '江河汇商务综合体\n三地同步开工', en: 'Three places begin together' };
    await call(request, base, 'PUT', `rooms/${room}/stage`, { kind: 'notice', data: { text } });
    type Venues = { venues: { id: string }[] };
    const { venues } = await call<Venues>(request, base, 'PUT', `rooms/${room}/venues`, {
      venues: [
        { kind: 'government', label: '主会场', place: '杭州 上城区' },
        { kind: 'company', label: '企业会场', place: '香港' },
        { kind: 'site', label: '施工现场', place: '江河汇', participant },
      ],
    });
    const ready = (venue: string) => call(request, base, 'PUT', `rooms/${room}/venues/${venue}/ready`, { ready: true });
    for (const { id } of venues.slice(0, 2)) await ready(id);
    await expect(viewer.page.getByText('2 / 3')).toBeVisible();
    await take(viewer, 'groundbreaking');
    await phone.page.getByRole('button', { name: '我们就绪' }).click();
    const label = { 'zh-CN': '江河汇项目开工', en: 'Start of construction' };
    await post(request, base, `rooms/${room}/start`, { inSeconds: 20, label });
    await expect(wall.page.getByRole('timer')).toHaveText('15');
    await wall.page.screenshot({ path: join(folder, 'groundbreaking-wall.png') });
    const press = phone.page.getByRole('button', { name: '按下启动' });
    await expect(press).toBeVisible({ timeout: 30_000 });
    await phone.page.screenshot({ path: join(folder, 'groundbreaking-phone.png') });
    await press.click();
    await expect(viewer.page.getByText('何志远按下启动')).toBeVisible({ timeout: 10_000 });
    await take(viewer, 'groundbreaking-begun');
  } finally {
    await house.stop();
  }
});
