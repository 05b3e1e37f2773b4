// People on stage: a presenter sends camera and screen, an audience at a desk and on a phone sees them, somebody from
// the audience is brought on and leaves, the presenter is cut off and returns, and is dismissed.
// The same on one process, and on two with a media server of its own between them.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import config from '../playwright.config';
import { Air } from './lib/air';
import { arrange, edit } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { Line } from './lib/line';
import { faults, settled } from './lib/look';
import { call, demo, post, type Screen, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';
import { fakeDevices, knock, moves, seesFace, soundHeldBack, tile, watchPeers } from './lib/video';

const shots = process.env.ZHAOYUN_SHOTS;

const { launchOptions } = config.use ?? {};
// A trace asks the page all the time, and whatever is asked counts as a touch, after which no browser holds sound back.
test.use({ trace: 'off', launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), ...fakeDevices] } });

for (const form of ['embedded', 'scaled'] as const) {
  test(`people on stage, ${form}`, async ({ browser }) => {
    const house = await openHouse(form, { video: true });
    const cast: Somebody[] = [];
    const come = async (base: string, screen: Screen, login?: string, name?: string) => {
      const who = await somebody(browser, base, screen);
      cast.push(who);
      await watchPeers(who.page);
      if (login) await signIn(who, base, login);
      if (name) await post(who.context.request, base, 'sign-in', { method: 'guest', name });
      return who;
    };
    try {
      await play(house, come);
      expect(cast.flatMap((who) => who.complaints)).toEqual([]);
    } finally {
      await Promise.all(cast.map((who) => who.context.close()));
      await house.stop();
    }
    expect(house.log()).not.toMatch(/panic|level=ERROR/);
  });
}

type Come = (base: string, screen: Screen, login?: string, name?: string) => Promise<Somebody>;

async function shot(who: Somebody, name: string): Promise<void> {
  await settled(who.page);
  if (shots) await who.page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await faults(who.page), name).toEqual([]);
}

