// The door of a hall: a guest's code before the cameras of two staff phones counts one person once; who has no code
// is found by the last digits of their number; a phone without a network keeps what it read.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import config from '../playwright.config';
import { openHouse } from './lib/house';
import { complaintsOf, faults, settled } from './lib/look';
import { demo, register, type Somebody, signIn, somebody } from './lib/people';

const run = promisify(execFile);
const shots = process.env.ZHAOYUN_SHOTS;
const slug = 'hangzhou-hong-kong-services-zone';

async function shot(page: Page, name: string): Promise<void> {
  await settled(page);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect.soft(await faults(page), name).toEqual([]);
}

/** A browser before whose camera a picture is held. */
async function browserThatSees(picture: string, dir: string): Promise<Browser> {
  const film = join(dir, 'film.mjpeg');
  const held = 'scale=400:400,pad=640:480:-1:-1:white,format=yuvj420p'; // the one format that fake cameras take
  await run('ffmpeg', ['-loglevel', 'error', '-loop', '1', '-i', picture, '-t', '1', '-r', '10', '-vf', held, film]);
  const { launchOptions } = config.use ?? {};
  const args = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
  return chromium.launch({ ...launchOptions, args: [...(launchOptions?.args ?? []), ...args] });
}

test('two phones at the door count everybody once, by code and by number', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const dir = await mkdtemp(join(tmpdir(), 'zhaoyun-door-'));
  let cameras: Browser | undefined;
  const guests = await Promise.all([1, 2].map(() => somebody(browser, base, 'phone')));
  try {
    const [guest, other] = guests as [Somebody, Somebody];
    await register(guest, base, slug, { name: '欧阳晓明', contact: '+8613900001234' });
    const lost = await register(other, base, slug, { name: '何来宾', contact: '+85291237788' });

    await test.step('the guest has a code, and a stranger learns nothing by it', async () => {
      await guest.page.goto('/me');
      await guest.page.getByRole('button', { name: '入场码' }).click();
      await expect(guest.page.getByRole('dialog')).toContainText('欧阳晓明');
      await shot(guest.page, 'admission-phone');
      await guest.page
        .getByRole('img', { name: '入场码的二维码' })
        .screenshot({ path: join(dir, 'code.png'), animations: 'disabled' });
      await other.page.goto(`/c/${lost}`);
      await expect(other.page.getByRole('heading', { name: '这是一个入场码' })).toBeVisible();
      expect(await other.page.locator('main').textContent()).not.toContain('何来宾');
      await shot(other.page, 'admission-page-phone');
    });

    cameras = await browserThatSees(join(dir, 'code.png'), dir);
    const [one, two] = await Promise.all(
      [demo.official, demo.second].map(async (login) => {
        const who = await somebody(cameras as Browser, base, 'phone');
        await signIn(who, base, login);
        return who;
      }),
    );
    if (!one || !two) throw new Error('nobody is at the door');
    const complaints = [one, two].map(({ page }) => complaintsOf(page));
    const open = async ({ page }: Somebody) => {
      await page.getByRole('button', { name: '打开摄像头扫码' }).click();
    };
    const says = (who: Somebody, words: string | RegExp) =>
      expect(who.page.locator('.ci-says')).toHaveText(words, { timeout: 20_000 });

    await test.step('both scan the guest', async () => {
      await one.page.goto('/staff/check-in');
      await expect(one.page.getByText(/已到 0 \/ 应到/)).toBeVisible();
      await shot(one.page, 'door-phone');
      await open(one);
      await says(one, '欢迎，欧阳晓明');
      await shot(one.page, 'door-welcome-phone');
      await two.page.goto('/staff/check-in');
      await open(two);
      await says(two, '已签过到');
      await expect(two.page.getByText(/欧阳晓明 \d\d:\d\d 已签到，不会重复计数/)).toBeVisible();
      await shot(two.page, 'door-again-phone');
      for (const { page } of [one, two]) await expect(page.getByText(/已到 1 \/ 应到/)).toBeVisible();
    });

    await test.step('who has no code is found by four digits', async () => {
      await two.page.getByRole('searchbox').fill('7788');
      await two.page.getByRole('button', { name: '为何来宾签到' }).click();
      await says(two, '欢迎，何来宾');
      await expect(one.page.getByText(/已到 2 \/ 应到/)).toBeVisible(); // the other phone learns of it
      await one.page.getByRole('searchbox').fill('7788');
      await expect(one.page.getByText(/\d\d:\d\d 已签到$/)).toBeVisible();
      await shot(one.page, 'door-lookup-phone');
    });

    await test.step('without a network a scan is kept, over a reload too, and sent when it is back', async () => {
      await one.context.setOffline(true);
      await one.page.getByRole('button', { name: '关闭摄像头' }).click();
      await open(one);
      await says(one, '已记下');
      await expect(one.page.getByText('1 人已记下')).toBeVisible();
      await shot(one.page, 'door-kept-phone');
      await one.context.setOffline(false);
      await one.page.reload();
      await expect(one.page.getByText(/已到 2 \/ 应到/)).toBeVisible({ timeout: 30_000 });
      const kept = () =>
        one.page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('zy.door')));
      await expect.poll(kept).toEqual([]); // neither kept nor refused
      await expect(one.page.getByText('1 人已记下')).toBeHidden();
    });

    await test.step('a code read elsewhere, one that is nobody’s, and a mistake', async () => {
      await two.page.goto('/c/01a00000-0000-7000-8000-000000000000');
      await two.page.getByRole('button', { name: '签到', exact: true }).click();
      await says(two, '没有签上');
      await shot(two.page, 'door-unknown-phone');
      await two.page.getByRole('button', { name: '撤销何来宾的签到' }).click();
      await two.page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
      await expect(two.page.getByText(/已到 1 \/ 应到/)).toBeVisible();
    });
    expect(complaints.flat()).toEqual([]);
    expect(house.log()).not.toMatch(/panic|level=ERROR/);
  } finally {
    await cameras?.close();
    for (const { context } of guests) await context.close();
    await house.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
