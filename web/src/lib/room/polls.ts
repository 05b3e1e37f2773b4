import type { Entry, Poll, RoomState, Tally } from './types';

/** How many polls a state shows. At most the last of them is open. */
const shown = 10;

export function openPoll(room: RoomState, { seq, at, data, redacted }: Entry): RoomState {
  if (redacted || !data) return room;
  const { poll, kind, question, options, min, max, results } = data as unknown as Poll;
  const opened: Poll = { poll, seq, at, kind, question, options, min, max, results, status: 'open' };
  return { ...room, polls: [...room.polls, opened].slice(-shown) };
}

export function closePoll(room: RoomState, { data, redacted }: Entry): RoomState {
  if (redacted || !data) return room;
  const tally = data.tally as Tally;
  const polls = room.polls.map((each) =>
    each.poll === data.poll ? { ...each, status: 'closed' as const, tally } : each,
  );
  return { ...room, polls };
}
