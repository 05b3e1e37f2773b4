// The people of a session, each in a browser context of their own.
import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

/** Who the demonstration district lets sign in; `zhaoyun demo` prints the same. */
export const demo = {
  password: 'yun-tuijie-2020',
  official: 'official@demo.zhaoyun.example',
  second: 'second@demo.zhaoyun.example',
  administrator: 'admin@demo.zhaoyun.example',
  secretary: 'secretary@demo.zhaoyun.example',
  investor: 'investor@demo.zhaoyun.example',
  speaker: 'investor-hk@demo.zhaoyun.example',
};

export type Screen = 'desktop' | 'phone';

const screens = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};

/** One person with a browser: `page` is where they are looking. */
export interface Somebody {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about; a test ends with none. */
  complaints: string[];
}

/**
 * What pdf.js leaves unawaited when the network breaks off, or a sign-in ends, while it loads a page. The page itself
 * says so and tries again; what it says is tested where that happens.
 */
const brokenOff = /network error|Failed to fetch|UnknownErrorException|ResponseException/;

/** Gives somebody a browser that goes to `base`. */
export async function somebody(browser: Browser, base: string, screen: Screen, language = 'zh-CN'): Promise<Somebody> {
  const context = await browser.newContext({
    ...screens[screen],
    baseURL: base,
    locale: language,
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    if (brokenOff.test(`${error.name} ${error.message}`)) return;
    complaints.push(`${page.url()}: ${error.stack || error.message}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Maximum update|Warning:/.test(message.text()))
      complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Signs in over REST with the cookies of the browser, as a page does. */
export async function signIn(who: Somebody, base: string, login: string, password = demo.password): Promise<void> {
  await post(who.context.request, base, 'sign-in', { method: 'password', login, password });
}

/** A REST call from the person's browser; fails loudly with the problem document. */
export async function post<T>(request: APIRequestContext, base: string, path: string, data: unknown): Promise<T> {
  return call<T>(request, base, 'POST', path, data);
}

export async function call<T>(
  request: APIRequestContext,
  base: string,
  method: string,
  path: string,
  data?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const answer = await request.fetch(`${base}/api/v1/${path}`, { method, data, headers: { Origin: base, ...headers } });
  const body = await answer.text();
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${body}`).toBe(true);
  return (body ? JSON.parse(body) : undefined) as T;
}

/** Registers somebody for an event, as its form does; answers the registration. */
export async function register(
  { context: { request } }: Somebody,
  base: string,
  event: string,
  who: { name?: string; contact?: string } = {},
): Promise<string> {
  const { consent } = await call<{ consent: { version: string } }>(request, base, 'GET', `events/${event}`);
  const { registration } = await post<{ registration: { id: string } }>(
    request,
    base,
    `events/${event}/registrations`,
    {
      name: '示例投资人',
      organisationName: '示例物流有限公司',
      region: 'HK',
      contact: `p${Date.now()}@example.com`,
      interests: ['trade'],
      language: 'zh-CN',
      consentVersion: consent.version,
      consent: true,
      ...who,
    },
  );
  return registration.id;
}
