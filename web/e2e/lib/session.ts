// A session made for one test, through the same operations the pages use.
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { call, post, type Somebody } from './people';

export interface Session {
  event: string;
  slug: string;
  id: string;
  room: string;
  /** A PDF to present: the demonstration's own. */
  slides: string;
}

/**
 * Creates an event with one session that starts in five minutes, sends it for
 * approval and has a second official publish it, both on the staff pages.
 */
export async function hold(
  official: Somebody,
  second: Somebody,
  base: string,
  access: 'public' | 'registered' | 'invited',
): Promise<Session> {
  const request = official.context.request;
  const stamp = Date.now().toString(36);
  const event = await post<{ id: string; slug: string }>(request, base, 'events', {
    title: { 'zh-CN': `测试推介 ${stamp}`, en: `Test roadshow ${stamp}`, 'zh-HK': `測試推介 ${stamp}` },
    illustrative: true,
  });
  const starts = new Date(Date.now() + 5 * 60_000);
  const session = await post<{ id: string; room: string }>(request, base, `events/${event.id}/sessions`, {
    kind: 'promotion',
    title: { 'zh-CN': '云推介', en: 'Roadshow', 'zh-HK': '雲推介' },
    startsAt: starts.toISOString(),
    endsAt: new Date(starts.getTime() + 90 * 60_000).toISOString(),
    access,
  });
  const me = await call<{ id: string }>(request, base, 'GET', 'me');
  await edit(official, base, `events/${event.id}/sessions/${session.id}`, 'PUT', 'people', {
    people: [{ person: me.id, role: 'presenter' }],
  });
  await step(official, base, event.id, '送审活动', '已送审，等另一位同事批准。');
  await step(second, base, event.id, '批准发布', '已批准，活动已公开。');
  const published = await call<{ slug: string; status: string }>(request, base, 'GET', `events/${event.id}`);
  expect(published.status).toBe('published');
  return {
    event: event.id,
    slug: published.slug,
    id: session.id,
    room: session.room,
    slides: join(import.meta.dirname, '../../../internal/demo/assets/slides.pdf'),
  };
}

/** An edit with the ETag of what it edits. */
async function edit(
  who: Somebody,
  base: string,
  thing: string,
  method: string,
  part: string,
  data: unknown,
): Promise<void> {
  const read = await who.context.request.get(`${base}/api/v1/${thing}`);
  await call(who.context.request, base, method, `${thing}/${part}`, data, { 'If-Match': read.headers().etag ?? '' });
}

/** One step towards publication, taken in the editor. */
async function step(who: Somebody, base: string, event: string, action: string, done: string): Promise<void> {
  await who.page.goto(`${base}/staff/events/${event}`);
  await who.page.getByRole('button', { name: action }).first().click();
  await who.page.getByRole('dialog').getByRole('button', { name: action }).click();
  await expect(who.page.getByText(done)).toBeVisible();
}
