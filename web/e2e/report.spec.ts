// The report of a session: built by itself at the end, opened by its staff, its
// figures opened, taken along, and kept from everybody else.
import { expect, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { demo, signIn, somebody } from './lib/people';

let house: House;
let base = '';
let room = '';

test.beforeAll(async ({ request }) => {
  house = await openHouse('embedded');
  base = house.nodes[0] ?? '';
  const event = await request.get(`${base}/api/v1/events/carriers-promotion`);
  room = ((await event.json()) as { sessions: { room: string }[] }).sessions[0]?.room ?? '';
});

test.afterAll(async () => {
  await house.stop();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

test('an official reads the report and opens what is behind it', async ({ browser }) => {
  const official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  const { page } = official;
  await page.goto(`${base}/staff/reports/${room}`);
  await expect(page.getByRole('heading', { level: 1, name: '活动小结' })).toBeVisible();
  const attended = page.getByRole('button', { name: /^到场 18/ });
  await expect(attended).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.rp-ribbon a').first()).toHaveAttribute(
    'href',
    new RegExp(`^/rooms/${room}/replay\\?at=2\\S+Z$`),
  );
  await attended.click();
  const people = page.getByRole('dialog');
  await expect(people.getByText('吴越（示例）')).toBeVisible();
  await expect(people.getByRole('row')).toHaveCount(19);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^提问 6/ }).click();
  await expect(page.getByRole('dialog').getByText(/另有 2 个匿名提问/)).toBeVisible();
  await page.keyboard.press('Escape');
  for (const [name, kind] of [
    ['导出表格', 'xlsx'],
    ['下载小结文档', 'docx'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`活动小结\\.${kind}$`));
  }
  await official.context.close();
});

test('nobody else does', async ({ browser }) => {
  const investor = await somebody(browser, base, 'phone');
  await signIn(investor, base, demo.investor);
  await investor.page.goto(`${base}/staff/reports/${room}`);
  await expect(investor.page.getByText('吴越')).toHaveCount(0);
  const answer = await investor.context.request.get(`${base}/api/v1/rooms/${room}/report.xlsx`);
  expect(answer.status()).toBe(403);
  await investor.context.close();
});
