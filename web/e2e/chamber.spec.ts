// A chamber of commerce from its spreadsheet to its credit: the secretary imports the
// members and invites them; one comes to the room by phone and asks, and sends the link
// on; the chamber's funnel and the bureau's comparison count both.
import { join } from 'node:path';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { openHouse } from './lib/house';
import { complaintsOf, faults, settled } from './lib/look';
import { mailTo } from './lib/mail';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected } from './lib/room';

const shots = process.env.ZHAOYUN_SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  await settled(page);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect.soft(await faults(page), name).toEqual([]);
}

/** The secretary's list: one without a usable number, one whose number another has, and a column nobody knows. */
const list = [
  ['姓名', '手机号码', '邮箱', '单位名称', '职务', '分组', '入会年'],
  ['沈嘉禾', '13900000001', 'shen@chamber.example', '示例光电', '董事长', '理事', '2019'],
  ['陆一舟', '1390000', 'lu@chamber.example', '示例新材', '总经理', '理事', '2021'],
  ['顾南星', '13900000003', 'gu@chamber.example', '示例医疗', '总监', '', '2022'],
  ['顾北辰', '13900000003', '', '示例医疗', '经理', '', '2024'],
]
  .map((row) => row.join(','))
  .join('\r\n');

interface Claims {
  items: { name: string; source: string; lines: { stage: string }[] }[];
}
interface Funnel {
  chamber: string;
  rank: number;
  stages: { stage: string; people: number }[];
}
interface Invited {
  items: { id: string; name: string; status: string; kind: string; link?: string; referralOf?: string }[];
}

const reached = ({ stages }: Funnel) => Object.fromEntries(stages.map(({ stage, people }) => [stage, people]));