async function play(house: House, come: Come) {
  const [here = '', there = here] = house.nodes;
  const field = await Line.to(here);
  const host = await come(here, 'desktop', demo.official);
  const presenter = await come(field.url, 'desktop', demo.investor);
  const air = await Air.of(presenter.page);
  const rest = host.context.request;
  const { event, session, room } = await arrange(host, here, 'public');
  const official = await call<Me>(rest, here, 'GET', 'me');
  const second = await call<Me>(presenter.context.request, field.url, 'GET', 'me');
  await edit(rest, here, `events/${event}/sessions/${session}`, 'people', {
    people: [
      { person: official.id, role: 'host' },
      { person: second.id, role: 'presenter' },
    ],
  });
  await call(rest, here, 'PUT', `rooms/${room}/state`, { state: 'live' });
  await call(rest, here, 'PUT', `rooms/${room}/stage`, {
    kind: 'notice',
    data: { text: { 'zh-CN': '始版桥未来社区' } },
  });
  const desk = await come(there, 'desktop', undefined, '许静');
  const phone = await come(there, 'phone', undefined, '何志远');
  for (const who of [desk, phone]) {
    await who.page.goto(`/rooms/${room}`);
    await connected(who.page);
  }
  await host.page.goto(`${here}/rooms/${room}/host`);
  await connected(host.page);

  const tokens: string[] = [];
  await test.step('behind the stage the presenter looks at themselves and says ready', async () => {
    presenter.page.on('response', async (answer) => {
      if (!answer.url().endsWith('/media/tokens') || !answer.ok()) return;
      const { token } = (await answer.json()) as { token?: string };
      if (token) tokens.push(token);
    });
    await presenter.page.goto(`${field.url}/rooms/${room}/presenter`);
    await connected(presenter.page);
    await presenter.page.getByRole('button', { name: '上台前检查' }).click();
    const dialog = presenter.page.getByRole('dialog', { name: '上台前检查' });
    await expect(dialog.getByRole('button', { name: '准备好了' })).toBeEnabled({ timeout: 20_000 });
    await expect(dialog.getByText('听得到您')).toBeVisible({ timeout: 20_000 });
    await dialog.getByRole('button', { name: '试一下' }).click();
    await expect(dialog.getByText('这就是别人会看到的')).toBeVisible({ timeout: 20_000 });
    await shot(presenter, 'backstage');
    await dialog.getByRole('button', { name: '停止试看' }).click();
    await dialog.getByRole('button', { name: '准备好了' }).click();
    await expect(presenter.page.getByText('已就绪，上台时自动接入')).toBeVisible();
  });

  const people = host.page.getByRole('region', { name: '台上和后台' });
  const card = (name: string) => people.getByRole('listitem').filter({ hasText: name });
  await test.step('the host brings them on, and everybody sees them without another touch of theirs', async () => {
    await expect(card(second.name)).toContainText('已试音试像');
    await card(second.name).getByRole('button', { name: '请上台' }).click();
    await expect(presenter.page.getByText('您在台上')).toBeVisible({ timeout: 20_000 });
    for (const who of [desk, phone]) {
      await seesFace(who.page, second.name);
      await moves(who.page);
    }
  });

  await test.step('sound waits for a touch', async () => {
    const late = await come(there, 'phone', undefined, '周明');
    const held = soundHeldBack(late.page);
    await late.page.goto(`/rooms/${room}`);
    await held;
    const touch = late.page.getByRole('button', { name: '轻触开启声音' });
    await expect(touch).toBeVisible();
    await shot(late, 'sound-phone');
    await touch.click();
    await expect(touch).toHaveCount(0);
    await late.page.close();
    await shot(desk, 'room-video');
    await shot(phone, 'room-video-phone');
  });

  await test.step('layouts reach everybody', async () => {
    await choose(host, '只看人');
    for (const who of [desk, phone]) await expect.poll(() => share(who, second.name)).toBeGreaterThan(0.95);
    await choose(host, '人和材料');
    for (const who of [desk, phone]) await expect.poll(() => share(who, second.name)).toBeLessThan(0.3);
  });

  await test.step('a screen takes the stage', async () => {
    await presenter.page.getByRole('button', { name: '共享屏幕' }).click();
    for (const who of [desk, phone]) {
      const screen = who.page.getByTestId('shared').locator('video');
      await expect
        .poll(() => screen.evaluate((video: HTMLVideoElement) => video.videoWidth), { timeout: 30_000 })
        .toBeGreaterThan(0);
    }
    await presenter.page.getByRole('button', { name: '停止共享' }).click();
    await expect(desk.page.getByTestId('shared')).toHaveCount(0);
  });

  await test.step('a raised hand comes on stage and leaves', async () => {
    await choose(host, '宫格');
    await desk.page.getByRole('button', { name: '举手', exact: true }).first().click();
    await card('许静').getByRole('button', { name: '请上台' }).click();
    await desk.page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: '上台', exact: true }).click({ timeout: 30_000 });
    await expect(desk.page.getByText('您在台上')).toBeVisible({ timeout: 20_000 });
    await seesFace(phone.page, '许静');
    await seesFace(phone.page, second.name);
    await seesFace(desk.page, second.name);
    await shot(host, 'host-video');
    await shot(phone, 'gallery-phone');
    await desk.page.getByRole('button', { name: '下台' }).click();
    await expect(tile(phone.page, '许静')).toHaveCount(0);
    await seesFace(desk.page, second.name);
    await moves(desk.page);
  });

  await test.step('the presenter is cut off for ten seconds, and comes back to the same place', async () => {
    const from = Date.now();
    field.cut();
    air.cut();
    await expect(tile(phone.page, second.name)).toContainText('信号中断', { timeout: 20_000 });
    await expect.poll(() => Date.now() - from, { timeout: 25_000, intervals: [500] }).toBeGreaterThan(10_000);
    field.mend();
    air.mend();
    await expect(tile(phone.page, second.name)).not.toContainText('信号中断', { timeout: 40_000 });
    await seesFace(phone.page, second.name);
    await moves(phone.page);
  });

  await test.step('a dismissed presenter is gone, and their old token opens nothing', async () => {
    type Roster = { items: { id: string; name: string }[] };
    const { items } = await call<Roster>(rest, here, 'GET', `rooms/${room}/roster`);
    const id = items.find((each) => each.name === second.name)?.id ?? '';
    await call(rest, here, 'PUT', `rooms/${room}/roster/${id}/role`, { role: 'guest' });
    for (const who of [desk, phone]) await expect(tile(who.page, second.name)).toHaveCount(0);
    await expect(presenter.page.getByText('您在台上')).toHaveCount(0);
    // What may still be watched may not be sent to: internal/app tries to send with these tokens. Whoever is banned may neither.
    await presenter.page.close();
    await call(rest, here, 'POST', `rooms/${room}/bans`, { participant: id });
    for (const who of [desk, phone]) await expect(tile(who.page, second.name)).toHaveCount(0);
    expect(tokens.length).toBeGreaterThan(0);
    for (const base of new Set([here, there])) {
      for (const token of tokens) expect(await knock(base, token)).toBe(403);
    }
  });
  await field.close();
  air.close();
}

type Me = { id: string; name: string };

/** Another layout, chosen at the console. */
async function choose(host: Somebody, layout: string): Promise<void> {
  const button = host.page.getByRole('group', { name: '布局' }).getByRole('button', { name: layout });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

/** How much of the stage's width somebody's tile takes. */
async function share(who: Somebody, name: string): Promise<number> {
  const stage = await who.page.getByRole('region', { name: '舞台' }).boundingBox();
  const box = await tile(who.page, name).boundingBox();
  return (box?.width ?? 0) / (stage?.width ?? 1);
}
