import { beforeEach, expect, it } from 'vitest';
import { ApiError } from '@/lib/problem-types';
import { type CheckIn, Door, type Draft } from './door';

const offline = new ApiError(0, { code: 'offline' });
const unknown = new ApiError(404, { code: 'check_in_unknown' });
const lin = { code: 'https://zs.example/c/lin', method: 'scan' } satisfies Draft;
const zhou = { code: 'https://zs.example/c/zhou', method: 'scan' } satisfies Draft;

let server: { came: Map<string, string>; down: unknown };
let kept: Map<string, string>;

/** A server as the real one: who comes is counted once, a repeated key is answered as before. */
async function send({ code = '' }: Draft, key: string): Promise<CheckIn> {
  if (server.down) throw server.down;
  if (code === 'nobody') throw unknown;
  const first = server.came.get(code);
  server.came.set(code, first ?? key);
  return {
    id: code,
    registration: code,
    name: code,
    organisationName: '',
    method: 'scan',
    at: '2026-11-29T02:00:00Z',
    again: first !== undefined && first !== key,
  };
}

const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
};

const open = () => new Door('hall', send, storage);

beforeEach(() => {
  server = { came: new Map(), down: undefined };
  kept = new Map();
});

it('somebody is welcomed once, and known the second time', async () => {
  const door = open();
  await door.admit(lin);
  expect(door.state().verdict?.kind).toBe('welcome');
  await door.admit(lin);
  expect(door.state().verdict?.kind).toBe('again');
  await door.admit({ code: 'nobody', method: 'scan' });
  expect(door.state().verdict).toMatchObject({ kind: 'refused', error: unknown });
  expect(server.came.size).toBe(1);
});

it('without a network scans are kept, each person once, also over a reload, and sent when it is back', async () => {
  server.down = offline;
  const door = open();
  for (const draft of [lin, zhou, lin]) await door.admit(draft);
  expect(door.state()).toMatchObject({ verdict: { kind: 'kept' }, kept: [{ draft: lin }, { draft: zhou }] });
  const reloaded = open();
  await reloaded.flush();
  expect(reloaded.state().kept).toHaveLength(2);
  server.down = undefined;
  await reloaded.flush();
  expect([...server.came.keys()]).toEqual([lin.code, zhou.code]);
  expect(reloaded.state().kept).toEqual([]);
  expect(kept.size).toBe(0);
});

it('half an answer is no refusal', async () => {
  server.down = offline;
  const door = open();
  await door.admit(lin);
  for (const cut of [new TypeError('network error'), new DOMException('cut', 'AbortError')]) {
    server.down = cut;
    await door.flush();
    expect(door.state()).toMatchObject({ kept: [{ draft: lin }], missed: [] });
  }
});

it('who is refused afterwards is named until somebody has seen it', async () => {
  server.down = offline;
  const door = open();
  await door.admit({ code: 'nobody', method: 'scan' });
  await door.admit(lin);
  server.down = undefined;
  await door.admit(zhou); // the network is back: the rest goes out behind it
  expect(door.state()).toMatchObject({ kept: [], missed: [{ code: 'check_in_unknown' }] });
  expect(server.came.size).toBe(2);
  const [missed] = open().state().missed;
  door.dismiss(missed?.key ?? '');
  expect(door.state().missed).toEqual([]);
});
