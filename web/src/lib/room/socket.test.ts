import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket, type WebSocket as Peer, WebSocketServer } from 'ws';
import { type ConnectionState, RoomSocket, type SocketOptions } from './socket';
import { reactionTotals } from './view';

const at = '2026-11-23T02:00:00.000Z';
const you = { id: 'prt_me', role: 'guest', can: ['chat'] };
const snapshot = {
  public: {
    state: 'live',
    stage: null,
    lines: [],
    reactions: { clap: 3 },
    settings: { chat: 'open', slowSeconds: 0 },
    timeline: [],
  },
  people: [{ id: 'prt_a', name: '林女士', org: '投资促进局' }],
};
const hello = { t: 'hello', room: 'r', epoch: 'e1', at: { public: 10, inbox: 0 }, you, snapshot };
const line = (seq: number, text: string) => ({
  t: 'entry',
  lane: 'public',
  seq,
  type: 'chat.posted',
  at,
  by: 'prt_a',
  data: { text },
});

let server: WebSocketServer;
let sockets: RoomSocket[];
/** What each connection asked for, in order. */
let asked: URLSearchParams[];
let peers: Peer[];

beforeEach(async () => {
  globalThis.WebSocket = NodeWebSocket as unknown as typeof WebSocket;
  sockets = [];
  asked = [];
  peers = [];
  server = new WebSocketServer({ port: 0 });
  await once(server, 'listening');
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const socket of sockets) socket.stop();
  for (const peer of server.clients) peer.terminate();
  server.close();
});

function serve(greet: (peer: Peer, visit: number) => void): void {
  server.on('connection', (peer, request) => {
    asked.push(new URL(request.url ?? '', 'http://x').searchParams);
    peers.push(peer);
    greet(peer, asked.length);
  });
}

