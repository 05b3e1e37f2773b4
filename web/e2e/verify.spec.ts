// The page for those who trust nobody: it judges files where they are. The sample of the documentation is what it is
// given here, whole and tampered with.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { appendRevision, dropLine, flipByte, swapPage } from './lib/attacks';
import { type House, openHouse } from './lib/house';
import { verifies } from './lib/judges';
import { faults, settled } from './lib/look';
import { type Screen, type Somebody, somebody } from './lib/people';
import { unzip, zip } from './lib/zip';

const samples = join(import.meta.dirname, '../../docs/samples');
const [evidence, roots] = [join(samples, 'evidence.zip'), join(samples, 'roots.pem')];

let house: House;
let dir: string;

test.beforeAll(async () => {
  house = await openHouse('embedded');
  dir = await mkdtemp(join(tmpdir(), 'zhaoyun-verify-'));
});
test.afterAll(async () => {
  await house?.stop();
  await rm(dir, { recursive: true, force: true });
});

const base = () => house.nodes[0] ?? '';

/** Opens the page and waits until it needs nothing more. */
async function open(who: Somebody, language = 'zh-CN'): Promise<Page> {
  await who.page.goto(`${base()}/verify?lang=${language}`);
  await expect(who.page.locator('input[accept*=".zip"]')).toBeEnabled({ timeout: 60_000 });
  return who.page;
}

const give = (page: Page, file: string) => page.locator('input[accept*=".zip"]').setInputFiles(file);
const trust = (page: Page, file: string) => page.locator('input[accept*=".pem"]').setInputFiles(file);
const verdict = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 2, name })).toBeVisible({ timeout: 60_000 });

for (const screen of ['desktop', 'phone'] satisfies Screen[]) {
  test(`a good package is found good with the network cut, and nothing leaves the ${screen}`, async ({ browser }) => {
    const who = await somebody(browser, base(), screen);
    const page = await open(who);
    expect(await faults(page)).toEqual([]);
    await who.context.setOffline(true);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await give(page, evidence);
    await verdict(page, '核验不通过：请勿依据此文件行事。'); // this installation's roots are not the sample's
    await expect(page.getByText('document.untrusted_certificate').first()).toBeVisible();
    await trust(page, roots);
    await verdict(page, '核验通过：文件自签署完成后未被改动，各方签署均为本人确认。');
    for (const name of ['示例䶮', '示例𠮷', '欧阳示例']) await expect(page.getByText(name).first()).toBeVisible();
    await expect(page.getByText('验证码，较弱').first()).toBeVisible();
    await expect(page.getByRole('complementary')).toContainText('招云试点');
    await page.getByText(/^全部 \d+ 条$/).click();
    await expect(page.getByText(/受邀/).first()).toBeVisible();
    await settled(page);
    expect(await faults(page)).toEqual([]);

    await page.getByRole('combobox', { name: '语言' }).selectOption('en');
    await verdict(page, 'Verified: the document is as it was signed, and every signer confirmed it.');
    expect(await faults(page)).toEqual([]);
    expect(asked).toEqual([]);
    expect(who.complaints).toEqual([]);

    await who.context.setOffline(false);
    const sent: string[] = [];
    page.on('requestfinished', (request) => sent.push(request.url()));
    for (const way of ['fetch', 'beacon', 'image', 'worker'] as const)
      expect(await escapes(page, way), way).toBe(false);
    const [worker] = page.workers();
    const reached = await worker?.evaluate((to) => fetch(to).then(Boolean, () => false), `${base()}/icon.svg`);
    expect(reached, 'the worker is there and can fetch nothing').toBe(false);
    expect(sent).toEqual([]);
    await who.context.close();
  });
}