test('a chamber imports, invites, attends and is credited', async ({ browser }) => {
  const house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const cast: Somebody[] = [];
  const come = async (screen: 'desktop' | 'phone', login?: string) => {
    const who = await somebody(browser, base, screen);
    if (login) await signIn(who, base, login);
    cast.push(who);
    return who;
  };
  try {
    const official = await come('desktop', demo.official);
    const secretary = await come('desktop', demo.secretary);
    const member = await come('phone');
    const complaints = [secretary, official, member].map(({ page }) => complaintsOf(page));
    const desk = secretary.context.request;
    const { event, room } = await arrange(official, base, 'registered');
    const chamber = await chamberOf(desk, base);
    const campaign = await post<{ id: string }>(official.context.request, base, 'campaigns', {
      event,
      chamber,
      quota: 20,
      deadline: new Date(Date.now() + 30 * 60_000).toISOString(),
    });
    const invited = async () => (await call<Invited>(desk, base, 'GET', `campaigns/${campaign.id}/invitations`)).items;

    await test.step('an old Excel file says what to do', async () => {
      await secretary.page.goto(`${base}/staff/members/import`);
      await upload(secretary.page, '会员.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
      await expect(secretary.page.getByRole('heading', { name: '这份名单读不了' })).toBeVisible();
      await expect(secretary.page.getByText('文件类型选「Excel 工作簿 (*.xlsx)」，保存。')).toBeVisible();
      await shot(secretary.page, 'members-import-old');
      await secretary.page.getByRole('link', { name: '换一份名单' }).click();
    });

    await test.step('the list is put right before anything is written', async () => {
      const { page } = secretary;
      await shot(page, 'members-import-new');
      await upload(page, '会员.csv', Buffer.from(`\uFEFF${list}\r\n`));
      await expect(page.getByRole('heading', { name: '逐行核对' })).toBeVisible();
      await expect(page.getByText('将新增 2 位、更新 0 位', { exact: false })).toBeVisible();
      await expect(page.getByText('手机与第 4 行相同', { exact: false })).toBeVisible();
      await shot(page, 'members-import-preview');
      await page.getByRole('button', { name: '有错 1' }).click();
      const rows = page.locator('.im-row');
      await expect(rows).toHaveCount(1);
      await rows.getByRole('button', { name: /陆一舟/ }).click();
      await page.getByLabel('手机', { exact: true }).fill('13900000002');
      await page.reload(); // what was typed is not lost
      await page.getByRole('button', { name: '有错 1' }).click();
      await rows.getByRole('button', { name: /陆一舟/ }).click();
      await expect(page.getByLabel('手机', { exact: true })).toHaveValue('13900000002');
      await shot(page, 'members-import-row');
      await page.getByRole('button', { name: '改好了' }).click();
      await expect(page.getByText('将新增 3 位、更新 0 位', { exact: false })).toBeVisible();
      await page.getByRole('button', { name: /^全部/ }).click();
      await expect(rows.filter({ hasText: '顾北辰' }).getByText('不写入').first()).toBeVisible();
      expect((await call<{ total: number }>(desk, base, 'GET', `members?chamber=${chamber}&q=示例光电`)).total).toBe(0);
    });

    await test.step('it is written once the ground is said', async () => {
      const { page } = secretary;
      const write = page.getByRole('button', { name: '写入会员' });
      await expect(write).toBeDisabled();
      await pick(page, '都加入分组', '云推介');
      const read = page.url().split('/').at(-1) ?? '';
      type Import = { state: string; choice: { groups?: string[] } };
      await expect
        .poll(() => call<Import>(desk, base, 'GET', `members/imports/${read}`))
        .toMatchObject({ state: 'preview', choice: { groups: ['云推介'] } });
      await page.reload(); // the list was read again; what was put right is still so
      await expect(page.getByText('将新增 3 位、更新 0 位', { exact: false })).toBeVisible();
      await choose(page, '保存依据', '入会登记');
      await page.getByLabel('信息来源').fill('2026 年入会登记表');
      await write.click();
      await expect(page.getByText('已新增 3 位、更新 0 位', { exact: false })).toBeVisible();
      await shot(page, 'members-import-done');
      await page.getByRole('link', { name: '看会员' }).click();
      await expect(page.getByRole('button', { name: '沈嘉禾' })).toBeVisible();
      await shot(page, 'members');
      await page.getByRole('button', { name: '沈嘉禾' }).click();
      await expect(page.getByRole('dialog').getByLabel('姓名')).toHaveValue('沈嘉禾');
      await shot(page, 'member');
      await page.goto(`${base}/staff/members/import`);
      await upload(page, '会员.csv', Buffer.from(`\uFEFF${list}\r\n`));
      await expect(page.getByText('没有变化可写', { exact: false })).toBeVisible(); // the same list again
    });

    await test.step('the bureau sees the list with contacts masked', async () => {
      await official.page.goto(`${base}/staff/members?chamber=${chamber}`);
      await expect(official.page.getByText('联系方式已遮蔽', { exact: false })).toBeVisible();
      await expect(official.page.getByRole('button', { name: '沈嘉禾' })).toBeVisible();
      expect(await official.page.content()).not.toContain('13900000001');
      await expect(official.page.getByRole('button', { name: '添加会员' })).toHaveCount(0);
      await shot(official.page, 'members-bureau');
    });

    await test.step('the secretary invites the new members', async () => {
      const { page } = secretary;
      await page.goto(`${base}/staff/campaigns/${campaign.id}`);
      await page.getByRole('button', { name: '选择会员' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: '按分组' }).check();
      await choose(page, '按分组', /^云推介/);
      await dialog.getByRole('button', { name: '加入草稿' }).click();
      await expect(dialog.getByRole('status')).toBeVisible();
      await dialog.getByRole('button', { name: '取消' }).last().click();
      await page.getByRole('button', { name: '发出 3 份' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '确认发出' }).click();
      await expect.poll(async () => (await mailTo(house, 'shen@chamber.example')).length).toBe(1);
      const [letter = ''] = await mailTo(house, 'shen@chamber.example');
      const own = (await invited()).find(({ name }) => name === '沈嘉禾');
      expect(letter).toContain(new URL(own?.link ?? '').pathname);
    });

    const own = (await invited()).find(({ name }) => name === '沈嘉禾');
    const path = new URL(own?.link ?? '').pathname;

    await test.step('a member comes by phone and asks', async () => {
      const { page } = member;
      await page.goto(base + path);
      await page.getByRole('button', { name: '是我，接受邀请' }).click();
      await page.getByRole('textbox', { name: '姓名' }).fill('沈嘉禾');
      await page.getByRole('checkbox', { name: /我已阅读|同意/ }).check();
      await page.getByRole('button', { name: '确认参加' }).click();
      await expect(page.getByRole('heading', { name: '已确认参加' })).toBeVisible();
      await call(official.context.request, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
      await page.goto(`${base}/rooms/${room}`);
      await connected(page);
      await page.getByRole('tab', { name: /^提问/ }).click();
      await page.getByRole('textbox', { name: '提问' }).fill('光电企业落户有厂房吗？');
      await page.getByRole('button', { name: '提问', exact: true }).click();
      await expect(page.getByRole('listitem').filter({ hasText: '光电企业落户有厂房吗？' }).first()).toBeVisible();
      await shot(page, 'member-room-phone');
    });

    await test.step('the link sent on makes a referral', async () => {
      const { page } = await come('desktop');
      await page.goto(base + path);
      await page.getByRole('button', { name: '不是我，用自己的名字报名' }).click();
      await page.getByRole('textbox', { name: '姓名' }).fill('叶知秋');
      await page.getByRole('textbox', { name: '邮箱或手机号' }).fill('ye@forwarded.example');
      await page.getByRole('textbox', { name: '单位' }).fill('示例供应链');
      await page.getByRole('checkbox', { name: /我已阅读|同意/ }).check();
      await page.getByRole('button', { name: '确认参加' }).click();
      await expect(page.getByRole('heading', { name: '已确认参加' })).toBeVisible();
      const referral = (await invited()).find(({ name }) => name === '叶知秋');
      expect(referral).toMatchObject({ kind: 'forwarded', referralOf: own?.id });
    });

    await test.step('the chamber and the bureau see who came because of whom', async () => {
      const claims = async (request: APIRequestContext) =>
        (await call<Claims>(request, base, 'GET', `attributions?event=${event}`)).items;
      const stagesOf = async (name: string) =>
        (await claims(desk)).find((claim) => claim.name === name)?.lines.map(({ stage }) => stage);
      await expect.poll(() => stagesOf('沈嘉禾')).toEqual(expect.arrayContaining(['registered', 'attended']));
      expect(await stagesOf('叶知秋')).toEqual(['registered']);
      const sources = Object.fromEntries((await claims(official.context.request)).map((one) => [one.name, one.source]));
      expect(sources).toEqual({ 沈嘉禾: 'personal', 叶知秋: 'forwarded' });
      const funnel = await call<Funnel>(desk, base, 'GET', `attributions/funnel?event=${event}`);
      expect(reached(funnel)).toMatchObject({ invited: 3, registered: 2, attended: 1 });
      const all = await call<{ items: Funnel[] }>(
        official.context.request,
        base,
        'GET',
        `attributions/chambers?event=${event}`,
      );
      expect(all.items.map(({ chamber: id, rank }) => [id, rank])).toEqual([[chamber, 1]]);
      expect(reached(all.items[0] as Funnel)).toMatchObject({ invited: 3, registered: 2, attended: 1 });
    });

    await test.step('and so do the pages of credit', async () => {
      await onTheCreditPage(secretary.page, base, event, /报名.*2/);
      await onTheCreditPage(official.page, base, event, /香港示例商会.*报名/);
    });

    await test.step('on a phone', async () => {
      await secretary.page.setViewportSize({ width: 390, height: 844 });
      await secretary.page.goto(`${base}/staff/members`);
      await expect(secretary.page.getByRole('button', { name: '沈嘉禾' })).toBeVisible();
      await shot(secretary.page, 'members-phone');
      await secretary.page.getByRole('button', { name: '沈嘉禾' }).click();
      await expect(secretary.page.getByRole('dialog').getByLabel('姓名')).toBeVisible();
      await shot(secretary.page, 'member-phone');
      await secretary.page.goto(`${base}/staff/members/import`);
      await shot(secretary.page, 'members-import-new-phone');
      await secretary.page.getByRole('link', { name: '会员.csv' }).first().click();
      await expect(secretary.page.getByRole('heading', { name: '逐行核对' })).toBeVisible();
      await shot(secretary.page, 'members-import-preview-phone');
    });
    expect(complaints.flat()).toEqual([]);
  } finally {
    for (const { context } of cast) await context.close();
    await house.stop();
  }
});

/** The ledger's page names who came and opens the people behind a figure. */
async function onTheCreditPage(page: Page, base: string, event: string, figure: RegExp): Promise<void> {
  await page.goto(`${base}/staff/credit?event=${event}`);
  await page.getByRole('button', { name: figure }).first().click(); // every figure opens the people behind it
  for (const name of ['沈嘉禾', '叶知秋']) await expect(page.getByText(name).first()).toBeVisible();
}

async function chamberOf(request: APIRequestContext, base: string): Promise<string> {
  type Me = { memberships: { organisation: { id: string; kind: string } }[] };
  const { memberships } = await call<Me>(request, base, 'GET', 'me');
  return memberships.find(({ organisation }) => organisation.kind === 'chamber')?.organisation.id ?? '';
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** Takes an option of a select. */
async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: option }).click();
}

/** Types a label that is new. */
async function pick(page: Page, label: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label });
  await box.fill(name);
  await box.press('Enter');
  await box.blur();
}
