// What is true of every page, whoever looks at it and on whatever screen.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { foreignWords, keysIn } from './words';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is wrong with the page as it stands, in lines a person can act on; none when all is well. */
export async function faults(page: Page): Promise<string[]> {
  const first = await look(page);
  if (first.length === 0) return first;
  await settled(page); // a colour or a word on its way while the page was looked at is none of them
  return look(page);
}

async function look(page: Page): Promise<string[]> {
  return [...(await overflow(page)), ...(await keysIn(page)), ...(await foreignWords(page)), ...(await barriers(page))];
}

/** Nothing is wider than the screen: nobody has to scroll sideways to read. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
      (each) => each.getBoundingClientRect().right > clientWidth + 1,
    );
    const names = wide.slice(-3).map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute('class')}`);
    return [`${scrollWidth} px wide on ${clientWidth}: ${names.join(', ')}`];
  });
}

/** What axe finds. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map(({ html, any }) => `axe ${id}: ${any[0]?.message ?? ''} ${html.slice(0, 240)}`),
  );
}

/** Collects what the browser complains about from now on; a refused request is an answer, not a complaint. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(message.text());
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const bad = pathname.startsWith('/api/') ? 500 : 400;
    if (response.status() >= bad) complaints.push(`${response.status()} ${pathname}`);
  });
  return complaints;
}

/** Waits until nothing on the page is still on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !document.querySelector('[aria-busy="true"]') && document.querySelector('h1, h2, h3'),
  );
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity),
  );
}
