// Three parties in three cities sign one document before an audience. One uses a phone whose browser has no passkeys,
// one closes the browser after confirming and comes back, one loses the key. Then programs of others judge the outcome.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Download, expect, type Page, test } from '@playwright/test';
import { arrangeKind } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { type Anchors, judge, sha256, type Verified, verifies } from './lib/judges';
import { faults } from './lib/look';
import { codeTo, mailTo } from './lib/mail';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';
import {
  authenticator,
  comeIn,
  confirmByPasskey,
  loseKeys,
  propose,
  readAll,
  type SignerOf,
  stateOf,
} from './lib/signing';

const bureau: SignerOf = {
  role: '甲方',
  party: '杭州市龑䶮投资促进示范区投资促进局',
  place: '杭州',
  name: '示例䶮',
  position: '局长',
  contact: 'bureau@parties.example',
};
const holding: SignerOf = {
  role: '乙方',
  party: '示例控股（香港）有限公司',
  region: 'HK',
  place: '香港',
  name: '示例𠮷',
  position: '董事',
  contact: 'holding@parties.example',
};
const estate: SignerOf = {
  role: '丙方',
  party: '长三角一体化示范区高端装备智能制造产业投资发展集团股份有限公司上海分公司筹备处',
  place: '上海',
  name: '欧阳示例丙',
  contact: 'estate@parties.example',
};
const witness = { name: '示例丁', contact: 'witness@parties.example' };

let house: House;
let base: string;
let dir: string;

test.beforeAll(async () => {
  house = await openHouse('embedded');
  // Passkeys belong to names, never to numbers.
  base = (house.nodes[0] ?? '').replace('127.0.0.1', 'localhost');
  dir = await mkdtemp(join(tmpdir(), 'zhaoyun-signing-'));
});
test.afterAll(async () => {
  await house?.stop();
  await rm(dir, { recursive: true, force: true });
});

