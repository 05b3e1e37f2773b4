import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyRoom, emptyStaff, foldRoom, foldStaff, lineOf } from './fold';
import type { Entry, RoomState, StaffState } from './types';

const folder = resolve(__dirname, '../../../../testdata/rooms');

interface Golden {
  name: string;
  lane?: string;
  entries: Entry[];
  state: RoomState;
  staff?: StaffState;
}

function goldens(): Golden[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Golden);
}

function room(entries: Entry[], from = emptyRoom()): RoomState {
  return entries.filter((e) => e.lane === 'public').reduce((state, e) => foldRoom(state, e), from);
}

function staff(entries: Entry[], from = emptyStaff()): StaffState {
  return entries.filter((e) => e.lane === 'staff').reduce((state, e) => foldStaff(state, e), from);
}

describe('golden logs', () => {
  for (const golden of goldens()) {
    it(`${golden.name} folds to the JSON the server folds`, () => {
      expect(JSON.stringify(room(golden.entries))).toBe(JSON.stringify(golden.state));
      if (golden.staff) expect(JSON.stringify(staff(golden.entries))).toBe(JSON.stringify(golden.staff));
    });

    it(`${golden.name}: a snapshot at any point and the tail give the fold from the start`, () => {
      for (let n = 0; n <= golden.entries.length; n++) {
        const [before, after] = [golden.entries.slice(0, n), golden.entries.slice(n)];
        expect(room(after, carried(room(before)))).toEqual(golden.state);
        if (golden.staff) expect(staff(after, carried(staff(before)))).toEqual(golden.staff);
      }
    });
  }
});

const at = '2026-11-23T02:00:00.000Z';
const entry = (seq: number, type: string, data: Entry['data'], more: Partial<Entry> = {}): Entry => ({
  lane: 'public',
  seq,
  type,
  at,
  by: 'prt_a',
  data,
  ...more,
});

describe('fold', () => {
  it('keeps the first reason a line was taken away, and lets erasing override it', () => {
    const hidden = room([
      entry(1, 'chat.posted', { text: '甲', replyTo: 0 }),
      entry(2, 'chat.hidden', { ref: 1 }),
      entry(3, 'chat.retracted', { ref: 1 }),
    ]);
    expect(hidden.lines).toEqual([{ seq: 1, at, by: 'prt_a', status: 'hidden' }]);
    const erased = foldRoom(hidden, entry(4, 'participant.erased', { participant: 'prt_a' }));
    expect(erased.lines[0]?.status).toBe('erased');
  });

  it('ignores types it does not know, even those named like object members', () => {
    const state = room([entry(1, 'toString', {}), entry(2, 'parcel.shown', { parcel: '01' })]);
    expect(state).toEqual(emptyRoom());
  });

  it('never mutates the state it was given', () => {
    const before = room([entry(1, 'chat.posted', { text: '甲' })]);
    const copy = structuredClone(before);
    foldRoom(before, entry(2, 'chat.hidden', { ref: 1 }));
    foldRoom(before, entry(3, 'reactions.added', { clap: 2 }));
    expect(before).toEqual(copy);
  });

  it('gives a redacted entry as a line without words', () => {
    expect(lineOf(entry(7, 'chat.posted', null, { redacted: 'retracted' }))).toEqual({
      seq: 7,
      at,
      by: 'prt_a',
      status: 'retracted',
    });
  });

  it('takes a waiting line off the list once it is reviewed', () => {
    const waiting = staff([
      entry(1, 'chat.waiting', { text: '请问', why: 'review' }, { lane: 'staff' }),
      entry(2, 'chat.waiting', { text: '广告', why: 'word' }, { lane: 'staff' }),
      entry(3, 'chat.reviewed', { ref: 1, decision: 'publish', public: 9 }, { lane: 'staff' }),
    ]);
    expect(waiting.waiting.map((line) => line.seq)).toEqual([2]);
    expect(waiting.log.map((item) => item.seq)).toEqual([3]);
  });
});

/** A snapshot as it really travels: through JSON. */
function carried<T>(state: T): T {
  return JSON.parse(JSON.stringify(state)) as T;
}
