import { api, unwrap } from '@/lib/api';

const one = (room: string, question: string) => ({ params: { path: { room, question } } });

export function askQuestion(room: string, key: string, text: string, anonymous: boolean) {
  return unwrap(
    api.POST('/rooms/{room}/questions', {
      params: { path: { room }, header: { 'Idempotency-Key': key } },
      body: { text, anonymous },
    }),
  );
}

export async function voteQuestion(room: string, question: string, on: boolean): Promise<number> {
  const path = '/rooms/{room}/questions/{question}/vote';
  const answer = await unwrap(on ? api.PUT(path, one(room, question)) : api.DELETE(path, one(room, question)));
  return answer.votes;
}

export function withdrawQuestion(room: string, question: string) {
  return unwrap(api.DELETE('/rooms/{room}/questions/{question}', one(room, question)));
}

export function listQuestions(room: string, cursor: string | undefined) {
  return unwrap(api.GET('/rooms/{room}/questions', { params: { path: { room }, query: { cursor, sort: 'votes' } } }));
}

export function reviewQuestion(room: string, question: string, decision: 'publish' | 'reject', reason?: string) {
  return unwrap(
    api.PUT('/rooms/{room}/questions/{question}/review', {
      ...one(room, question),
      body: reason ? { decision, reason } : { decision },
    }),
  );
}

export function pinQuestion(room: string, question: string, pinned: boolean) {
  return unwrap(api.PUT('/rooms/{room}/questions/{question}/pinned', { ...one(room, question), body: { pinned } }));
}

export function mergeQuestion(room: string, question: string, into: string) {
  return unwrap(api.PUT('/rooms/{room}/questions/{question}/merge', { ...one(room, question), body: { into } }));
}

export function hideQuestion(room: string, question: string, reason: string) {
  return unwrap(
    api.PUT('/rooms/{room}/questions/{question}/hidden', { ...one(room, question), body: reason ? { reason } : {} }),
  );
}

export function answerQuestion(room: string, question: string, how: 'live' | 'written', text: string) {
  return unwrap(
    api.PUT('/rooms/{room}/questions/{question}/answer', {
      ...one(room, question),
      body: text ? { how, text } : { how },
    }),
  );
}
