import { payload } from './payload';
import type { Entry, RoomQuestion, RoomState, StaffState, WaitingQuestion } from './types';

/**
 * The questions of a room, folded as internal/room/question_fold.go does. A question that was taken away keeps its
 * place without its words until it leaves the list.
 */
export const foldQuestions = 60;
const latest = 20;

type Step = (questions: readonly RoomQuestion[], entry: Entry) => RoomQuestion[];

const steps: Record<string, Step> = {
  'question.asked': (questions, entry) => shorten([...questions, askedOf(entry)]),
  'questions.counted': (questions, entry) => {
    const votes = (payload(entry)?.votes ?? {}) as Record<string, number>;
    return questions.map((q) => ({ ...q, votes: votes[q.seq] ?? q.votes }));
  },
  'question.pinned': (questions, entry) =>
    change(questions, entry, (q, data) => ({ ...q, pinned: data.pinned === true })),
  'question.merged': (questions, entry) => change(questions, entry, (q) => gone(q, 'merged')),
  'question.hidden': (questions, entry) => change(questions, entry, (q) => gone(q, 'hidden')),
  'question.withdrawn': (questions, entry) => change(questions, entry, (q) => gone(q, 'retracted')),
  'question.answered': (questions, entry) =>
    change(questions, entry, (q, data) => {
      const unpinned = { ...q, pinned: false };
      if (!isThere(q)) return unpinned;
      const how = data.how === 'live' ? 'live' : 'written';
      const text = data.text ? { text: String(data.text) } : {};
      const answer = { how, ...text, at: entry.at, ...(entry.by && { by: entry.by }) } as const;
      return { ...unpinned, status: 'answered', answer };
    }),
  'participant.erased': (questions, entry) => {
    const about = payload(entry)?.participant;
    return questions.map((q) => (about && q.by === about ? gone({ ...q, status: 'open' }, 'erased') : q));
  },
};

export function foldQuestion(room: RoomState, entry: Entry): RoomState {
  const step = Object.hasOwn(steps, entry.type) ? steps[entry.type] : undefined;
  return step ? { ...room, questions: step(room.questions, entry) } : room;
}

/** Folds what waits for review; the second is true when the entry belongs nowhere else. */
export function foldWaiting(staff: StaffState, entry: Entry): [StaffState, boolean] {
  const data = payload(entry);
  if (entry.type === 'question.waiting') {
    if (!data) return [staff, true];
    return [{ ...staff, questions: [...staff.questions, waitingOf(entry, data)] }, true];
  }
  const drop = (leaves: (q: WaitingQuestion) => boolean): [StaffState, boolean] => [
    { ...staff, questions: staff.questions.filter((q) => !leaves(q)) },
    false,
  ];
  if (entry.type === 'question.reviewed' && data) return drop((q) => q.seq === data.ref);
  if (entry.type === 'participant.erased' && data) return drop((q) => q.by === data.participant);
  return [staff, false];
}

export function isThere(question: RoomQuestion): boolean {
  return question.status === 'open' || question.status === 'answered';
}

/** Of a full list the one leaves that has the fewest votes, the oldest of those; not the pinned, not the latest. */
function shorten(questions: RoomQuestion[]): RoomQuestion[] {
  if (questions.length <= foldQuestions) return questions;
  const leaving = questions
    .slice(0, questions.length - latest)
    .filter((q) => !q.pinned)
    .reduce<RoomQuestion | undefined>((least, q) => (least && least.votes <= q.votes ? least : q), undefined);
  return questions.filter((q) => q !== leaving);
}

function change(
  questions: readonly RoomQuestion[],
  entry: Entry,
  step: (q: RoomQuestion, data: Record<string, unknown>) => RoomQuestion,
): RoomQuestion[] {
  const data = payload(entry);
  return questions.map((q) => (data && q.seq === data.ref ? step(q, data) : q));
}

/** Takes the words out. The first reason stays. */
function gone(q: RoomQuestion, status: RoomQuestion['status']): RoomQuestion {
  if (!isThere(q)) return { ...q, pinned: false };
  return { seq: q.seq, at: q.at, ...(q.by && { by: q.by }), votes: q.votes, pinned: false, status };
}

/** Keys in the order of the Go struct. */
function askedOf(entry: Entry): RoomQuestion {
  const { seq, at } = entry;
  const by = entry.by ? { by: entry.by } : {};
  const data = payload(entry);
  if (!data) return { seq, at, ...by, votes: 0, pinned: false, status: entry.redacted ?? 'erased' };
  return { seq, at, ...by, ...wordsOf(data), votes: 0, pinned: false, status: 'open' };
}

function waitingOf(entry: Entry, data: Record<string, unknown>): WaitingQuestion {
  const { seq, at } = entry;
  return { seq, at, ...(entry.by && { by: entry.by }), ...wordsOf(data), why: String(data.why ?? '') };
}

function wordsOf(data: Record<string, unknown>) {
  return {
    id: String(data.id ?? ''),
    text: String(data.text ?? ''),
    ...(data.anonymous === true && { anonymous: true }),
    ...(data.stage ? { stage: data.stage as RoomQuestion['stage'] } : {}),
  };
}
