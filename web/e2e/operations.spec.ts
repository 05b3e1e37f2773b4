// The operations page: two servers and what they carry, one of them taken out of
// service and put back. A viewer on it comes back and has missed nothing.
import { expect, type Page, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected, line, say } from './lib/room';
import { find } from './lib/visit';

test.describe.configure({ mode: 'serial' });

let house: House;
let administrator: Somebody;
let viewer: Somebody;
let live: string;

test.beforeAll(async ({ browser }) => {
  house = await openHouse('scaled');
  const [here = '', there = ''] = house.nodes;
  administrator = await somebody(browser, here, 'desktop');
  viewer = await somebody(browser, there, 'phone');
  await signIn(administrator, here, demo.administrator);
  live = (await find(administrator, here)).live;
  await post(viewer.context.request, there, 'sign-in', { method: 'guest', name: '许静' });
  await viewer.page.goto(`/rooms/${live}`);
  await connected(viewer.page);
});

test.afterAll(async () => {
  expect([...administrator.complaints, ...viewer.complaints]).toEqual([]);
  await administrator.context.close();
  await viewer.context.close();
  await house.stop();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('both servers are there, with the room that is live', async () => {
  const { page } = administrator;
  await page.goto('/staff/operations');
  await expect(page.getByText('一切正常：2 台服务器在服务')).toBeVisible();
  await expect(row(page, 'node-1').first()).toContainText('本机');
  await expect(row(page, 'node-2').first()).toContainText('1 个连接');
  const room = page.getByRole('link', { name: /云推介/ });
  await expect(room).toHaveAttribute('href', `/rooms/${live}/host`);
});

test('a server is taken out of service and put back; who was on it has missed nothing', async () => {
  const { page } = administrator;
  const base = house.nodes[0] ?? '';
  await page.getByRole('button', { name: 'node-2：停止接入' }).click();
  const dialog = page.getByRole('dialog', { name: '让 node-2 停止接入？' });
  await expect(dialog).toContainText('现有的 1 个连接');
  await dialog.getByRole('button', { name: '停止接入' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(page, 'node-2').first()).toContainText('停止接入');
  await expect(page.getByText('node-2 已停止接入，用完记得恢复。')).toBeVisible();
  await expect(row(page, 'node-1').first()).toContainText('最后一台在服务的');
  await expect(row(page, 'node-2').first()).toContainText('0 个连接');
  await call(
    administrator.context.request,
    base,
    'POST',
    `rooms/${live}/chat`,
    { text: '换机器时也在说话' },
    { 'Idempotency-Key': 'said-meanwhile' },
  );

  await page.getByRole('button', { name: 'node-2：恢复接入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '恢复接入' }).click();
  await expect(page.getByText('一切正常：2 台服务器在服务')).toBeVisible();
  await connected(viewer.page);
  await expect(line(viewer.page, '换机器时也在说话')).toBeAttached();
  await say(viewer.page, '我回来了');
  await expect(line(viewer.page, '我回来了')).toBeAttached();
});

test('what is no longer new says so and stays', async () => {
  const { page, context } = administrator;
  await context.route('**/operations/nodes', (route) => route.fulfill({ status: 503, json: { code: 'not_ready' } }));
  await expect(page.getByText('下面可能不是最新')).toBeVisible({ timeout: 30_000 });
  await expect(row(page, 'node-1').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '服务器的状态没有取到' })).toBeVisible({ timeout: 30_000 });
  await context.unroute('**/operations/nodes');
  await page.getByRole('button', { name: '重试' }).click();
  await expect(row(page, 'node-1').first()).toBeVisible();
});
