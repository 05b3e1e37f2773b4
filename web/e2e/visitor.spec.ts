// What a visitor types is not lost: not to a reload, a wrong field, a dead network or a sign-in that ran out.
import { expect, type Page, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { demo, somebody } from './lib/people';

const event = '/events/hangzhou-hong-kong-services-zone';
let house: House;
let base: string;

test.beforeAll(async () => {
  house = await openHouse('embedded');
  base = house.nodes[0] ?? '';
});
test.afterAll(() => house?.stop());

test('a registration survives a reload, a wrong code and a dead network, and counts once', async ({ browser }) => {
  const { context, page, complaints } = await somebody(browser, base, 'phone');
  await page.goto(`${event}/register`);
  await page.getByLabel('姓名').fill('陈琳');
  await page.getByLabel('手机号或邮箱').fill('1380013800');
  await page.getByLabel('单位名称').fill('示例基金管理有限公司');
  await page.getByLabel('统一社会信用代码').fill('91310115MA1H8R7C6D');
  await page.reload();
  await expect(page.getByLabel('姓名')).toHaveValue('陈琳');

  const submit = page.getByRole('button', { name: '完成报名' });
  await submit.click();
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('有 3 处需要改');
  await expect(summary).toBeInViewport();
  await expect(page.getByLabel('统一社会信用代码')).toHaveAccessibleDescription(/末位校验不符/);
  await summary.getByRole('link', { name: /手机号少了几位/ }).click();
  await expect(page.getByLabel('手机号或邮箱')).toBeFocused();
  await page.getByLabel('手机号或邮箱').fill('13800138000');
  await page.getByLabel('统一社会信用代码').fill('91330100799655058b');
  await page.getByLabel('健康服务').check();
  await page.getByLabel('我已阅读并同意').check();

  await context.setOffline(true);
  await submit.click();
  await expect(page.getByText('设备没有网络。已填的内容还在')).toBeInViewport();
  await expect(page.getByLabel('健康服务')).toBeChecked();
  await context.setOffline(false);
  await submit.click();
  await expect(page.getByRole('heading', { name: '已报名', level: 1 })).toBeFocused();
  await expect(page.getByText('138****8000')).toBeVisible();
  await expect(page.getByRole('link', { name: '加入日历' })).toHaveAttribute('href', /calendar\.ics$/);
  await page.goto('/me');
  await expect(page.getByRole('article')).toHaveCount(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a sign-in that ran out while typing is renewed without a word', async ({ browser }) => {
  const { context, page } = await somebody(browser, base, 'desktop');
  await enter(page, demo.investor);
  await page.getByLabel('单位').fill('示例控股');
  await spoilAccess(page);
  await page.getByRole('button', { name: '保存资料' }).click();
  await expect(page.getByText('资料已保存')).toBeVisible();
  await context.close();
});

test('signing out forgets what was typed on this device', async ({ browser }) => {
  const { context, page } = await somebody(browser, base, 'desktop');
  await enter(page, demo.second);
  await page.getByLabel('单位').fill('不该留下的草稿');
  await page.getByRole('button', { name: '退出本机' }).click();
  await expect(page.getByRole('heading', { name: '请先登录' })).toBeVisible();
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('zy.draft.')));
  expect(kept).toEqual([]);
  await context.close();
});

test('wrong passwords are answered with when to try again; a link cannot lead elsewhere', async ({ browser }) => {
  const { context, page } = await somebody(browser, base, 'desktop');
  await page.goto(`/sign-in?as=password&next=${encodeURIComponent('//evil.example/steal')}`);
  await page.getByLabel('手机号或邮箱').fill('investor-hk@demo.zhaoyun.example');
  const password = page.getByRole('textbox', { name: '密码' });
  const submit = page.getByRole('button', { name: '登录', exact: true });
  const refused = page.getByRole('alert');
  await password.fill('not this one');
  await submit.click();
  await expect(refused).toContainText('账号或密码不对');
  await expect(async () => {
    await submit.click();
    await expect(refused).toContainText(/请 \d+ (秒|分钟)后再试/, { timeout: 1500 });
  }).toPass();
  await page.getByRole('tab', { name: '来宾' }).click();
  await page.getByLabel('姓名').fill('来宾甲');
  await page.getByRole('button', { name: '以来宾身份进入' }).click();
  await expect(page.getByRole('heading', { name: '招商活动' })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(base);
  await context.close();
});

async function enter(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in?as=password&next=/me');
  await page.getByLabel('手机号或邮箱').fill(login);
  await page.getByRole('textbox', { name: '密码' }).fill(demo.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: '我的资料' })).toBeVisible();
}

/** Makes the access token one that the server no longer takes. */
async function spoilAccess(page: Page): Promise<void> {
  const cookies = await page.context().cookies();
  const access = cookies.find(({ name }) => name === 'zy_access');
  if (!access) throw new Error('nobody is signed in');
  await page.context().addCookies([{ ...access, value: 'spoiled' }]);
}