function open(options: Partial<SocketOptions> = {}): RoomSocket {
  const socket = new RoomSocket({
    url: options.url ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/ws/rooms/r`,
    probe: async () => 'ok',
    refresh: async () => true,
    backoff: { firstMs: 20, maxMs: 40 },
    ...options,
  });
  sockets.push(socket);
  socket.start();
  return socket;
}

const send = (peer: Peer, ...frames: object[]) => peer.send(frames.map((frame) => JSON.stringify(frame)).join('\n'));

/** The first state in which the fact holds, however short it lasts. */
function until(socket: RoomSocket, fact: (state: ConnectionState) => boolean): Promise<ConnectionState> {
  return new Promise((found, lost) => {
    const late = setTimeout(() => lost(new Error(`still ${socket.getSnapshot().phase}`)), 3000);
    const look = () => {
      const state = socket.getSnapshot();
      if (!fact(state)) return;
      clearTimeout(late);
      leave();
      found(state);
    };
    const leave = socket.subscribe(look);
    look();
  });
}

describe('RoomSocket', () => {
  it('takes the snapshot, then entries that share a message', async () => {
    serve((peer) => send(peer, hello, line(11, '甲'), line(12, '乙'), { t: 'presence', online: 7 }));
    const state = await until(open(), (s) => s.online === 7);
    expect(state.phase).toBe('open');
    expect(state.room.lines.map((l) => l.text)).toEqual(['甲', '乙']);
    expect(state.people.get('prt_a')?.name).toBe('林女士');
    expect(state.you).toEqual(you);
    expect(asked[0]?.has('since')).toBe(false);
  });

  it('comes back with since and epoch after a cut, and misses and doubles nothing', async () => {
    serve((peer, visit) => {
      if (visit === 1) send(peer, hello, line(11, '甲'));
      else send(peer, { ...hello, at: { public: 12 }, snapshot: undefined }, line(11, '甲'), line(12, '乙'));
    });
    const socket = open();
    await until(socket, (s) => s.room.lines.length === 1);
    peers[0]?.terminate();
    const state = await until(socket, (s) => s.room.lines.length === 2);
    expect(asked[1]?.get('since')).toBe('public:11,inbox:0');
    expect(asked[1]?.get('epoch')).toBe('e1');
    expect(state.room.lines.map((l) => l.seq)).toEqual([11, 12]);
  });

  it('asks again from its head when a sequence number is missing', async () => {
    serve((peer, visit) => {
      if (visit === 1) send(peer, hello, line(12, '乙'));
      else send(peer, { ...hello, snapshot: undefined }, line(11, '甲'), line(12, '乙'));
    });
    const state = await until(open(), (s) => s.room.lines.length === 2);
    expect(state.heads.public).toBe(12);
    expect(asked[1]?.get('since')).toBe('public:10,inbox:0');
  });

  it('takes a new snapshot when the log has another epoch', async () => {
    serve((peer, visit) => send(peer, visit === 1 ? hello : { ...hello, epoch: 'e2', at: { public: 3, inbox: 0 } }));
    const socket = open();
    await until(socket, (s) => s.phase === 'open');
    socket.reconnect();
    const state = await until(socket, (s) => s.epoch === 'e2');
    expect(state.heads.public).toBe(3);
  });

  it('stays away after a bye that forbids coming back, and says why', async () => {
    serve((peer) => send(peer, hello, { t: 'bye', code: 'kicked', retry: false }));
    const state = await until(open(), (s) => s.phase === 'closed');
    expect(state.bye).toEqual({ code: 'kicked' });
    expect(asked).toHaveLength(1);
  });

  it('comes back after a bye that allows it, and tells when', async () => {
    serve((peer, visit) =>
      send(peer, hello, ...(visit === 1 ? [{ t: 'bye', code: 'slow_consumer', retry: true }] : [])),
    );
    const socket = open();
    const waiting = await until(socket, (s) => s.phase === 'waiting');
    expect(waiting.retryAt).toBeGreaterThan(Date.now() - 50);
    await until(socket, (s) => s.phase === 'open' && asked.length === 2);
  });

  it.each(['draining', 'moved'])('comes back within three seconds of %s, and alarms nobody', async (code) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    serve((peer, visit) => send(peer, hello, ...(visit === 1 ? [{ t: 'bye', code, retry: true }] : [])));
    const socket = open();
    const states: ConnectionState[] = [];
    socket.subscribe(() => states.push(socket.getSnapshot()));
    await until(socket, (s) => s.phase === 'connecting' && s.epoch === 'e1');
    vi.advanceTimersByTime(2900);
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(100);
    await until(socket, (s) => s.phase === 'open' && asked.length === 2);
    expect(asked[1]?.get('since')).toBe('public:10,inbox:0');
    expect(states.filter((s) => s.phase === 'waiting' || s.lostAt || s.quality === 'lost')).toEqual([]);
  });

  it('says so when it is sent away again and again', async () => {
    serve((peer) => send(peer, hello, { t: 'bye', code: 'moved', retry: true }));
    const state = await until(open({ returnMs: 10 }), (s) => s.phase === 'waiting');
    expect(state.lostAt).toBeDefined();
    expect(asked).toHaveLength(3);
  });

  it('says so when nobody takes it in after it was sent away', async () => {
    serve((peer) => {
      send(peer, hello, { t: 'bye', code: 'draining', retry: true });
      server.close(); // takes nobody new
    });
    const state = await until(open({ returnMs: 10, probe: async () => 'unreachable' }), (s) => s.phase === 'waiting');
    expect(state.retryAt).toBeDefined();
  });

  it('renews an expired sign-in and comes back; asks for a new one when that fails', async () => {
    serve((peer) => send(peer, hello, { t: 'bye', code: 'expired', retry: true }));
    const refresh = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
    const state = await until(open({ refresh }), (s) => s.phase === 'signed-out');
    expect(asked).toHaveLength(2);
    expect(state.room.state).toBe('live');
  });

  it('asks REST what a refused upgrade meant', async () => {
    const { port } = server.address() as AddressInfo;
    server.close();
    const denied = open({ url: `http://127.0.0.1:${port}/`, probe: async () => 'denied' });
    expect((await until(denied, (s) => s.phase === 'closed')).bye).toEqual({ code: 'door' });
    const down = open({ url: `http://127.0.0.1:${port}/`, probe: async () => 'unreachable' });
    expect((await until(down, (s) => s.phase === 'waiting')).quality).toBe('lost');
  });

  it('notices a line that is dead without being closed', async () => {
    serve((peer, visit) => {
      send(peer, hello);
      if (visit === 1) return; // answers no ping
      peer.on('message', () => send(peer, { t: 'pong' }));
    });
    open({ heartbeat: { everyMs: 20, patienceMs: 60 } });
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1), 3000);
  });

  it('adds reactions heard to those in the log, once', async () => {
    const pulse = { t: 'pulse', type: 'reactions', data: { clap: 2 } };
    const summed = { ...line(11, ''), type: 'reactions.added', data: { clap: 2 } };
    serve((peer) => send(peer, hello, pulse));
    const socket = open();
    expect(reactionTotals(await until(socket, (s) => s.fresh.clap === 2))).toEqual({ clap: 5 });
    if (peers[0]) send(peers[0], summed);
    expect(reactionTotals(await until(socket, (s) => s.heads.public === 11))).toEqual({ clap: 5 });
  });

  it('counts a reaction once also when the log is faster than the sound', async () => {
    const pulse = { t: 'pulse', type: 'reactions', data: { clap: 2 } };
    const summed = { ...line(11, ''), type: 'reactions.added', data: { clap: 2 } };
    serve((peer) => send(peer, hello, summed, pulse, { t: 'presence', online: 2 }));
    expect(reactionTotals(await until(open(), (s) => s.online === 2))).toEqual({ clap: 5 });
  });

  it('keeps the newest sticky by term and number', async () => {
    const sticky = (v: [number, number], x: number) => ({ t: 'sticky', key: 'pointer', v, data: { x } });
    serve((peer) =>
      send(peer, hello, sticky([2, 5], 1), sticky([2, 4], 2), sticky([1, 9], 3), sticky([3, 1], 4), sticky([3, 1], 5)),
    );
    const state = await until(open(), (s) => s.stickies.pointer !== undefined);
    expect(state.stickies.pointer?.data).toEqual({ x: 4 });
  });

  it('forgets the name of an erased person and follows a change of role', async () => {
    const erased = { ...line(11, ''), type: 'participant.erased', data: { participant: 'prt_a' } };
    serve((peer) => send(peer, hello, erased, { t: 'you', id: 'prt_me', role: 'presenter', can: ['chat', 'stage'] }));
    const state = await until(open(), (s) => s.you?.role === 'presenter');
    expect(state.people.get('prt_a')?.name).toBe('');
    expect(state.you?.id).toBe('prt_me');
  });
});
