// A session by its run of show: written down, rehearsed and thrown away, then held for real; the presenter follows on
// a tablet's page, the audience reads what is on.
import { expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';

let house: House;
test.beforeAll(async () => {
  house = await openHouse('embedded');
});
test.afterAll(() => house.stop());

test('a session is rehearsed, and held by its run of show', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { room } = await arrange(host, base, 'public');
  const { page } = host;
  await page.goto(`${base}/rooms/${room}/host`);
  await connected(page);

  await test.step('write it down', async () => {
    await expect(page.getByText('还没有流程')).toBeVisible();
    await add(page, { title: '开场', minutes: 5, notice: '欢迎', notes: '先问好' });
    await add(page, { title: '地块 01', minutes: 20, notice: '地块 01', notes: '底价不说' });
    await add(page, { title: '答问', minutes: 30, speaker: '四部门答问席' });
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: /答问/ }).click();
    await page.getByRole('button', { name: '上移' }).click();
    await expect(
      page
        .locator('ol > li')
        .filter({ hasText: /开场|地块 01|答问/ })
        .nth(1),
    ).toContainText('答问');
    await page.getByRole('button', { name: '下移' }).click();
    await expect(
      page
        .locator('ol > li')
        .filter({ hasText: /开场|地块 01|答问/ })
        .nth(2),
    ).toContainText('答问');
    await page.getByRole('button', { name: '我准备好了' }).click();
    await expect(page.getByRole('button', { name: '已准备好' })).toBeVisible();
  });

  await test.step('rehearse, and throw it away', async () => {
    await page.getByRole('button', { name: '彩排' }).click();
    await expect(page.getByRole('note')).toContainText('只有工作人员能进');
    const rehearsal = page.url();
    await connected(page);
    await start(page);
    await expect(page.getByTestId('monitor')).toContainText('欢迎');
    await settled(page);
    expect(await faults(page)).toEqual([]);
    const guest = await somebody(browser, base, 'phone');
    await post(guest.context.request, base, 'sign-in', { method: 'guest', name: '路人', language: 'zh-CN' });
    await guest.page.goto(rehearsal.replace(/\/host$/, ''));
    await expect(guest.page.getByText('彩排')).toHaveCount(0);
    await expect(guest.page.getByTestId('current')).toHaveCount(0);
    await guest.context.close();
    await page.getByRole('button', { name: '结束彩排' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束彩排' }).click();
    await expect(page).toHaveURL(`${base}/rooms/${room}/host`);
    await expect(page.getByRole('note')).toHaveCount(0);
    await connected(page);
    await expect(page.getByRole('button', { name: '开始直播' })).toBeVisible();
  });

  const presenter = await beside(host, `${base}/rooms/${room}/presenter`);
  const guest = await somebody(browser, base, 'phone');
  await post(guest.context.request, base, 'sign-in', { method: 'guest', name: '示例投资人', language: 'zh-CN' });
  await guest.page.goto(`${base}/rooms/${room}`);
  await connected(guest.page);

  await test.step('start, and go on', async () => {
    await start(page);
    await expect(guest.page.getByText('欢迎')).toBeVisible();
    await expect(guest.page.getByText('开场')).toBeVisible();
    await expect(presenter.getByTestId('notes')).toContainText('先问好');
    await page.keyboard.press('n');
    await expect(page.getByTestId('monitor')).toContainText('地块 01');
    await expect(presenter.getByTestId('notes')).toContainText('底价不说');
    await expect(presenter.getByTestId('current')).toContainText('地块 01');
    await expect(guest.page.locator('b').filter({ hasText: '地块 01' })).toBeVisible();
    for (const who of [page, presenter, guest.page]) {
      await settled(who);
      expect(await faults(who)).toEqual([]);
    }
    expect(await guest.page.content()).not.toContain('底价');
  });

  await test.step('a break, and back', async () => {
    await step(page, '暂停');
    await expect(guest.page.getByText('已暂停').first()).toBeVisible();
    await page.getByRole('button', { name: '继续直播' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '继续直播' }).click();
    await page.getByRole('button', { name: /^下一项：答问/ }).click();
    await expect(guest.page.getByText('四部门答问席')).toBeVisible();
    await expect(presenter.getByRole('heading', { name: '答问' })).toBeVisible();
  });

  await test.step('the end', async () => {
    await step(page, '结束直播');
    await expect(page.getByRole('button', { name: '插入一项' })).toHaveCount(0);
    await expect(guest.page.getByText('四部门答问席')).toHaveCount(0);
  });

  expect([...host.complaints, ...guest.complaints]).toEqual([]);
  await Promise.all([host, guest].map((who) => who.context.close()));
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

interface Planned {
  title: string;
  minutes: number;
  notice?: string;
  speaker?: string;
  notes?: string;
}

async function add(page: Page, { title, minutes, notice, speaker, notes }: Planned): Promise<void> {
  await page.getByRole('button', { name: '插入一项' }).click();
  const form = page.locator('form').filter({ has: page.getByLabel('开始时放上舞台') });
  await form.getByLabel('名称').fill(title);
  await form.getByLabel('分钟').fill(String(minutes));
  if (speaker) await form.getByLabel('由谁来讲').fill(speaker);
  if (notice) {
    await form.getByLabel('开始时放上舞台').selectOption('notice');
    await form.getByLabel('通知', { exact: true }).fill(notice);
  }
  if (notes) await form.getByLabel('给推介人的备注').fill(notes);
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form).toHaveCount(0);
}

async function start(page: Page): Promise<void> {
  await step(page, '开始直播');
}

/** Presses what asks back, and says yes. */
async function step(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

/** Another page of the same person. */
async function beside(who: Somebody, url: string): Promise<Page> {
  const page = await who.context.newPage();
  await page.goto(url);
  await connected(page);
  return page;
}