test('three parties sign before an audience, and others find it valid', async ({ browser }) => {
  test.setTimeout(480_000);
  const official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  const { session, room } = await arrangeKind('signing', official, base, 'public');
  const id = await propose(official, base, session, [bureau, holding, estate], witness);
  const viewers = await Promise.all(['许静', '何志远'].map((name) => watch(browser, room, name)));

  // 甲方 has a browser with a profile on disk, 乙方 a phone, 丙方 a phone inside WeChat.
  let [atDesk, desk] = await ownBrowser();
  const phone = await somebody(browser, base, 'phone');
  const wechat = await insideWeChat(browser);
  await authenticator(desk);
  await authenticator(phone.page);

  await test.step('all read the whole document and accept it', async () => {
    for (const [page, { contact }] of [
      [desk, bureau] as const,
      [phone.page, holding] as const,
      [wechat, estate] as const,
    ]) {
      await comeIn(house, page, base, id, contact);
      await readAll(page);
    }
    expect((await stateOf(official, base, id)).state).toBe('proposed');
  });

  const frozen = await test.step('the bureau freezes it', async () => {
    await post(official.context.request, base, `agreements/${id}/freeze`, { terms: [] });
    const { frozen } = await stateOf(official, base, id);
    return frozen?.digest ?? '';
  });

  await test.step('乙方 confirms first, then loses the key', async () => {
    const { page } = phone;
    await page.goto(`${base}/sign/${id}?view=confirm`);
    await expect(page.getByRole('heading', { name: '请确认您要签的就是这一份' })).toBeVisible();
    await page.getByRole('button', { name: '核对', exact: true }).click();
    const compare = page.getByRole('dialog');
    await expect(compare).toContainText(frozen.slice(0, 4));
    await compare.getByRole('button', { name: '完全一致' }).click();
    expect(await faults(page)).toEqual([]);
    await confirmByPasskey(page);
    await expect(page.getByRole('heading', { name: /^您已确认/ })).toBeVisible();
    await loseKeys(page);
    await page.reload();
    await expect(page.getByRole('heading', { name: '签名的密钥不在这个浏览器里' })).toBeVisible();
  });

  await test.step('甲方 confirms and closes the browser', async () => {
    await desk.goto(`${base}/sign/${id}?view=confirm`);
    await confirmByPasskey(desk);
    await expect(desk.getByRole('heading', { name: /^您已确认/ })).toBeVisible();
    await expect(desk.getByText('还有 1 人没有确认')).toBeVisible();
    await atDesk.close();
  });

  await test.step('丙方 confirms by code, the way there is inside WeChat', async () => {
    await wechat.goto(`${base}/sign/${id}?view=confirm`);
    await expect(wechat.getByText('这个浏览器不能用通行密钥')).toBeVisible();
    expect(await faults(wechat)).toEqual([]);
    const seen = (await mailTo(house, estate.contact)).length;
    await wechat.getByRole('button', { name: /^用邮箱验证码确认/ }).click();
    const dialog = wechat.getByRole('dialog');
    await dialog.getByRole('button', { name: /^发送验证码/ }).click();
    const { code, mail } = await codeTo(house, estate.contact, seen);
    expect(mail).toContain(frozen.slice(0, 8));
    await dialog.getByLabel('6 位验证码').fill(code === '000000' ? '111111' : '000000');
    await dialog.getByRole('button', { name: '同意签署' }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await dialog.getByLabel('6 位验证码').fill(code);
    await dialog.getByRole('button', { name: '同意签署' }).click();
    await expect(wechat.getByRole('heading', { name: /签名/ }).first()).toBeVisible();
  });

  await test.step('who is there is sealed, the others are waited for, and nothing signed can be had', async () => {
    await expect(wechat.getByRole('heading', { name: '您的签名已经嵌入' })).toBeVisible({ timeout: 60_000 });
    await expect(wechat.getByText('已嵌入 1 / 3 个签名')).toBeVisible();
    for (const part of ['document', 'evidence']) {
      const refused = await phone.context.request.get(`${base}/api/v1/agreements/${id}/${part}`);
      expect(refused.status()).toBe(409);
      expect(await refused.json()).toMatchObject({ code: 'agreement_not_released' });
    }
  });

  await test.step('乙方 confirms anew over the same document', async () => {
    const { page } = phone;
    await page.getByRole('link', { name: '重新确认' }).click();
    await expect(page.getByText(frozen.slice(0, 4)).first()).toBeVisible();
    await confirmByPasskey(page);
    await expect(page.getByRole('heading', { name: '您的签名已经嵌入' })).toBeVisible({ timeout: 60_000 });
    expect(await faults(page)).toEqual([]);
  });

  await test.step('甲方 comes back, and the signature is made without a hand', async () => {
    [atDesk, desk] = await ownBrowser();
    await desk.goto(`${base}/sign/${id}`);
    await expect(desk.getByRole('heading', { name: '已签署完成' })).toBeVisible({ timeout: 60_000 });
    await expect(wechat.getByRole('heading', { name: '已签署完成' })).toBeVisible({ timeout: 30_000 });
    expect(await faults(wechat)).toEqual([]);
  });

  await test.step('everybody takes the same document away, and others judge it', async () => {
    const pdf = await taken(desk, /^签署文本 PDF/);
    const evidence = await taken(phone.page, /^证据包 ZIP/);
    expect(sha256(pdf)).toBe((await stateOf(official, base, id)).released?.digest);
    const [signed, packed, roots] = [join(dir, 'signed.pdf'), join(dir, 'evidence.zip'), join(dir, 'all-roots.pem')];
    const anchors = await call<Anchors>(official.context.request, base, 'GET', 'verifications/anchors');
    await Promise.all([writeFile(signed, pdf), writeFile(packed, evidence), writeFile(roots, anchors.pem)]);

    const { signatures } = await judge(dir, signed, pdf, anchors);
    expect(signatures).toHaveLength(5); // the platform's, three parties', the document's timestamp
    for (const said of signatures.slice(0, -1)) {
      expect(said).toContain('Signature is Valid.');
      expect(said).toContain('Certificate is Trusted.');
      expect(said).toContain('ETSI.CAdES.detached');
    }
    expect(signatures.at(-1)).toContain('  - Total document signed');
    const said = signatures.join('\n');
    for (const { name } of [bureau, holding, estate]) expect(said).toContain(`Common Name: ${name}\n`);

    for (const file of [signed, packed]) {
      const { code, report } = await verifies(file, roots);
      expect({ code, bad: report.findings.filter(({ severity }) => severity === 'bad') }).toEqual({ code: 0, bad: [] });
      await agreesOffline(browser, file, report);
    }
  });
  const complaints = [...viewers, phone, official].flatMap((who) => who.complaints);
  expect(complaints).toEqual([]);
  for (const context of [
    atDesk,
    wechat.context(),
    phone.context,
    official.context,
    ...viewers.map((who) => who.context),
  ]) {
    await context.close();
  }
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

/** The page that verifies says the same with its network cut. */
async function agreesOffline(browser: Browser, file: string, { text, findings }: Verified): Promise<void> {
  const { context, page, complaints } = await somebody(browser, base, 'desktop');
  await page.goto(`${base}/verify`);
  const input = page.locator('input[accept*=".zip"]');
  await expect(input).toBeEnabled({ timeout: 60_000 });
  await context.setOffline(true);
  await input.setInputFiles(file);
  await expect(page.getByRole('heading', { level: 2, name: text })).toBeVisible({ timeout: 60_000 });
  const found = page.getByRole('region', { name: '逐项结果' }).getByRole('listitem');
  await expect(found).toHaveCount(findings.length);
  for (const each of findings) await expect(found.filter({ hasText: each.text }).first()).toBeVisible();
  expect(complaints).toEqual([]);
  await context.close();
}

/** A browser with a profile on disk: closing it and opening it again is what people do. */
async function ownBrowser(): Promise<[BrowserContext, Page]> {
  const context = await chromium.launchPersistentContext(join(dir, 'profile'), {
    ...test.info().project.use.launchOptions,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  return [context, context.pages()[0] ?? (await context.newPage())];
}

async function insideWeChat(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    userAgent:
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50',
  });
  return context.newPage();
}

/** Somebody in the hall. */
async function watch(browser: Browser, room: string, name: string): Promise<Somebody> {
  const who = await somebody(browser, base, 'desktop');
  await post(who.context.request, base, 'sign-in', { method: 'guest', name });
  await who.page.goto(`${base}/rooms/${room}`);
  await connected(who.page);
  return who;
}

async function taken(page: Page, name: RegExp): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  return bytesOf(await coming);
}

async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
