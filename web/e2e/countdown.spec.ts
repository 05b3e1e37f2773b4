// Fifty people whose clocks are wrong by up to five seconds count down together over a slow and uneven net. They run the code of the
// page, against a real server. What counts is the moment that each believes to be zero, not when a timer of this busy machine fires.
import { type APIRequestContext, expect, request as newRequest, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { ServerClock, steadyNow } from '../src/lib/room/clock-offset';
import { RoomSocket } from '../src/lib/room/socket';
import { arrangeKind } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { type Delays, type SlowNet, slowNet } from './lib/slow';

const clients = 50;
const random = (least: number, most: number) => least + Math.random() * (most - least);

/** What nets are like: the way of each of the fifty. */
const nets: Record<string, () => Delays> = {
  'each way anything from 0 to 300 ms': () => ({ there: () => random(0, 300), back: () => random(0, 300) }),
  'there and back 0 to 300 ms, alike, with 40 ms of jitter': () => {
    const way = random(0, 150);
    return { there: () => way + random(0, 40), back: () => way + random(0, 40) };
  },
  'there and back 0 to 300 ms, three fifths of it in one direction, with 40 ms of jitter': () => {
    const whole = random(0, 300);
    const share = Math.random() < 0.5 ? 0.4 : 0.6; // half the difference cannot be found out: 30 ms at most
    return { there: () => whole * share + random(0, 40), back: () => whole * (1 - share) + random(0, 40) };
  },
};

let house: House;
let base: string;
let official: Somebody;
let guests: APIRequestContext[];

test.beforeAll(async ({ browser }) => {
  house = await openHouse('embedded');
  base = house.nodes[0] ?? '';
  official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  guests = await Promise.all(
    Array.from({ length: clients }, async (_, at) => {
      const guest = await newRequest.newContext();
      await post(guest, base, 'sign-in', { method: 'guest', name: `示例 ${at + 1}` });
      return guest;
    }),
  );
});
test.afterAll(async () => {
  await Promise.all(guests.map((guest) => guest.dispose()));
  await official.context.close();
  await house?.stop();
});

for (const [net, delays] of Object.entries(nets)) {
  test(`zero is the same moment for everybody: ${net}`, async () => {
    const { room } = await arrangeKind('groundbreaking', official, base, 'public');
    await call(official.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
    const viewers = await Promise.all(guests.map((guest) => Viewer.enter(guest, room, delays())));
    try {
      const { at } = await post<{ at: string }>(official.context.request, base, `rooms/${room}/start`, {
        inSeconds: 9,
        label: { 'zh-CN': '开工' },
      });
      const zero = Date.parse(at);
      const shown = await Promise.all(viewers.map((viewer) => viewer.zeroOf(at)));
      const late = shown.map((moment) => moment - zero).sort((a, b) => a - b);
      const spread = spreadOf(late, 0.99);
      const figures = [spread, late[0] ?? 0, late.at(-1) ?? 0].map((ms) => ms.toFixed(1));
      console.log(`  ${net}: 99 % within ${figures[0]} ms of each other, ${figures[1]} … ${figures[2]} ms from zero`);
      expect(spread).toBeLessThanOrEqual(100);
    } finally {
      await Promise.all(viewers.map((viewer) => viewer.leave()));
    }
  });
}

/** The narrowest stretch of time in which so large a part of the moments lies. */
function spreadOf(sorted: readonly number[], part: number): number {
  const many = Math.ceil(sorted.length * part);
  return Math.min(...sorted.slice(0, sorted.length - many + 1).map((low, at) => (sorted[at + many - 1] ?? low) - low));
}

/** Who somebody is, by the port of the net that is theirs: a socket also comes back by itself. */
const cookiesOf = new Map<string, string>();

globalThis.WebSocket = class extends WebSocket {
  constructor(url: URL, protocol: string) {
    super(url, protocol, { headers: { cookie: cookiesOf.get(url.port) } });
  }
} as unknown as typeof globalThis.WebSocket;

/** One of them: the socket and the clock of the page, over a net and with a clock of their own. */
class Viewer {
  readonly #skew = random(-5_000, 5_000);
  readonly #clock: ServerClock;
  #stop = () => {};

  private constructor(
    readonly net: SlowNet,
    readonly socket: RoomSocket,
  ) {
    this.#clock = new ServerClock(
      (c, heard) => socket.askTime(c, heard),
      () => steadyNow() + this.#skew,
    );
  }

  static async enter(guest: APIRequestContext, room: string, delays: Delays): Promise<Viewer> {
    const net = await slowNet(base, delays);
    const { cookies } = await guest.storageState();
    cookiesOf.set(new URL(net.url).port, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
    const socket = new RoomSocket({
      url: `${net.url}/ws/rooms/${room}`,
      probe: async () => 'unreachable',
      refresh: async () => false,
    });
    socket.start();
    const viewer = new Viewer(net, socket);
    await viewer.until('in the room', () => socket.getSnapshot().phase === 'open');
    viewer.#stop = viewer.#clock.measure();
    return viewer;
  }

  /** Says at what moment of the server's clock this one shows zero. */
  async zeroOf(at: string): Promise<number> {
    // By the moment: one says it to the millisecond, the other without zeros at its end.
    const started = () => Date.parse(this.socket.getSnapshot().room.start?.at ?? '') === Date.parse(at);
    await this.until('told of the start', started);
    await expect
      .poll(() => this.#clock.getSnapshot() !== undefined && this.#clock.now() >= Date.parse(at), {
        timeout: 20_000,
        intervals: [50],
      })
      .toBe(true);
    // Their clock says zero when it really is so much later.
    return Date.parse(at) + (Date.now() - this.#clock.now());
  }

  async leave(): Promise<void> {
    this.#stop();
    this.socket.stop();
    await this.net.close();
  }

  async until(what: string, fact: () => boolean): Promise<void> {
    const look = () => fact() || this.socket.getSnapshot().phase;
    await expect.poll(look, { message: what, timeout: 60_000 }).toBe(true);
  }
}
