// An agreement as its bureau prepares it, and what signers do with theirs.
import { type Browser, expect, type Page } from '@playwright/test';
import type { House } from './house';
import { codeTo, mailTo } from './mail';
import { call, post, type Somebody, somebody } from './people';

export interface SignerOf {
  role: string;
  party: string;
  uscc?: string;
  region?: string;
  place: string;
  name: string;
  position?: string;
  contact: string;
}

interface Agreement {
  id: string;
  state: string;
  latest: number;
  frozen?: { digest: string };
  released?: { digest: string };
}

const clauses = Array.from(
  { length: 24 },
  (_, at) =>
    `${at + 1}. 本协议各方本着平等、自愿、公平和诚实信用的原则，就本项目的合作事宜协商一致，约定第 ${at + 1} 项内容：` +
    '项目选址、建设进度、产业导入和运营服务由各方按照各自职责推进，任何一方变更计划，应当提前三十日书面告知其他各方。',
);

/** The text of an agreement, in the markup of type: several pages of it. */
export const text = ['# 项目合作协议', '## 合作内容', ...clauses, '{{signing}}'].join('\n\n');

/** Begins an agreement, with its parties and its text, and puts it to them. */
export async function propose(
  official: Somebody,
  base: string,
  session: string | undefined,
  signers: SignerOf[],
  witness?: { name: string; contact: string },
): Promise<string> {
  const request = official.context.request;
  type Me = { memberships: { organisation: { id: string }; role: string }[] };
  const me = await call<Me>(request, base, 'GET', 'me');
  const organisation = me.memberships.find(({ role }) => role === 'official')?.organisation.id;
  const { id } = await post<Agreement>(request, base, 'agreements', {
    organisation,
    title: { 'zh-CN': '项目合作协议', en: 'Cooperation agreement', 'zh-HK': '項目合作協議' },
    session,
    expiresAt: new Date(Date.now() + 3 * 24 * 3_600_000).toISOString(),
  });
  const at = await request.get(`${base}/api/v1/agreements/${id}`);
  const parties = signers.map(({ role, party, uscc, region, place, name, position, contact }) => ({
    role,
    name: party,
    uscc,
    region,
    place,
    signers: [{ name, position, capacity: 'legal', contact, language: 'zh-CN' }],
  }));
  const witnesses = witness ? [witness] : [];
  await call(
    request,
    base,
    'PUT',
    `agreements/${id}/parties`,
    { parties, witnesses },
    { 'If-Match': at.headers().etag ?? '' },
  );
  await post(request, base, `agreements/${id}/versions`, { text });
  await post(request, base, `agreements/${id}/proposal`, {});
  return id;
}

export function stateOf(who: Somebody, base: string, id: string): Promise<Agreement> {
  return call<Agreement>(who.context.request, base, 'GET', `agreements/${id}`);
}

/** A device that knows its owner: a passkey may be made and used without a hand. */
export async function authenticator(page: Page): Promise<void> {
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Follows the invitation's link and signs in with the code that comes by mail. */
export async function comeIn(house: House, page: Page, base: string, id: string, contact: string): Promise<void> {
  await expect.poll(async () => (await mailTo(house, contact)).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const invitation = (await mailTo(house, contact))[0] ?? '';
  expect(invitation).toContain(`/sign/${id}`);
  await page.goto(`${base}/sign/${id}`);
  await page.getByRole('link', { name: '收验证码登录' }).click();
  await page.getByLabel('手机号或邮箱').fill(contact);
  const seen = (await mailTo(house, contact)).length;
  await page.getByRole('button', { name: '发送验证码' }).click();
  const { code } = await codeTo(house, contact, seen);
  await page.getByLabel('6 位验证码').fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: '请先读完全文' })).toBeVisible();
}

/** Reads every page as a person does, and accepts. */
export async function readAll(page: Page): Promise<void> {
  await page.getByRole('link', { name: /阅读全文|接着读/ }).click();
  const accept = page.getByRole('button', { name: /^接受第 1 版文本/ });
  const next = page.getByRole('button', { name: /^到没读的第/ });
  await expect(page.locator('canvas').first()).toBeVisible({ timeout: 30_000 });
  await expect(async () => {
    if (await next.isVisible()) await next.click({ timeout: 1000 });
    for (let step = 0; step < 8 && !(await accept.isVisible()); step++) {
      await page.waitForTimeout(300); // as fast as somebody skims: the end of a page stays in view for a second
      await page.mouse.wheel(0, 200);
    }
    await expect(accept).toBeVisible({ timeout: 900 });
  }).toPass({ timeout: 120_000 });
  await accept.click();
  await expect(page.getByRole('link', { name: '返回' }).last()).toBeVisible();
}

/** Makes a passkey, where there is none yet, and confirms with it. */
export async function confirmByPasskey(page: Page): Promise<void> {
  const make = page.getByRole('button', { name: '创建通行密钥' });
  const confirm = page.getByRole('button', { name: '用通行密钥确认' });
  await expect(make.or(confirm)).toBeVisible({ timeout: 30_000 });
  if (await make.isVisible()) await make.click();
  await expect(confirm).not.toHaveAttribute('aria-busy', 'true', { timeout: 15_000 });
  await confirm.click();
}

/** Empties what the browser holds of keys. */
export async function loseKeys(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('zhaoyun.signing');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
}

/** A signer reads every page and accepts, over REST: the pages for it are tried where signing is. */
export async function acceptAll(browser: Browser, house: House, base: string, id: string, contact: string) {
  const { context } = await somebody(browser, base, 'phone');
  const { request } = context;
  const seen = (await mailTo(house, contact)).length;
  await post(request, base, 'codes', { contact });
  const { code } = await codeTo(house, contact, seen);
  await post(request, base, 'sign-in', { method: 'code', contact, code });
  const { version, unread } = await call<{ version: number; unread: number[] }>(
    request,
    base,
    'GET',
    `agreements/${id}/me`,
  );
  for (const page of unread) await post(request, base, `agreements/${id}/reading`, { version, page });
  await post(request, base, `agreements/${id}/acceptances`, { version });
  await context.close();
}
