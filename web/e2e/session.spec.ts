// One session from publishing to its end, with real browsers: an official at a
// desk, an investor on a phone whose network breaks, a chamber secretary, a
// latecomer. The same on one process and on two with PostgreSQL and Redis.
import { expect, test } from '@playwright/test';
import { type Form, type House, openHouse } from './lib/house';
import { Line } from './lib/line';
import { call, demo, register, type Somebody, signIn, somebody } from './lib/people';
import { connected, line, say, seesPage } from './lib/room';
import { hold, type Session } from './lib/session';

for (const form of ['embedded', 'scaled'] as const) {
  test(`a promotion session from publishing to its end, ${form}`, async ({ browser }) => {
    const house = await openHouse(form);
    const cast: Somebody[] = [];
    const join = async (...args: Parameters<typeof somebody>) => {
      const who = await somebody(...args);
      cast.push(who);
      return who;
    };
    try {
      await play(house, form, join, browser);
      expect(cast.flatMap((who) => who.complaints)).toEqual([]);
    } finally {
      await Promise.all(cast.map((who) => who.context.close()));
      await house.stop();
    }
    expect(house.log()).not.toMatch(/panic|level=ERROR/);
  });
}

type Join = (...args: Parameters<typeof somebody>) => Promise<Somebody>;

