// An official writes an event, another one approves it. Nothing typed is lost to
// a reload, a colleague who saved first, or a sign-in that ended meanwhile.
import { expect, type Page, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { demo, type Somebody, signIn, somebody } from './lib/people';

test.describe.configure({ mode: 'serial' });

let house: House;
let official: Somebody;
let second: Somebody;
let editor: string;

test.beforeAll(async ({ browser }) => {
  house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  official = await somebody(browser, base, 'desktop');
  second = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  await signIn(second, base, demo.second);
});

test.afterAll(async () => {
  expect([...official.complaints, ...second.complaints]).toEqual([]);
  await official.context.close();
  await second.context.close();
  await house.stop();
});

const field = (page: Page, path: string) => page.locator(`[id="f-${path}"]`);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Saves and waits until nothing is left to save. */
async function save(page: Page): Promise<void> {
  await button(page, '保存修改').click();
  await expect(button(page, '保存修改')).toHaveCount(0);
}

test('a refused form names its field, a draft survives a reload', async () => {
  const { page } = official;
  await page.goto('/staff/events/new');
  await button(page, '建立草稿').click();
  await page.getByRole('alert').getByRole('link').click();
  await expect(field(page, 'title.zh-CN')).toBeFocused();

  await field(page, 'title.zh-CN').fill('滨江楼宇云推介');
  await field(page, 'title.en').fill('Riverside buildings online');
  await page.reload();
  await expect(field(page, 'title.zh-CN')).toHaveValue('滨江楼宇云推介');
  await expect(page.getByRole('tab', { name: '繁體中文 · 缺 1' })).toBeVisible();
  await button(page, '建立草稿').click();
  await page.waitForURL(/\/staff\/events\/[0-9a-f-]{36}$/);
  editor = new URL(page.url()).pathname;
});

test('what the server refuses lands on its field and leaves once that is changed', async () => {
  const { page } = official;
  await button(page, '添加数字').click();
  await page.getByLabel('数值').fill('105');
  await button(page, '保存修改').click();
  await expect(page.getByRole('alert')).toContainText('数字 1 单位');
  await field(page, 'figures[0].unit.zh-CN').fill('亿元');
  await expect(page.getByRole('alert')).not.toContainText('数字 1 单位');
  await field(page, 'figures[0].label.zh-CN').fill('始版桥未来社区产业综合体');
  await save(page);
});

test('a session is refused an hour that its zone skips', async () => {
  const { page } = official;
  await page.getByRole('tab', { name: /^场次/ }).click();
  await button(page, '添加场次').click();
  const drawer = page.getByRole('dialog');
  await field(page, 'title.zh-CN').fill('上午场');
  await field(page, 'title.en').fill('Morning');
  await drawer.getByRole('tab', { name: /繁體中文/ }).click();
  await field(page, 'title.zh-HK').fill('上午場');
  await drawer.getByRole('combobox', { name: '时区' }).fill('New_York');
  await page.locator('.ant-select-item-option').filter({ hasText: 'America/New_York' }).click();
  await drawer.getByLabel('开始日期').fill('2099-03-08'); // the second Sunday of March
  await drawer.getByLabel('开始时刻').fill('02:30');
  await drawer.getByRole('button', { name: '添加场次' }).click();
  await expect(drawer.locator('[id="f-startsAt-error"]')).toContainText('没有这一刻');
  await drawer.getByLabel('开始时刻').fill('09:30');
  await drawer.getByRole('button', { name: '添加场次' }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '上午场' })).toBeVisible();
});

test('people are found by name', async () => {
  const { page } = official;
  await page.getByRole('button', { name: '「上午场」的人员' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: '按姓名找人添加' }).fill('林岚');
  await page.locator('.ant-select-item-option').filter({ hasText: '林岚' }).click();
  await drawer.getByRole('button', { name: '保存人员' }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('definition')).toContainText('林岚');
});

test('two people edit at once: the later one keeps what both wrote', async () => {
  const { page } = official;
  await page.goto(editor);
  await second.page.goto(editor);
  await field(page, 'tagline.zh-CN').fill('一江春水，五栋楼。');
  await field(second.page, 'tagline.zh-CN').fill('同事写的一句话');
  await field(second.page, 'title.zh-CN').fill('滨江五栋楼云推介');
  await save(second.page);

  await button(page, '保存修改').click();
  const dialog = page.getByRole('dialog', { name: '别人刚改过这个活动' });
  await expect(dialog).toContainText('你们都改了：一句话');
  await dialog.getByRole('button', { name: '载入最新，保留我的' }).click();
  await expect(field(page, 'title.zh-CN')).toHaveValue('滨江五栋楼云推介');
  await expect(field(page, 'tagline.zh-CN')).toHaveValue('一江春水，五栋楼。');
  await save(page);
});

test('a sign-in that ended while typing loses nothing', async () => {
  const { page, context } = official;
  await field(page, 'description.zh-CN').fill('登录结束前写的介绍');
  const cookies = await context.cookies();
  await context.clearCookies();
  await button(page, '保存修改').click();
  const back = page.getByRole('alert').getByRole('link', { name: /重新登录/ });
  await expect(back).toHaveAttribute('href', `/sign-in?next=${encodeURIComponent(editor)}`);
  await context.addCookies(cookies);
  await page.goto(editor);
  await expect(field(page, 'description.zh-CN')).toHaveValue('登录结束前写的介绍');
  await save(page);
});

test('one official submits, another one approves, and only then it is public', async ({ browser }) => {
  const { page } = official;
  await expect(button(page, '送审活动')).toBeDisabled(); // a title is missing
  await page.getByRole('tab', { name: /繁體中文/ }).click();
  await field(page, 'title.zh-HK').fill('濱江五棟樓雲推介');
  await button(page, '送审活动').click();
  const dialog = page.getByRole('dialog', { name: '送审这个活动？' });
  await expect(dialog).toContainText('未保存的修改会先保存');
  await dialog.getByRole('button', { name: '送审活动' }).click();
  await expect(page.getByText('是您送审的')).toBeVisible();
  await expect(button(page, '批准发布')).toHaveCount(0);

  const visitor = await somebody(browser, house.nodes[0] ?? '', 'phone');
  await visitor.page.goto('/events/riverside-buildings-online');
  await expect(visitor.page.getByRole('heading', { name: '滨江五栋楼云推介' })).toHaveCount(0);

  await second.page.reload();
  await button(second.page, '批准发布').click();
  await second.page.getByRole('dialog').getByRole('button', { name: '批准发布' }).click();
  await expect(second.page.getByText('已批准，活动已公开。')).toBeVisible();
  await visitor.page.reload();
  await expect(visitor.page.getByRole('heading', { level: 1 })).toContainText('滨江五栋楼云推介');
  await visitor.context.close();
});
