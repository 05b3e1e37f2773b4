// The pictures of docs/pictures: the demonstration with a room full of talk. `npm run pictures` takes them.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, expect, test } from '@playwright/test';
import { openHouse } from '../lib/house';
import { settled } from '../lib/look';
import { call, demo, post, type Screen, type Somebody, signIn, somebody } from '../lib/people';
import { connected, line } from '../lib/room';
import { find } from '../lib/visit';

const folder = join(import.meta.dirname, '../../../docs/pictures');

/** The talk of the room: who says what, in order. */
const talk = [
  { name: '许静', text: '两宗商务地块可以一起开发吗？' },
  { name: '何志远', text: '望江新城有现成的实验室可以租吗？我们八个人，先要三百平方米。' },
  { name: '梁嘉欣', text: '香港專業人士過來執業，資格怎樣認可？' },
  { name: '周明', text: '资料里的容积率是上限还是建议值？' },
  { name: '何志远', text: '谢谢，看到了第 4 页的说明。' },
] as const;

test('pictures of the demonstration', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const people: Somebody[] = [];
  const join = async (screen: Screen, login?: string, name?: string) => {
    const who = await enter(browser, base, screen, login, name);
    people.push(who);
    return who;
  };
  try {
    const official = await join('desktop', demo.official);
    const { slug, live, event } = await find(official, base);
    const held = 'events/carriers-promotion';
    type Held = { sessions: { room: string }[] };
    const past = (await call<Held>(official.context.request, base, 'GET', held)).sessions[0]?.room;
    await turn(official, base, live);
    const viewer = await join('desktop', undefined, '许静');
    await fill(browser, base, live, viewer);
    const phone = await join('phone', undefined, '何志远');

    const room = async (who: Somebody, path: string) => {
      await who.page.goto(path);
      await connected(who.page);
      await expect(who.page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
      await expect(line(who.page, '看到了第 4 页的说明')).toBeAttached();
    };
    await room(viewer, `/rooms/${live}`);
    await room(phone, `/rooms/${live}`);
    await room(official, `/rooms/${live}/host`);
    await viewer.page.getByRole('button', { name: /鼓掌/ }).first().click();
    await phone.page.getByRole('button', { name: /赞/ }).first().click();
    await expect(viewer.page.getByRole('button', { name: /赞\s*1/ }).first()).toBeVisible();
    await expect(viewer.page.getByText(/[2-9] 人在场/).first()).toBeVisible();
    await take(viewer, 'room');
    await take(phone, 'room-phone');
    await take(official, 'host');
    const pocket = await join('phone', demo.official);
    await room(pocket, `/rooms/${live}/host`);
    await take(pocket, 'host-phone');

    // The same with questions and a poll, as those who watch, lead and present see it.
    type Polls = { items: { id: string; status: string }[] };
    const polls = await call<Polls>(official.context.request, base, 'GET', `rooms/${live}/polls`);
    const poll = polls.items.find(({ status }) => status === 'draft')?.id;
    await call(official.context.request, base, 'PUT', `rooms/${live}/polls/${poll}/status`, { status: 'open' });
    await viewer.page.getByRole('tab', { name: /^提问/ }).click();
    await phone.page.getByRole('button', { name: '去投票' }).click();
    await take(viewer, 'room-questions');
    await take(phone, 'room-poll-phone');
    await viewer.page.getByRole('button', { name: '去投票' }).click();
    await phone.page.getByRole('tab', { name: /^提问/ }).click();
    await take(viewer, 'room-poll');
    await take(phone, 'room-questions-phone');
    for (const [who, name] of [[official, 'presenter'] as const, [pocket, 'presenter-phone'] as const]) {
      await who.page.goto(`/rooms/${live}/presenter`);
      await connected(who.page);
      await expect(who.page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
      await take(who, name);
      await who.page.goto(`/rooms/${past}/replay`);
      await who.page.getByRole('slider', { name: '播放位置' }).press('PageDown');
      await expect(who.page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
      await take(who, name.replace('presenter', 'replay'));
      await who.page.goto(`/staff/reports/${past}`);
      await expect(who.page.getByRole('button', { name: /^到场/ })).toBeVisible({ timeout: 30_000 });
      await take(who, name.replace('presenter', 'report'));
    }

    const visitor = await join('desktop');
    const walker = await join('phone');
    const page = async (who: Somebody, path: string, name: string) => {
      await who.page.goto(path);
      await take(who, name);
    };
    await page(visitor, `/events/${slug}`, 'event');
    await page(walker, `/events/${slug}`, 'event-phone');
    await page(visitor, '/', 'events');
    await page(walker, `/events/${slug}/register`, 'register-phone');
    await page(walker, '/sign-in', 'sign-in-phone');
    await page(official, `/staff/events/${event}`, 'staff-event');

    // What there is to take away, and what those who run the session have open.
    for (const [who, name] of [[viewer, 'room-documents'] as const, [phone, 'room-documents-phone'] as const]) {
      await who.page.getByRole('tab', { name: /资料/ }).click();
      await expect(who.page.getByRole('tabpanel').locator('canvas')).toBeVisible();
      await take(who, name);
    }
    for (const who of [official, pocket]) {
      await who.page.goto('/staff/follow-ups');
      await expect(who.page.getByText(/人才公寓/).first()).toBeVisible();
    }
    await take(official, 'staff-follow-ups');
    await take(pocket, 'staff-follow-ups-phone');
    const startsAt = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
    const copy = await post<{ id: string }>(official.context.request, base, `events/${event}/copies`, { startsAt });
    await page(official, `/staff/events/${copy.id}`, 'staff-checklist');
    await page(pocket, `/staff/events/${copy.id}`, 'staff-checklist-phone');
  } finally {
    await Promise.all(people.map((who) => who.context.close()));
    await house.stop();
  }
});

test('pictures of two servers', async ({ browser }) => {
  test.skip(!process.env.ZHAOYUN_TEST_REDIS_URL, 'needs PostgreSQL and Redis: make services');
  const house = await openHouse('scaled');
  const [here = '', there = ''] = house.nodes;
  const people: Somebody[] = [];
  try {
    const desk = await enter(browser, here, 'desktop', demo.administrator);
    const pocket = await enter(browser, here, 'phone', demo.administrator);
    people.push(desk, pocket);
    const { live } = await find(desk, here);
    for (const [number, { name, text }] of talk.entries()) {
      const base = number % 3 === 0 ? there : here;
      const who = await enter(browser, base, 'desktop', undefined, name);
      people.push(who);
      await who.page.goto(`/rooms/${live}`);
      await connected(who.page);
      const key = { 'Idempotency-Key': `servers-line-${number}` };
      await call(who.context.request, base, 'POST', `rooms/${live}/chat`, { text }, key);
    }
    for (const who of [desk, pocket]) {
      await who.page.goto('/staff/operations');
      await expect(who.page.getByText('node-2').first()).toBeVisible({ timeout: 40_000 });
      await expect(who.page.getByText('3 个连接').first()).toBeVisible();
      await expect(who.page.getByRole('link', { name: /云推介/ })).toBeVisible();
    }
    await take(desk, 'staff-operations');
    await take(pocket, 'staff-operations-phone');
  } finally {
    await Promise.all(people.map((who) => who.context.close()));
    await house.stop();
  }
});

async function enter(browser: Browser, base: string, screen: Screen, login?: string, name?: string): Promise<Somebody> {
  const who = await somebody(browser, base, screen);
  if (login) await signIn(who, base, login);
  if (name) await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  return who;
}

/** Turns the demonstration's slides, as a presenter does. */
async function turn(official: Somebody, base: string, live: string): Promise<void> {
  type Deck = { items: { file: string; name: string; pages: number }[] };
  const request = official.context.request;
  const { items } = await call<Deck>(request, base, 'GET', `rooms/${live}/slides`);
  const deck = items[0];
  for (const page of [2, 3, 4]) {
    const data = { file: deck?.file, name: deck?.name, pages: deck?.pages, page };
    await call(request, base, 'PUT', `rooms/${live}/stage`, { kind: 'slides', data });
  }
}

/** Those who talk come in, each by name, and say their lines. */
async function fill(browser: Browser, base: string, live: string, first: Somebody): Promise<void> {
  const seats = new Map<string, Somebody>([['许静', first]]);
  for (const [number, { name, text }] of talk.entries()) {
    let who = seats.get(name);
    if (!who) {
      who = await enter(browser, base, 'desktop', undefined, name);
      seats.set(name, who);
    }
    if (who.page.url() === 'about:blank') {
      await who.page.goto(`/rooms/${live}`);
      await connected(who.page);
    }
    await call(
      who.context.request,
      base,
      'POST',
      `rooms/${live}/chat`,
      { text },
      { 'Idempotency-Key': `talk-line-${number}` },
    );
  }
}

/** Writes a picture of the screen, and makes it small when the tool for that is there. */
async function take(who: Somebody, name: string): Promise<void> {
  await settled(who.page);
  await who.page.mouse.move(0, 0);
  const path = join(folder, `${name}.png`);
  await who.page.screenshot({ path, animations: 'disabled' });
  const smaller = ['--force', '--skip-if-larger', '--speed', '1', '--quality', '92-100', '--output', path, path];
  await promisify(execFile)('pngquant', smaller).catch(() => undefined);
}
