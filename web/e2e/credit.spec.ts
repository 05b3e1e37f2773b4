// Two chambers bring the same investor: the first is credited, the second objects, the bureau splits the credit with a
// reason; each sees its own funnel, the bureau all of them, and every figure opens the people behind it.
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openHouse } from './lib/house';
import { complaintsOf, faults, settled } from './lib/look';
import { call, demo, type Somebody, signIn, somebody } from './lib/people';

const shots = process.env.ZHAOYUN_SHOTS;
const slug = 'hangzhou-hong-kong-services-zone';
const rival = 'merchants@demo.zhaoyun.example';
const investor = '維港示例投資有限公司'; // the example chamber's own member came from there

async function shot(page: Page, name: string): Promise<void> {
  await settled(page);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect.soft(await faults(page), name).toEqual([]);
}

/** A second chamber with a secretary and places in the event. */
async function addChamber(admin: Somebody, official: Somebody, base: string): Promise<void> {
  const { id } = await call<{ id: string }>(admin.context.request, base, 'POST', 'organisations', {
    kind: 'chamber',
    name: { 'zh-CN': '示例浙商联合会', en: 'Example Merchants’ Union', 'zh-HK': '示例浙商聯合會' },
    uscc: '51330100MJ9876541J',
  });
  await call(admin.context.request, base, 'POST', 'people', {
    name: '钱秘书（示例）',
    contacts: [rival],
    password: demo.password,
    memberships: [{ organisation: id, role: 'secretary' }],
  });
  const event = await call<{ id: string; endsAt: string }>(official.context.request, base, 'GET', `events/${slug}`);
  await call(official.context.request, base, 'POST', 'campaigns', {
    chamber: id,
    event: event.id,
    deadline: event.endsAt,
    quota: 10,
  });
}