async function play(house: House, form: Form, join: Join, browser: Parameters<typeof somebody>[0]) {
  const [here = '', there = here] = house.nodes;
  const mobile = await Line.to(there);

  const official = await join(browser, here, 'desktop');
  await signIn(official, here, demo.official);
  const second = await join(browser, there, 'desktop');
  await signIn(second, there, demo.second);
  const session = await test.step('publish, with a second official', () => hold(official, second, here, 'registered'));

  const investor = await join(browser, mobile.url, 'phone');
  await test.step('register on a phone and enter', () => fillIn(investor, session, mobile.url));
  const secretary = await join(browser, there, 'desktop');
  await signIn(secretary, there, demo.secretary);
  await test.step('the secretary registers and enters', () => enter(secretary, session, there));

  await test.step('slides', async () => {
    await present(official, session, here);
    await seesPage(investor.page, 2);
    await seesPage(secretary.page, 2);
  });

  await test.step('chat and hiding', async () => {
    await say(investor.page, '两宗地块可以一起开发吗？');
    await expect(line(secretary.page, '两宗地块可以一起开发吗？')).toBeVisible();
    await say(secretary.page, '请加我微信，有优惠');
    await expect(line(investor.page, '请加我微信，有优惠')).toBeVisible();
    await hide(official, '请加我微信，有优惠');
    for (const who of [investor, secretary]) {
      await expect(line(who.page, '请加我微信，有优惠')).toHaveCount(0);
      await expect(who.page.getByText('这条发言已被主持方隐藏').first()).toBeVisible();
    }
  });

  await test.step('twenty seconds without a network', async () => {
    const from = Date.now();
    mobile.cut();
    await expect(
      investor.page
        .getByText(/连接断开/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible({ timeout: 20_000 });
    await say(investor.page, '断网时写的话');
    await expect(investor.page.getByText('待发送').first()).toBeVisible();
    await turnTo(official, 4);
    await say(secretary.page, '断网时别人说的话');
    await seesPage(secretary.page, 4);
    await expect.poll(() => Date.now() - from, { timeout: 25_000, intervals: [500] }).toBeGreaterThan(20_000);
    mobile.mend();
    await connected(investor.page);
    await seesPage(investor.page, 4);
    await expect(line(investor.page, '断网时别人说的话')).toBeVisible();
    for (const who of [investor, secretary]) {
      await expect(line(who.page, '断网时写的话').filter({ hasNotText: '待发送' })).toHaveCount(1);
    }
  });

  await test.step('leafing back and returning to the live page', async () => {
    await secretary.page.getByRole('button', { name: '上一页' }).first().click();
    await expect(secretary.page.getByText('正在回看第 3 页，直播在第 4 页')).toBeVisible();
    await turnTo(official, 5);
    await expect(secretary.page.getByText('正在回看第 3 页，直播在第 5 页')).toBeVisible();
    await secretary.page.getByRole('button', { name: '回到直播' }).click();
    await seesPage(secretary.page, 5);
  });

  const late = await join(browser, here, 'phone', 'en');
  await test.step('a latecomer finds the room as it is', async () => {
    await signIn(late, here, demo.investor);
    await register(late, here, session.slug);
    await late.page.goto(`/rooms/${session.room}`);
    await expect(late.page.getByRole('img', { name: /5/ }).first().locator('canvas').first()).toBeVisible({
      timeout: 15_000,
    });
    await expect(line(late.page, '断网时写的话')).toBeVisible();
    expect(await late.page.content()).not.toContain('请加我微信');
  });

  await test.step('kick', async () => {
    await kick(official, '陈琳');
    await expect(investor.page.getByText('您被请出了会场')).toBeVisible();
  });

  if (form === 'scaled') {
    await test.step('a role taken away on one server reaches a socket on the other', () =>
      demote(official, secretary, session, here, there));
  }

  await test.step('end', async () => {
    await official.page.getByRole('button', { name: '结束直播' }).click();
    await official.page.getByRole('dialog').getByRole('button', { name: '结束直播' }).click();
    await expect(secretary.page.getByText('已结束').filter({ visible: true }).first()).toBeVisible();
  });
  await mobile.close();
}

async function fillIn(investor: Somebody, session: Session, base: string) {
  const { page } = investor;
  await page.goto(`${base}/events/${session.slug}`);
  await page.getByRole('link', { name: '报名参加' }).first().click();
  await page.getByLabel('姓名').fill('陈琳');
  await page.getByLabel('手机号或邮箱').fill('13800138000');
  await page.getByLabel('单位名称').fill('示例基金管理有限公司');
  await page.getByLabel('统一社会信用代码').fill('91310115MA1H8R7C6D');
  await page.getByLabel('金融服务').check({ force: true });
  await page.getByLabel('我已阅读并同意以上内容').check({ force: true });
  await page.getByRole('button', { name: '完成报名' }).click();
  // The check digit is wrong; everything else is kept.
  await expect(page.getByText(/末位校验|校验/).first()).toBeVisible();
  await expect(page.getByLabel('姓名')).toHaveValue('陈琳');
  await page.getByLabel('统一社会信用代码').fill('91350100M000100Y43');
  await page.getByRole('button', { name: '完成报名' }).click();
  await expect(page.getByText('已报名').first()).toBeVisible();
  await page.goto(`${base}/rooms/${session.room}`);
  await connected(page);
}

async function enter(who: Somebody, session: Session, base: string) {
  await register(who, base, session.slug);
  await who.page.goto(`/rooms/${session.room}`);
  await connected(who.page);
}

async function present(official: Somebody, session: Session, base: string) {
  const { page } = official;
  await page.goto(`${base}/rooms/${session.room}/host`);
  await connected(page);
  await page.locator('input[type=file]').first().setInputFiles(session.slides);
  await expect(page.getByRole('button', { name: /^第 1 页/ }).first()).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole('button', { name: /^第 1 页/ })
    .first()
    .click();
  await page.getByRole('button', { name: '推上舞台' }).click();
  await page.getByRole('button', { name: '开始直播' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '开始直播' }).click();
  await expect(page.getByText('直播中').filter({ visible: true }).first()).toBeVisible();
  await turnTo(official, 2);
}

/** Turns to a later page with the arrow key, as presenters do, one page after the other. */
async function turnTo(official: Somebody, number: number) {
  const { page } = official;
  const onAir = page.getByText(/slides\.pdf 第 \d+ 页，共/).first();
  const now = Number(/第 (\d+) 页/.exec((await onAir.textContent()) ?? '')?.[1]);
  for (let next = now + 1; next <= number; next++) {
    await page.locator('body').press('ArrowRight');
    await expect(onAir).toHaveText(new RegExp(`第 ${next} 页，共`));
  }
}

async function hide(official: Somebody, text: string) {
  const { page } = official;
  await page.getByRole('tab', { name: /聊天/ }).click();
  const item = line(page, text);
  await item.hover();
  await item.getByRole('button', { name: '隐藏' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '隐藏' }).click();
}

async function kick(official: Somebody, name: string) {
  const { page } = official;
  await page.getByRole('tab', { name: /名单/ }).click();
  await page.getByRole('button', { name: `对${name}的操作` }).click();
  await page.getByRole('button', { name: '请出', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '请出', exact: true }).click();
}

/** The secretary moderates for a moment, and then no longer. */
async function demote(official: Somebody, secretary: Somebody, session: Session, here: string, there: string) {
  const me = await call<{ participant: string }>(secretary.context.request, there, 'GET', `rooms/${session.room}/me`);
  const give = (role: string) =>
    call(official.context.request, here, 'PUT', `rooms/${session.room}/roster/${me.participant}/role`, { role });
  const review = secretary.page.getByRole('tab', { name: /待审/ });
  await give('moderator');
  await expect(review).toBeVisible();
  await give('guest');
  await expect(review).toBeHidden();
}
