// Questions from the asker to the answer: through review, wanted by others,
// merged, pinned, answered live, one asked anonymously, one kept for the ledger
// and answered in writing.
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';

const shots = process.env.ZHAOYUN_SHOTS;

async function shot(who: Somebody, name: string): Promise<void> {
  await settled(who.page);
  if (shots) await who.page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await faults(who.page), name).toEqual([]);
}

async function ask(page: Page, text: string, anonymous = false): Promise<void> {
  await page.getByRole('tab', { name: /^提问/ }).click();
  await page.getByRole('textbox', { name: '提问' }).fill(text);
  if (anonymous) {
    await page.getByRole('checkbox', { name: /匿名提问/ }).check();
    await expect(page.getByText('只有平台审计记录可查')).toBeVisible();
  }
  await page.getByRole('button', { name: '提问', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: text }).first()).toBeVisible();
}

test('a question from the asker to its answer, and one to the ledger', async ({ browser }) => {
  const house: House = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const cast: Somebody[] = [];
  const come = async (screen: 'desktop' | 'phone', login?: string, name?: string) => {
    const who = await somebody(browser, base, screen);
    if (login) await signIn(who, base, login);
    if (name) await post(who.context.request, base, 'sign-in', { method: 'guest', name });
    cast.push(who);
    return who;
  };
  try {
    const official = await come('desktop', demo.official);
    const { room } = await arrange(official, base, 'public');
    const investor = await come('phone', undefined, '许静');
    const other = await come('desktop', undefined, '何志远');
    await call(official.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
    for (const who of [investor, other]) {
      await who.page.goto(`${base}/rooms/${room}`);
      await connected(who.page);
    }
    await official.page.goto(`${base}/rooms/${room}/host`);
    await connected(official.page);

    await test.step('what is typed stays over a reload', async () => {
      await investor.page.getByRole('tab', { name: /^提问/ }).click();
      await investor.page.getByRole('textbox', { name: '提问' }).fill('两宗地块的容积率上限是多少？');
      await investor.page.reload();
      await connected(investor.page);
      await investor.page.getByRole('tab', { name: /^提问/ }).click();
      await expect(investor.page.getByRole('textbox', { name: '提问' })).toHaveValue('两宗地块的容积率上限是多少？');
    });
    await ask(investor.page, '两宗地块的容积率上限是多少？');
    await ask(other.page, '拆迁由谁负责？', true);
    await expect(other.page.getByText('待审核')).toBeVisible();
    await shot(investor, 'mine-phone');

    const desk = official.page;
    await test.step('the moderator works through them with the keyboard', async () => {
      await desk.getByRole('tab', { name: /^提问/ }).click();
      const rows = desk.getByRole('list', { name: '提问列表' }).getByRole('listitem');
      await expect(rows).toHaveCount(2);
      await expect(rows.nth(1)).toContainText('匿名');
      await shot(official, 'desk-waiting');
      await rows.first().focus();
      await desk.keyboard.press('ArrowDown');
      await expect(rows.nth(1)).toBeFocused();
      await desk.keyboard.press('p');
      await expect(rows).toHaveCount(1);
      await rows.first().focus();
      await desk.keyboard.press('p');
      await expect(desk.getByText('没有待审的提问').or(rows.nth(1))).toBeVisible();
    });

    await test.step('the others want to know too', async () => {
      await investor.page.getByText('最热').click();
      const row = investor.page.getByRole('listitem').filter({ hasText: '拆迁由谁负责？' });
      await expect(row).toContainText('匿名');
      await row.getByRole('button', { name: '我也想问，0 人' }).click();
      await expect(row.getByRole('button', { name: '已跟问，共 1 人' })).toBeVisible();
      await other.page.getByText('最热').click();
      const there = other.page.getByRole('listitem').filter({ hasText: '拆迁由谁负责？' });
      await expect(there.getByRole('button', { name: '我也想问，1 人' })).toBeVisible();
      await there.getByRole('button', { name: '我也想问，1 人' }).click();
      await expect(row.getByRole('button', { name: '已跟问，共 2 人' })).toBeVisible();
    });

    await test.step('pinned, answered live, the twin merged', async () => {
      const latecomer = await come('desktop', undefined, '周明');
      await latecomer.page.goto(`${base}/rooms/${room}`);
      await connected(latecomer.page);
      await latecomer.page.getByRole('tab', { name: /^提问/ }).click();
      await expect(latecomer.page.getByRole('button', { name: '我也想问，2 人' })).toBeVisible();
      await ask(latecomer.page, '容积率能到多少？');
      await desk.getByRole('radio', { name: /待审/ }).check({ force: true });
      await desk.getByRole('button', { name: /^公开/ }).click();
      await desk.getByRole('radio', { name: /待答/ }).check({ force: true });
      const open = desk.getByRole('list', { name: '提问列表' }).getByRole('listitem');
      await expect(open).toHaveCount(3);
      const twin = open.filter({ hasText: '容积率能到多少？' });
      await twin.getByRole('button', { name: /^合并/ }).click();
      await twin.getByRole('combobox').selectOption({ label: '两宗地块的容积率上限是多少？' });
      await twin.getByRole('button', { name: '并入' }).click();
      await expect(open).toHaveCount(2);
      const first = open.filter({ hasText: '容积率上限' });
      await first.getByRole('button', { name: /^置顶/ }).click();
      await expect(first).toContainText('取消置顶');
      await shot(official, 'desk-open');
      await shot(investor, 'questions-phone');
      await shot(other, 'questions');
      await first.focus();
      await desk.keyboard.press('l');
      await expect(open).toHaveCount(1);
      await expect(investor.page.getByText('已现场答复')).toBeVisible();
    });

    await test.step('what is open at the end is answered from the ledger', async () => {
      await call(official.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'ended' });
      await expect(other.page.getByText('转书面答复')).toBeVisible();
      await desk.goto(`${base}/staff/follow-ups?status=open`);
      const line = desk.getByRole('row').filter({ hasText: '拆迁由谁负责？' });
      await expect(line).toContainText('匿名');
      await expect(line).not.toContainText('何志远');
      await shot(official, 'ledger');
      await line.getByRole('button', { name: '办理' }).click();
      const drawer = desk.getByRole('dialog');
      await drawer.getByLabel('答复部门').fill('规资');
      await drawer.getByLabel('最迟答复日').fill('2099-12-15');
      await drawer.getByRole('button', { name: '保存部门和日期' }).click();
      await expect(drawer.getByText('规资，12 月 15 日前书面答复')).toBeVisible();
      await other.page.reload();
      await expect(other.page.getByRole('tab', { name: /^提问/ })).toHaveCount(0); // the door is shut: they read on only while in
      await drawer.getByLabel('答复内容').fill('由区征收中心负责，预计三个月。');
      await drawer.getByRole('checkbox', { name: /公开答复/ }).check();
      await shot(official, 'ledger-line');
      await drawer.getByRole('button', { name: '书面答复' }).click();
      await expect(drawer.getByText('已在活动页公示')).toBeVisible();
      await expect(investor.page.getByText('由区征收中心负责，预计三个月。')).toBeVisible();
      const own = await call<{ questions: { answer?: { text: string } }[] }>(
        other.context.request,
        base,
        'GET',
        `rooms/${room}/me`,
      );
      expect(own.questions[0]?.answer?.text).toBe('由区征收中心负责，预计三个月。');
      await other.page.goto(`${base}/me`);
      await expect(other.page.getByText('由区征收中心负责，预计三个月。')).toBeVisible();
      await shot(other, 'my-questions');
      const pocket = await come('phone', demo.official);
      await pocket.page.goto(`${base}/staff/follow-ups`);
      await expect(pocket.page.getByText('人才公寓').first()).toBeVisible();
      await shot(pocket, 'ledger-phone');
    });
    expect(cast.flatMap((who) => who.complaints)).toEqual([]);
  } finally {
    await Promise.all(cast.map((who) => who.context.close()));
    await house.stop();
  }
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});
