// What people do in a room, in the words of the page.
import { expect, type Locator, type Page } from '@playwright/test';

/** The chat tab, on a phone or beside the stage. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '发言' }).fill(text);
  await page.getByRole('button', { name: '发送', exact: true }).click();
}

/** A line of the chat with these words. */
export function line(page: Page, text: string): Locator {
  return page.locator('li[data-seq]').filter({ hasText: text });
}

/** The page of the slides that a viewer sees, once it is drawn. */
export async function seesPage(page: Page, number: number): Promise<void> {
  await expect(
    page
      .getByRole('img', { name: new RegExp(`^幻灯片第 ${number} 页`) })
      .first()
      .locator('canvas')
      .first(),
  ).toBeVisible({ timeout: 15_000 });
}

/** Waits until the connection stands. */
export async function connected(page: Page): Promise<void> {
  await expect(page.getByText('连接良好').filter({ visible: true }).first()).toBeVisible({ timeout: 15_000 });
}

/** What the stage and the panels of a page say, live or again; what only the living can do aside. */
export async function shown(page: Page) {
  const panel = async (tab: RegExp, row: string) => {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel').locator('[aria-busy]')).toHaveCount(0); // some panels are fetched when they are opened
    const texts = await page.getByRole('tabpanel').locator(row).allInnerTexts();
    return texts.map((text) => text.replace(/\s*回复\s*$/, ''));
  };
  return {
    stage: await page.getByRole('region', { name: '舞台' }).textContent(),
    chat: await panel(/^聊天/, 'li[data-seq]'),
    questions: await panel(/^提问/, 'section ul > li'),
    polls: await panel(/^投票/, 'table tbody'),
    links: await panel(/^资料/, 'a'),
  };
}