test('who brought an investor is shown, disputed and decided', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  try {
    const come = async (login?: string, screen: 'desktop' | 'phone' = 'desktop') => {
      const who = await somebody(browser, base, screen);
      if (login) await signIn(who, base, login);
      return who;
    };
    const official = await come(demo.official);
    await addChamber(await come(demo.administrator), official, base);
    const secretary = await come(rival);
    const complaints = [official, secretary].map(({ page }) => complaintsOf(page));

    await test.step('a chamber without anybody says so', async () => {
      await secretary.page.goto('/staff/credit');
      await expect(secretary.page.getByText('还没有引荐，暂不排名')).toBeVisible();
      await shot(secretary.page, 'credit-empty');
    });

    await test.step('by its link come somebody new, and somebody of an investor that is protected', async () => {
      type Campaigns = { items: { openLink: string }[] };
      const { items } = await call<Campaigns>(secretary.context.request, base, 'GET', 'campaigns');
      for (const [name, company, contact] of [
        ['赵来宾', '示例新材料股份有限公司', 'zhao@investor.example'],
        ['孙来宾', investor, 'sun@investor.example'],
      ] as const) {
        const guest = await come(undefined, 'phone');
        await guest.page.goto(new URL(items[0]?.openLink ?? '').pathname);
        await guest.page.getByRole('button', { name: '接受邀请' }).click();
        await guest.page.getByRole('textbox', { name: '姓名' }).fill(name);
        await guest.page.getByRole('textbox', { name: '邮箱或手机号' }).fill(contact);
        await guest.page.getByRole('textbox', { name: '单位' }).fill(company);
        await guest.page.getByRole('checkbox', { name: /我已阅读|同意/ }).check();
        await guest.page.getByRole('button', { name: '确认参加' }).click();
        await expect(guest.page.getByRole('heading', { name: '已确认参加' })).toBeVisible();
        await guest.context.close();
      }
    });

    const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
    await test.step('the chamber sees one credited and one collision, and objects', async () => {
      const { page } = secretary;
      await page.reload();
      await expect(page.getByText('在 2 家商会中列第 2')).toBeVisible();
      await expect(row(page, '孙来宾')).toContainText('另一家商会引荐在先');
      await expect(page.getByText('陳大文')).toBeHidden(); // the other chamber's
      await page.getByRole('button', { name: /^报名/ }).click();
      await expect(row(page, '孙来宾')).toBeHidden(); // the figure counts who is credited, and opens nobody else
      await expect(row(page, '赵来宾')).toBeVisible();
      await page.getByRole('button', { name: '撞单 1' }).click();
      await row(page, '孙来宾').getByRole('button', { name: '提出异议' }).click();
      await page.getByRole('textbox', { name: '理由' }).fill('去年十月已带该公司到上城考察，有接待函。');
      await shot(page, 'credit-object');
      await page.getByRole('button', { name: '提交异议' }).click();
      await expect(row(page, '孙来宾')).toContainText('异议：去年十月');
      await shot(page, 'credit-chamber');
    });

    await test.step('the bureau is told, compares, and splits the credit', async () => {
      const { page } = official;
      await page.goto('/inbox');
      await page.getByRole('link', { name: /示例浙商联合会.*異?异议/ }).click();
      await expect(row(page, '孙来宾')).toBeVisible();
      await expect(row(page, '陳大文')).toBeHidden(); // the message leads to the claim it is about
      await page.getByRole('button', { name: /只看/ }).click();
      await shot(page, 'credit-bureau');
      await page.getByRole('button', { name: '1 示例浙商联合会，撞单' }).click();
      await row(page, '孙来宾').getByRole('button', { name: '认定' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: '香港示例商会的占比' }).fill('60');
      await expect(dialog.getByText('合计 60%')).toBeVisible();
      await dialog.getByRole('textbox', { name: '示例浙商联合会的占比' }).fill('40');
      await dialog.getByRole('textbox', { name: '理由' }).fill('两家都有接待记录，首报占六成。');
      await shot(page, 'credit-decide');
      await dialog.getByRole('button', { name: '作出认定' }).click();
      await expect(dialog).toBeHidden();
      await page.getByRole('button', { name: '全部', exact: true }).click();
      await expect(row(page, '孙来宾')).toContainText('计入 40%');
      await row(page, '赵来宾').getByRole('button', { name: '登记进展' }).click();
      await dialog.getByRole('textbox', { name: '依据' }).fill('局会议室座谈，有纪要。');
      await dialog.getByRole('button', { name: '登记', exact: true }).click();
      await expect(row(page, '赵来宾')).toContainText('局会议室座谈');
      await page.getByRole('button', { name: '1 示例浙商联合会，洽谈' }).click();
      await expect(row(page, '孙来宾')).toBeHidden();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: '导出表格' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^以商引商台账 .*\.xlsx$/);
    });

    await test.step('both chambers read the reason; a longer protection holds from now on', async () => {
      await secretary.page.goto('/staff/credit');
      await expect(row(secretary.page, '孙来宾')).toContainText('认定理由：两家都有接待记录');
      await expect(secretary.page.getByText('计 1.4')).toBeVisible();
      const { page } = official;
      await page.getByRole('button', { name: '调整' }).click();
      await page.getByRole('spinbutton', { name: /保护期/ }).fill('365');
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await expect(page.getByText('首报保护期 365 天')).toBeVisible();
    });

    await test.step('on a phone', async () => {
      for (const [login, name] of [
        [demo.official, 'credit-bureau-phone'],
        [rival, 'credit-chamber-phone'],
      ] as const) {
        const { page, context } = await come(login, 'phone');
        await page.goto('/staff/credit');
        await expect(page.getByText('孙来宾')).toBeVisible();
        await shot(page, name);
        await context.close();
      }
    });
    expect(complaints.flat()).toEqual([]);
    expect(house.log()).not.toMatch(/panic|level=ERROR/);
  } finally {
    await house.stop();
  }
});
