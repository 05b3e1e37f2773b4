// A poll from its draft to its result: a host at a desk, an investor on a phone whose network breaks in the
// middle, somebody who comes late.
import { expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { Line } from './lib/line';
import { faults, settled } from './lib/look';
import { demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';

let house: House;
test.beforeAll(async () => {
  house = await openHouse('embedded');
});
test.afterAll(() => house.stop());

const question = '最关心哪一项？';

test('a poll reaches everybody, survives a cut, and ends with its exact result', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const mobile = await Line.to(base);
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { room } = await arrange(host, base, 'public');
  const investor = await visitor(browser, mobile.url, 'phone', room, '示例投资人');
  await host.page.goto(`${base}/rooms/${room}/host`);
  await connected(host.page);

  await test.step('draft and open', async () => {
    await host.page.getByRole('tab', { name: '投票' }).click();
    await host.page.getByRole('button', { name: '新投票' }).click();
    await host.page.getByLabel('问题').fill(question);
    await host.page.getByLabel('选项，一行一个').fill('地价\n配套\n政策');
    await host.page.getByRole('button', { name: '保存草稿' }).click();
    await host.page.getByRole('button', { name: '开始投票' }).click();
    await expect(host.page.getByRole('button', { name: '结束投票' })).toBeVisible();
  });

  await test.step('the investor votes, and otherwise', async () => {
    await investor.page.getByRole('button', { name: '去投票' }).click();
    await cast(investor.page, '地价', '投票');
    await expect(row(investor.page, '地价')).toContainText('1 人');
    await cast(investor.page, '政策', '改投');
    await expect(row(host.page, '政策')).toContainText('1 人');
    await settled(investor.page);
    expect(await faults(investor.page)).toEqual([]);
    await settled(host.page);
    expect(await faults(host.page)).toEqual([]);
  });

  await test.step('a cut in the middle loses nothing', async () => {
    mobile.cut();
    await expect(investor.page.getByText('选好的留着')).toBeVisible({ timeout: 20_000 });
    await investor.page.getByRole('radio', { name: '配套' }).check();
    mobile.mend();
    await connected(investor.page);
    await expect(investor.page.getByRole('radio', { name: '配套' })).toBeChecked();
    await investor.page.getByRole('button', { name: '改投', exact: true }).click();
    await expect(row(investor.page, '配套')).toContainText('我选的');
  });

  await test.step('who comes late sees the poll as it stands', async () => {
    const late = await visitor(browser, base, 'desktop', room, '晚到的投资人');
    await late.page.getByRole('button', { name: '去投票' }).click();
    await cast(late.page, '配套', '投票');
    await expect(row(late.page, '配套')).toContainText('2 人');
    await expect(row(investor.page, '配套')).toContainText('2 人');
    await late.context.close();
  });

  await test.step('close', async () => {
    await host.page.getByRole('button', { name: '结束投票' }).click();
    await host.page.getByRole('dialog').getByRole('button', { name: '结束投票' }).click();
    await expect(investor.page.getByText('已结束').first()).toBeVisible();
    await expect(row(investor.page, '配套')).toContainText('100%');
    await expect(investor.page.getByRole('radio')).toHaveCount(0);
    await expect(row(host.page, '配套')).toContainText('2 人');
    await settled(host.page);
    expect(await faults(host.page)).toEqual([]);
  });

  expect([...host.complaints, ...investor.complaints]).toEqual([]);
  await Promise.all([host, investor].map((who) => who.context.close()));
  await mobile.close();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

test('hands queue, are called one after another, and go down', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { room } = await arrange(host, base, 'public');
  const first = await visitor(browser, base, 'phone', room, '示例投资人');
  const second = await visitor(browser, base, 'desktop', room, '示例商会');
  await host.page.goto(`${base}/rooms/${room}/host`);
  await connected(host.page);
  await host.page.getByRole('tab', { name: '举手' }).click();
  await expect(host.page.getByText('没有人举手')).toBeVisible();

  await raise(first.page);
  await expect(first.page.getByText('已举手，排在第 1 位')).toBeVisible();
  await raise(second.page);
  await expect(second.page.getByText('已举手，排在第 2 位')).toBeVisible();
  await expect(host.page.getByRole('listitem').filter({ hasText: /示例商会.*放下/s })).toBeVisible();
  await host.page.getByRole('button', { name: '请发言' }).first().click();
  await expect(first.page.getByText('轮到您了')).toBeVisible();
  await settled(first.page);
  expect(await faults(first.page)).toEqual([]);
  await settled(host.page);
  expect(await faults(host.page)).toEqual([]);
  await first.page.getByRole('region', { name: '举手' }).getByRole('button', { name: '放下' }).click();
  await expect(host.page.getByText('已请发言')).toHaveCount(0);
  await host.page.getByRole('button', { name: '全部放下' }).click();
  await expect(second.page.getByText('已举手')).toHaveCount(0);
  await expect(host.page.getByText('没有人举手')).toBeVisible();

  expect([host, first, second].flatMap((who) => who.complaints)).toEqual([]);
  await Promise.all([host, first, second].map((who) => who.context.close()));
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

test('an announcement and a link reach everybody, and go again', async ({ browser }) => {
  const base = house.nodes[0] ?? '';
  const host = await somebody(browser, base, 'desktop');
  await signIn(host, base, demo.official);
  const { room } = await arrange(host, base, 'public');
  const guest = await visitor(browser, base, 'phone', room, '示例投资人');
  await host.page.goto(`${base}/rooms/${room}/host`);
  await connected(host.page);

  await host.page.getByLabel('一句话，所有人可见').fill('茶歇到 10:45');
  await host.page.getByRole('button', { name: '发布公告' }).click();
  const banner = guest.page.getByRole('region', { name: '公告' });
  await expect(banner).toContainText('茶歇到 10:45');
  await settled(guest.page);
  expect(await faults(guest.page)).toEqual([]);
  await banner.getByRole('button', { name: '收起公告' }).click();
  await expect(banner).toHaveCount(0);
  await guest.page.reload();
  await connected(guest.page);
  await expect(banner).toHaveCount(0); // put away is put away
  const late = await visitor(browser, base, 'desktop', room, '晚到的投资人');
  await expect(late.page.getByRole('region', { name: '公告' })).toBeVisible();
  await host.page.getByRole('button', { name: '撤下', exact: true }).click();
  await expect(late.page.getByRole('region', { name: '公告' })).toHaveCount(0);

  await host.page.getByLabel('名称').fill('投资指南');
  await host.page.getByLabel('地址').fill('http://example.com/guide');
  await host.page.getByRole('button', { name: '添加链接' }).click();
  await expect(host.page.getByText('地址要以 https:// 开头。')).toBeVisible();
  await host.page.getByLabel('地址').fill('https://example.com/guide');
  await host.page.getByRole('button', { name: '添加链接' }).click();
  await guest.page.getByRole('tab', { name: /资料/ }).click();
  const link = guest.page.getByRole('link', { name: '投资指南' });
  await expect(link).toHaveAttribute('href', 'https://example.com/guide');
  await settled(guest.page);
  expect(await faults(guest.page)).toEqual([]);
  await settled(host.page);
  expect(await faults(host.page)).toEqual([]);
  await host.page.getByRole('button', { name: '撤下「投资指南」' }).click();
  await expect(link).toHaveCount(0);

  expect([host, guest, late].flatMap((who) => who.complaints)).toEqual([]);
  await Promise.all([host, guest, late].map((who) => who.context.close()));
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

async function raise(page: Page): Promise<void> {
  await page.getByRole('button', { name: '举手', exact: true }).filter({ visible: true }).click();
}

async function visitor(
  browser: Parameters<typeof somebody>[0],
  base: string,
  screen: 'desktop' | 'phone',
  room: string,
  name: string,
): Promise<Somebody> {
  const who = await somebody(browser, base, screen);
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  await who.page.goto(`${base}/rooms/${room}`);
  await connected(who.page);
  return who;
}

async function cast(page: Page, option: string, button: string): Promise<void> {
  await page.getByRole('radio', { name: option }).check();
  await page.getByRole('button', { name: button, exact: true }).click();
}

function row(page: Page, option: string) {
  return page.getByRole('row').filter({ hasText: option });
}
