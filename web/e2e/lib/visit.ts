// Everybody who looks at pages, and every page they look at.
import { type Browser, expect, type Page } from '@playwright/test';
import { arrange, arrangeKind } from './arrange';
import { complaintsOf, faults, settled } from './look';
import { call, demo, post, type Screen, type Somebody, signIn, somebody } from './people';
import { connected } from './room';

/** The demonstration's addresses. */
export interface Demonstration {
  event: string;
  slug: string;
  /** Rooms by the state they are in. */
  live: string;
  ended: string;
  later: string;
  /** Of ceremonies. */
  signing: string;
  groundbreaking: string;
  /** A parcel, four of them with commas between, and a carrier. */
  parcel: string;
  parcels: string;
  carrier: string;
}

/** With them, two rooms that nobody but the registered or the invited may enter, and two ceremonies. */
export interface Places extends Demonstration {
  registered: string;
  invited: string;
  registeredSlug: string;
  /** Before anything is signed. */
  toSign: string;
  /** Counting down, or begun. */
  counting: string;
}

export type Role = 'visitor' | 'guest' | 'investor' | 'official' | 'administrator';

export interface Stop {
  name: string;
  as: Role;
  path: (places: Places) => string;
  /** What has to be there before the page counts as shown. */
  shows: (page: Page) => Promise<void>;
}

export async function find(official: Somebody, base: string): Promise<Demonstration> {
  type Found = { items: { id: string; slug: string; sessions: { room: string; state: string; kind: string }[] }[] };
  const { items } = await call<Found>(official.context.request, base, 'GET', 'events?status=published');
  const event = items.find((each) => each.sessions.some((session) => session.state === 'live'));
  type Listed = { items: { id: string }[] };
  const land = await call<Listed>(official.context.request, base, 'GET', 'parcels?sort=number&limit=4');
  const carriers = await call<Listed>(official.context.request, base, 'GET', 'carriers?limit=1');
  const room = (state: string) => event?.sessions.find((session) => session.state === state)?.room ?? '';
  const ceremony = (kind: string) => event?.sessions.find((session) => session.kind === kind)?.room ?? '';
  return {
    event: event?.id ?? '',
    slug: event?.slug ?? '',
    live: room('live'),
    ended: room('ended'),
    later: room('waiting'),
    signing: ceremony('signing'),
    groundbreaking: ceremony('groundbreaking'),
    parcel: land.items[0]?.id ?? '',
    parcels: land.items.map(({ id }) => id).join(','),
    carrier: carriers.items[0]?.id ?? '',
  };
}

/** The demonstration, and the rooms with doors it has none of. */
export async function lay(official: Somebody, base: string): Promise<Places> {
  const found = await find(official, base);
  const open = await arrange(official, base, 'registered');
  const closed = await arrange(official, base, 'invited');
  const [toSign, counting] = [
    await ceremony('signing', official, base),
    await ceremony('groundbreaking', official, base),
  ];
  return { ...found, registered: open.room, registeredSlug: open.slug, invited: closed.room, toSign, counting };
}

/** A ceremony that is on; in one with places a countdown runs. */
async function ceremony(kind: 'signing' | 'groundbreaking', official: Somebody, base: string): Promise<string> {
  const { request } = official.context;
  const { room } = await arrangeKind(kind, official, base, 'public');
  await call(request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
  if (kind === 'groundbreaking') {
    const venues = ['government', 'company', 'site'].map((each, at) => ({ kind: each, label: `示例${at + 1}号` }));
    await call(request, base, 'PUT', `rooms/${room}/venues`, { venues });
    await post(request, base, `rooms/${room}/start`, { inSeconds: 600, label: { 'zh-CN': '示例项目' } });
  }
  return room;
}

/** A browser for each role on one screen. */
export async function company(
  browser: Browser,
  base: string,
  screen: Screen,
  language?: string,
): Promise<Map<Role, Somebody>> {
  const people = new Map<Role, Somebody>();
  const logins = { investor: demo.investor, official: demo.official, administrator: demo.administrator };
  for (const role of ['visitor', 'guest', 'investor', 'official', 'administrator'] as const) {
    const who = await somebody(browser, base, screen, language);
    if (role === 'guest') await post(who.context.request, base, 'sign-in', { method: 'guest', name: '示例来宾' });
    else if (role !== 'visitor') await signIn(who, base, logins[role]);
    people.set(role, who);
  }
  return people;
}

/** Goes there and says what is wrong, each line with the page it is about. */
export async function visit(who: Somebody, stop: Stop, places: Places): Promise<string[]> {
  const page = await who.context.newPage();
  const complaints = complaintsOf(page);
  try {
    await page.goto(stop.path(places));
    await stop.shows(page);
    await settled(page);
    return [...(await faults(page)), ...complaints].map((line) => `${stop.name}: ${line}`);
  } catch (cause) {
    return [`${stop.name}: ${String(cause).slice(0, 600)}`, ...complaints];
  } finally {
    await page.close();
  }
}

/** Shown once a heading with these words is there. */
export const headed = (words: RegExp) => async (page: Page) => {
  await expect(page.getByRole('heading', { name: words }).first()).toBeVisible({ timeout: 15_000 });
};

/** Shown once the page has a heading at all. */
export const anyHead = async (page: Page) => {
  await expect(page.locator('h1').first()).toBeVisible({ timeout: 15_000 });
};

/** Shown once the room's line stands and the slide is drawn. */
export const inRoom = async (page: Page) => {
  await connected(page);
  await expect(page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
};

/** Shown once the countdown is over the stage, or what it came to, and the places are beside it. */
export const inStart = async (page: Page) => {
  await expect(page.getByTestId('start')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('0 / 3')).toBeVisible();
};

/** Shown once the slide of that time is drawn, however the page speaks. */
export const inReplay = async (page: Page) => {
  await expect(page.getByRole('slider')).toHaveAttribute('aria-valuenow', '0');
  await expect(page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
};