/** Whether something on the page could still send what it has in hand. */
function escapes(page: Page, way: 'fetch' | 'beacon' | 'image' | 'worker'): Promise<boolean> {
  return page.evaluate(async (way) => {
    const to = '/api/v1/verifications/anchors?secret';
    const got = (thing: HTMLImageElement) =>
      new Promise<boolean>((resolve) => {
        thing.onload = () => resolve(true);
        thing.onerror = () => resolve(false);
      });
    switch (way) {
      case 'fetch':
        return fetch(to).then(
          () => true,
          () => false,
        );
      case 'beacon':
        navigator.sendBeacon(to, 'secret'); // says true although the policy stops it; the test counts requests
        return false;
      case 'image': {
        const image = new Image();
        const answer = got(image);
        image.src = '/icon.svg?secret';
        return answer;
      }
      case 'worker':
        return new Promise<boolean>((resolve) => {
          try {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
            worker.onmessage = () => resolve(true);
            worker.onerror = () => resolve(false);
          } catch {
            resolve(false);
          }
        });
    }
  }, way);
}

test('what was done to a file is named', async ({ browser }) => {
  const files = unzip(await readFile(evidence));
  const pdf = files.get('document.pdf') ?? Buffer.alloc(0);
  const manifest = files.get('evidence.json') ?? Buffer.alloc(0);
  const packed = (name: string, body: Buffer) => zip(new Map([...files, [name, body]]));
  const attacks: [string, Buffer, string[]][] = [
    ['flipped.pdf', flipByte(pdf), ['document.digest_mismatch']],
    ['flipped.zip', packed('document.pdf', flipByte(pdf)), ['document.digest_mismatch', 'released.differs']],
    ['swapped.pdf', swapPage(pdf), ['document.page_changed', 'document.bytes_after']],
    ['appended.pdf', appendRevision(pdf), ['document.bytes_after']],
    ['appended.zip', packed('document.pdf', appendRevision(pdf)), ['document.bytes_after', 'released.differs']],
    ['dropped.zip', packed('evidence.json', dropLine(manifest, 'read')), ['chain.seq', 'root.differs']],
  ];
  const who = await somebody(browser, base(), 'desktop');
  const page = await open(who);
  await trust(page, roots);
  await give(page, await put('untouched.zip', zip(files)));
  await verdict(page, /^核验通过/);
  for (const [name, bytes, codes] of attacks) {
    await test.step(name, async () => {
      const file = await put(name, bytes);
      await give(page, file);
      await expect(page.locator('[aria-labelledby=verdict]')).toContainText(name, { timeout: 60_000 });
      await verdict(page, '核验不通过：请勿依据此文件行事。');
      const { code, report } = await verifies(file, roots);
      expect(code).toBe(1);
      const bad = report.findings.filter(({ severity }) => severity === 'bad').map((finding) => finding.code);
      for (const want of codes) {
        expect(bad).toContain(want);
        await expect(page.getByText(want).first()).toBeVisible();
      }
      for (const each of bad) await expect(page.getByText(each).first()).toBeVisible();
    });
  }
  expect(await faults(page)).toEqual([]);
  expect(who.complaints).toEqual([]);
  await who.context.close();
});

test('what is no signed file is called that', async ({ browser }) => {
  const who = await somebody(browser, base(), 'phone');
  const page = await open(who, 'zh-HK');
  await give(page, await put('letter.txt', Buffer.from('只是一封信')));
  await verdict(page, '這不是已簽署的文件，也不是存證包。');
  await expect(page.getByText('letter.txt').first()).toBeVisible();
  await trust(page, await put('not.pem', Buffer.from('no certificate')));
  await expect(page.getByText('這個檔案裏沒有 PEM 格式的證書。')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  expect(who.complaints).toEqual([]);
  await who.context.close();
});

test('what cannot be fetched is said, and can be tried again', async ({ browser }) => {
  const who = await somebody(browser, base(), 'desktop');
  await who.page.route(/verifier\.wasm|anchors$/, (route) => route.abort());
  await who.page.goto(`${base()}/verify`);
  await expect(who.page.getByText(/^核验程序没有启动/)).toBeVisible({ timeout: 30_000 });
  await expect(who.page.getByText(/平台的根证书没有取到/)).toBeVisible({ timeout: 30_000 });
  await who.page.unroute(/verifier\.wasm|anchors$/);
  const again = who.page.getByRole('button', { name: '重试' });
  await again.last().click();
  await expect(again).toHaveCount(1);
  await again.click();
  await give(who.page, evidence);
  await verdict(who.page, '核验不通过：请勿依据此文件行事。'); // by the platform's roots again
  await who.context.close();
});

async function put(name: string, bytes: Buffer): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, bytes);
  return path;
}
