// An administrator connects a system of somebody else's: its receiver gets a signed test
// message, one of its messages is sent again, one that is gone is told of, and a key made for it works until it is revoked.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { demo, register, type Somebody, signIn, somebody } from './lib/people';

test.describe.configure({ mode: 'serial' });

interface Message {
  id: string;
  signature: string;
  signed: string;
}

let house: House;
let administrator: Somebody;
let receiver: Server;
let secret = '';
let status = 204;
const messages: Message[] = [];

test.beforeAll(async ({ browser }) => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const id = String(request.headers['webhook-id']);
    const signed = `${id}.${request.headers['webhook-timestamp']}.${body}`;
    messages.push({ id, signed, signature: String(request.headers['webhook-signature']) });
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  house = await openHouse('embedded', { settings: { ZHAOYUN_WEBHOOK_NETWORKS: '127.0.0.1' } });
  const base = house.nodes[0] ?? '';
  administrator = await somebody(browser, base, 'desktop');
  await signIn(administrator, base, demo.administrator);
});

test.afterAll(async () => {
  expect(administrator.complaints).toEqual([]);
  await administrator.context.close();
  await house.stop();
  receiver.close();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

test('a webhook is added, its secret shown once, and what is wrong is said', async () => {
  const { page } = administrator;
  await page.goto('/staff/integrations');
  await expect(page.getByText('还没有推送地址')).toBeVisible();
  await page.getByRole('button', { name: '添加推送地址' }).click();
  const drawer = page.getByRole('dialog', { name: '添加推送地址' });
  await drawer.getByLabel('名称').fill('客户管理系统');
  await drawer.getByLabel('地址', { exact: true }).fill('http://192.168.1.9/');
  await drawer.getByRole('button', { name: '添加', exact: true }).click();
  await expect(drawer.getByText('地址要以 https:// 开头。').first()).toBeVisible();
  await expect(drawer.getByText('至少选一件要推送的事。').first()).toBeVisible();
  const { port } = receiver.address() as AddressInfo;
  await drawer.getByLabel('地址', { exact: true }).fill(`http://127.0.0.1:${port}/zhaoyun`);
  await drawer.getByLabel(/报名成功/).check();
  await drawer.getByLabel(/新线索/).check();
  await drawer.getByRole('button', { name: '添加', exact: true }).click();
  const made = page.getByRole('dialog', { name: '推送地址已添加' });
  secret = await made.getByLabel('签名密钥').inputValue();
  expect(secret).toMatch(/^whsec_/);
  await made.getByRole('button', { name: '已经存好' }).click();
});

test('a test message arrives signed, and is sent again under its identifier', async () => {
  const { page } = administrator;
  await page.getByRole('link', { name: '客户管理系统' }).click();
  await page.getByRole('button', { name: '发测试消息' }).click();
  await expect.poll(() => messages.length).toBe(1);
  const [first] = messages;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(first?.signature).toBe(
    `v1,${createHmac('sha256', key)
      .update(first?.signed ?? '')
      .digest('base64')}`,
  );
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('已送到').nth(1)).toBeVisible({ timeout: 2000 }); // the filter says so too
  }).toPass();
  await page.getByRole('button', { name: '测试消息', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: '测试消息' });
  await expect(drawer).toContainText('对方回答 204');
  await drawer.getByRole('button', { name: '再发一次' }).click();
  await expect.poll(() => messages.length).toBe(2);
  expect(messages[1]?.id).toBe(first?.id);
});

test('an address that is gone is switched off, and the administrator is told', async ({ browser }) => {
  status = 410;
  const base = house.nodes[0] ?? '';
  const guest = await somebody(browser, base, 'phone');
  await register(guest, base, 'hangzhou-hong-kong-services-zone', { name: '欧阳晓明', contact: '+8613900001234' });
  await guest.context.close();
  const { page } = administrator;
  await expect(async () => {
    await page.goto('/inbox');
    await page.getByRole('link', { name: /「客户管理系统」的地址已撤/ }).click({ timeout: 2000 });
  }).toPass();
  await expect(page.getByRole('heading', { name: '客户管理系统' })).toBeVisible();
  await expect(page.getByText(/已经撤销（410）/)).toBeVisible();
});

test('a key is shown once, reads what it was made for, and is worthless once revoked', async () => {
  const { page, context } = administrator;
  await page.goto('/staff/integrations?tab=keys');
  await page.getByRole('button', { name: '新建密钥' }).click();
  const drawer = page.getByRole('dialog', { name: '新建密钥' });
  await drawer.getByLabel('名称').fill('数据平台');
  await drawer.getByLabel(/leads:read/).check();
  await drawer.getByRole('button', { name: '生成密钥' }).click();
  const made = page.getByRole('dialog', { name: '密钥已生成' });
  const key = await made.getByLabel('密钥', { exact: true }).inputValue();
  expect(key).toMatch(/^zyk_/);
  await made.getByRole('button', { name: '已经存好' }).click();
  const ask = async (path: string) => {
    const answer = await fetch(`${house.nodes[0]}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
    return answer.status;
  };
  expect([await ask('leads'), await ask('people'), await ask('events')]).toEqual([200, 403, 403]);
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: '数据平台' });
  await expect(row).not.toContainText('还没用过');
  await row.getByRole('button', { name: '作废「数据平台」' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '作废' }).click();
  await expect(row).toContainText('已作废');
  expect(await ask('leads')).toBe(401);
  expect((await context.cookies()).some(({ value }) => value.includes(key))).toBe(false);
});
