// Somebody on stage is filmed with a clock before them; the audience watches the film of it, live and again, and what
// lies on the stage keeps step with the time that the picture shows.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import config from '../playwright.config';
import { arrange, edit } from './lib/arrange';
import { after, filmTheClock, turnedAfter, watchTheClock } from './lib/clock';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, post, type Screen, type Somebody, signIn, somebody } from './lib/people';
import { connected, line, say, seesPage } from './lib/room';
import { fakeDevices, seesFace, tile } from './lib/video';
import { find } from './lib/visit';

const run = promisify(execFile);
const shots = process.env.ZHAOYUN_SHOTS;

const { launchOptions } = config.use ?? {};
test.use({ launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), ...fakeDevices] } });

let house: House;
test.beforeAll(async () => {
  house = await openHouse('embedded', { settings: { ZHAOYUN_MEDIA_VIEWERS: '0' } });
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

const film = (page: Page) => page.getByLabel('现场画面');
const sound = (page: Page) => page.getByRole('button', { name: '轻触开启声音' });
const far = Number.POSITIVE_INFINITY;

/** Waits until the film shows a moment or later, and lets it pass. */
async function reaches(page: Page, moment: string): Promise<void> {
  await expect.poll(async () => (await after(page, moment)) ?? -far, { timeout: 40_000 }).toBeGreaterThanOrEqual(0);
}

interface Shown {
  at: string;
}

test('the stage keeps step with the film of it, live and again', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const cast: Somebody[] = [];
  const come = async (screen: Screen, login?: string, name?: string) => {
    const who = await somebody(browser, base, screen);
    cast.push(who);
    if (login) await signIn(who, base, login);
    if (name) await post(who.context.request, base, 'sign-in', { method: 'guest', name });
    return who;
  };
  const host = await come('desktop', demo.official);
  const speaker = await come('desktop', demo.second);
  const desk = await come('desktop', undefined, '许静');
  await filmTheClock(speaker.page);
  await filmTheClock(desk.page);
  await watchTheClock(desk.page);
  const { live } = await find(host, base);
  const { event, session, room } = await arrange(host, base, 'public');
  const rest = host.context.request;
  const act = <T>(method: string, path: string, data?: unknown) =>
    call<T>(rest, base, method, `rooms/${room}/${path}`, data);
  type Me = { id: string; name: string };
  const [official, second] = [
    await call<Me>(rest, base, 'GET', 'me'),
    await call<Me>(speaker.context.request, base, 'GET', 'me'),
  ];
  await edit(rest, base, `events/${event}/sessions/${session}`, 'people', {
    people: [
      { person: official.id, role: 'host' },
      { person: second.id, role: 'presenter' },
    ],
  });
  type Slides = { items: { file: string; kind: string }[] };
  const { items } = await call<Slides>(rest, base, 'GET', `rooms/${live}/slides`);
  const file = items.find(({ kind }) => kind === 'slides')?.file;
  await act('POST', 'slides', { file });
  const turn = (page: number) => act<Shown>('PUT', 'stage', { kind: 'slides', data: { file, page } });
  await act('PUT', 'state', { state: 'live' });
  await turn(1);

  await test.step('the speaker goes on stage with the clock', async () => {
    await speaker.page.goto(`/rooms/${room}/presenter`);
    await connected(speaker.page);
    await speaker.page.getByRole('button', { name: '上台前检查' }).click();
    const ready = speaker.page.getByRole('dialog').getByRole('button', { name: '准备好了' });
    await expect(ready).toBeEnabled({ timeout: 20_000 });
    await ready.click();
    await desk.page.goto(`/rooms/${room}`);
    await connected(desk.page);
    await act('POST', 'scene/go-live', { people: [await idOf(second.name)] });
    await expect(speaker.page.getByText('您在台上')).toBeVisible({ timeout: 20_000 });
  });

  async function idOf(name: string): Promise<string> {
    type Roster = { items: Me[] };
    const { items } = await act<Roster>('GET', 'roster');
    return items.find((each) => each.name === name)?.id ?? '';
  }

  const began = new Date().toISOString();
  await test.step('whoever is beyond the number of connections watches the film', async () => {
    // Browsers that want a touch before sound get one; others play at once.
    await desk.page.addLocatorHandler(sound(desk.page), (button) => button.click());
    await reaches(desk.page, began);
    await shot(desk, 'film-room');
  });

  const turned = new Map<number, string>();
  await test.step('the slide turns when the picture gets there, and chat does not wait', async () => {
    for (const page of [2, 3]) {
      const { at } = await turn(page);
      turned.set(page, at);
      if (page === 2) {
        await say(desk.page, '这一页请讲慢一点');
        await expect(line(desk.page, '请讲慢一点')).toBeVisible();
        expect(await turnedAfter(desk.page, 'entry', page, at), 'still the page before').toBeUndefined();
      }
      await seesPage(desk.page, page);
      expect(Math.abs((await turnedAfter(desk.page, 'drawn', page, at)) ?? far)).toBeLessThan(500);
    }
  });

  await test.step('called on stage one is connected, and watches the film again afterwards', async () => {
    await act('PUT', `scene/people/${await idOf('许静')}`, {});
    await desk.page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: '上台', exact: true }).click({ timeout: 30_000 });
    await expect(desk.page.getByText('您在台上')).toBeVisible({ timeout: 20_000 });
    await seesFace(desk.page, second.name);
    await expect(film(desk.page)).toHaveCount(0);
    await desk.page.getByRole('button', { name: '下台' }).click();
    await expect(tile(desk.page, '许静')).toHaveCount(0);
    const back = new Date().toISOString();
    await reaches(desk.page, back);
  });

  await test.step('the end comes with the last picture', async () => {
    const over = desk.page.getByText('本场已结束，感谢参加');
    await act('PUT', 'state', { state: 'ended' });
    await expect(film(desk.page)).toBeVisible();
    await expect(over).toHaveCount(0);
    await expect(over).toBeVisible({ timeout: 40_000 });
  });

  type Recording = { id: string; file: boolean; spans: { from: string; until: string }[] };
  const recorded = async () => (await act<{ items: Recording[] }>('GET', 'recordings')).items[0];
  await test.step('it plays again, and goes where it is told to', async () => {
    await desk.page.goto(`/rooms/${room}/replay`);
    await expect(desk.page.getByRole('button', { name: '播放', exact: true })).toBeVisible();
    for (const page of [3, 2]) {
      await desk.page
        .getByRole('button', { name: new RegExp(`第 ${page} 页`) })
        .first()
        .click();
      await seesPage(desk.page, page);
      await expect
        .poll(async () => Math.abs((await after(desk.page, turned.get(page) ?? '')) ?? far), { timeout: 20_000 })
        .toBeLessThan(300);
    }
    await shot(desk, 'film-replay');
    await desk.page.getByRole('button', { name: '播放', exact: true }).click();
    await expect(desk.page.getByRole('button', { name: '暂停', exact: true })).toBeVisible();
    await seesPage(desk.page, 3);
    expect(Math.abs((await turnedAfter(desk.page, 'entry', 3, turned.get(3) ?? '')) ?? far)).toBeLessThan(300);
    await desk.page.getByText('×1.5').click();
    await reaches(desk.page, new Date(Date.parse(turned.get(3) ?? '') + 2000).toISOString());
    await seesPage(desk.page, 3);
    await desk.page.getByRole('button', { name: '暂停', exact: true }).click();
  });

  await test.step('it is one file to take along', async () => {
    await expect.poll(async () => (await recorded())?.file, { timeout: 40_000 }).toBe(true);
    await host.page.goto(`/rooms/${room}/replay`);
    const [download] = await Promise.all([
      host.page.waitForEvent('download'),
      host.page.getByRole('link', { name: '下载录像' }).click(),
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'zhaoyun-film-'));
    try {
      const path = join(folder, 'film.mp4');
      await download.saveAs(path);
      const entries = 'format=duration:stream=codec_type';
      const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', path]);
      const probe = JSON.parse(stdout) as { streams: { codec_type: string }[]; format: { duration: string } };
      expect(probe.streams.map((each) => each.codec_type).sort()).toEqual(['audio', 'video']);
      const { spans = [] } = (await recorded()) ?? {};
      const lasted = spans.reduce((sum, { from, until }) => sum + Date.parse(until) - Date.parse(from), 0) / 1000;
      expect(Math.abs(Number(probe.format.duration) - lasted)).toBeLessThan(0.5);
    } finally {
      await rm(folder, { recursive: true });
    }
    await shot(host, 'film-replay-staff');
  });

  await test.step('without its picture the rest plays on, and says so', async () => {
    const phone = await come('phone', demo.official);
    await phone.page.route('**/media/**', (route) => route.abort());
    await phone.page.goto(`/rooms/${room}/replay?t=${seconds(await liveAt(), turned.get(3))}`);
    await expect(phone.page.getByText('录像取不到')).toBeVisible({ timeout: 60_000 });
    await shot(phone, 'film-failed-phone');
    await phone.page.unroute('**/media/**');
    await phone.page.getByRole('button', { name: '重新取录像' }).click();
    await expect(phone.page.getByText('录像取不到')).toHaveCount(0);
    await expect
      .poll(() => film(phone.page).evaluate((video: HTMLVideoElement) => video.videoWidth))
      .toBeGreaterThan(0);
    await shot(phone, 'film-replay-phone');
    await call(rest, base, 'DELETE', `recordings/${(await recorded())?.id}`);
    await phone.page.reload();
    await expect(phone.page.getByText('录像已删除')).toBeVisible();
    await phone.page.getByRole('button', { name: '播放', exact: true }).click();
    await seesPage(phone.page, 3);
    await shot(phone, 'film-gone-phone');
  });

  async function liveAt(): Promise<string> {
    return (await act<{ liveAt: string }>('GET', 'replay')).liveAt;
  }

  expect(cast.flatMap((who) => who.complaints)).toEqual([]);
  await Promise.all(cast.map((who) => who.context.close()));
});

/** From one moment to a second after another, in whole seconds. */
function seconds(from: string, to = ''): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 1000) + 1;
}
