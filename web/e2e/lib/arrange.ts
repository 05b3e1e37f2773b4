// An event arranged over REST, for tests whose subject is something else.
import { type APIRequestContext, request as api } from '@playwright/test';
import { call, demo, post, type Somebody } from './people';

export interface Arranged {
  event: string;
  slug: string;
  session: string;
  room: string;
}

/** Creates and publishes an event with one session that starts in five minutes, which these host. */
export function arrange(
  official: Somebody,
  base: string,
  access: 'public' | 'registered' | 'invited',
  ...others: Somebody[]
): Promise<Arranged> {
  return arrangeKind('promotion', official, base, access, ...others);
}

/** The same with a session of another kind. */
export async function arrangeKind(
  kind: string,
  official: Somebody,
  base: string,
  access: 'public' | 'registered' | 'invited',
  ...others: Somebody[]
): Promise<Arranged> {
  const request = official.context.request;
  const made = await post<{ id: string }>(request, base, 'events', {
    title: { 'zh-CN': '示例推介', en: 'Sample roadshow', 'zh-HK': '示例推介' },
    illustrative: true,
  });
  const starts = new Date(Date.now() + 5 * 60_000);
  const session = await post<{ id: string; room: string }>(request, base, `events/${made.id}/sessions`, {
    kind,
    title: { 'zh-CN': '云推介', en: 'Roadshow', 'zh-HK': '雲推介' },
    startsAt: starts.toISOString(),
    endsAt: new Date(starts.getTime() + 90 * 60_000).toISOString(),
    access,
  });
  const hosts = await Promise.all(
    [official, ...others].map((who) => call<{ id: string }>(who.context.request, base, 'GET', 'me')),
  );
  await edit(request, base, `events/${made.id}/sessions/${session.id}`, 'people', {
    people: hosts.map(({ id }) => ({ person: id, role: 'host' })),
  });
  await edit(request, base, `events/${made.id}`, 'status', { status: 'published' });
  await approve(base, made.id);
  const { slug } = await call<{ slug: string }>(request, base, 'GET', `events/${made.id}`);
  return { event: made.id, slug, session: session.id, room: session.room };
}

/** The demonstration's bureau wants a second official to look before anything is published. */
async function approve(base: string, event: string): Promise<void> {
  const second = await api.newContext();
  try {
    await post(second, base, 'sign-in', { method: 'password', login: demo.second, password: demo.password });
    await edit(second, base, `events/${event}`, 'status', { status: 'published' });
  } finally {
    await second.dispose();
  }
}

/** Puts a part of something, with the ETag of what it changes. */
export async function edit(request: APIRequestContext, base: string, thing: string, part: string, data: unknown) {
  const read = await request.get(`${base}/api/v1/${thing}`);
  await call(request, base, 'PUT', `${thing}/${part}`, data, { 'If-Match': read.headers().etag ?? '' });
}
