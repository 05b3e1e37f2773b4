// An official of the bureau brings an agreement to the point where it can be confirmed, in the pages of staff: parties
// with a wrong number put right, a text from a template with a promise the law forbids, a second version held against
// the first, a reason for what stays, the document fixed.
import { expect, type Page, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { faults as allFaults } from './lib/look';
import { call, demo, signIn, somebody } from './lib/people';
import { acceptAll } from './lib/signing';

let house: House;
let base: string;

test.beforeAll(async () => {
  house = await openHouse('embedded');
  base = house.nodes[0] ?? '';
});
test.afterAll(() => house?.stop());

/** The markup of texts has places to fill in that look like words nobody translated. */
const faults = async (page: Page) =>
  (await allFaults(page)).filter((fault) => !/^untranslated: .*\{\{(amount|date|parcel)/s.test(fault));

const promise = '11. 甲方按照乙方年度纳税额地方留成部分的 50% 给予奖励返还。';

test('from a title to a fixed document', async ({ browser }) => {
  const official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  const { page } = official;

  await test.step('it begins with a title; an empty one is refused and says so', async () => {
    await page.goto('/staff/agreements');
    await page.getByRole('link', { name: '新建协议' }).first().click();
    await page.getByRole('button', { name: '开始起草' }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await page.getByLabel('标题').fill('䶮溪智能制造产业园项目投资合作协议');
    await page.getByRole('button', { name: '开始起草' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /䶮溪/ })).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
  const id = /agreements\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  await test.step('parties; a wrong code is pointed out and loses nothing', async () => {
    await party(page, 0, '杭州市上城区投资促进局', '11330102MB1A2B3C4D', '示例甲', 'a@parties.example');
    await party(page, 1, '示例𠮷控股有限公司', '', '示例乙', 'b@parties.example');
    await page.getByRole('button', { name: '保存修改' }).click();
    await expect(page.getByText(/末位校验不符/).first()).toBeVisible();
    const first = page.getByRole('region', { name: '甲方' });
    await expect(first.getByLabel('全称')).toHaveValue('杭州市上城区投资促进局');
    await first.getByLabel('统一社会信用代码').fill('91350100M000100Y43');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '保存修改' }).click();
    await expect(page.getByText('至少两方，各有签署人')).toBeVisible();
    await expect
      .poll(
        async () =>
          (await call<{ parties: unknown[] }>(official.context.request, base, 'GET', `agreements/${id}`)).parties
            .length,
      )
      .toBe(2);
  });

  await test.step('a text from a template, beside the paper it becomes', async () => {
    await page.getByRole('tab', { name: /^文本/ }).click();
    await page.getByRole('button', { name: '在线起草' }).click();
    await page.getByRole('combobox', { name: '从模板开始' }).click();
    await page.locator('.ant-select-item', { hasText: '项目投资合作协议' }).click();
    const text = page.getByLabel('正文');
    await expect(text).toHaveValue(/投资规模/);
    await text.fill(`${await text.inputValue()}\n${promise}\n`);
    await expect(page.locator('.ag-write canvas').first()).toBeVisible({ timeout: 30_000 });
    expect(await faults(page)).toEqual([]);
    await page.reload(); // what was written stays on this device
    await page.getByRole('button', { name: '在线起草' }).click();
    await expect(page.getByLabel('正文')).toHaveValue(/地方留成部分/);
    await page.getByRole('button', { name: '存为新版本' }).click();
    await expect(page.getByText('第 1 版', { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: '税收返还' })).toBeVisible();
  });

  await test.step('a second version is held against the first, page by page', async () => {
    await page.getByRole('button', { name: '在线起草' }).click();
    const text = page.getByLabel('正文');
    await text.fill((await text.inputValue()).replace('每季度', '每月').replace('按期开工', '按约定日期开工'));
    await page.getByRole('button', { name: '存为新版本' }).click();
    await page.getByRole('button', { name: '对比版本' }).click();
    await expect(page.getByText(/^文字有改动的页：/)).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.ag-pair canvas').nth(1)).toBeVisible();
    await expect(page.locator('.ag-pair ins', { hasText: '约定日' }).first()).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });

  await test.step('figures and a deadline', async () => {
    await page.getByRole('tab', { name: '要素' }).click();
    await page.getByLabel('投资总额').fill('120000');
    await page.getByLabel('行业代码').fill('C39');
    const deadline = page.getByLabel('签署截止');
    await deadline.fill(`${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)} 18:00`);
    await deadline.press('Enter');
    await page.getByRole('button', { name: '保存修改' }).click();
    await expect(page.getByText('120,000 万元').first()).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });

  await test.step('put to the parties, read, and fixed with a reason for what stays', async () => {
    await page.getByRole('button', { name: '送各方阅签' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '送各方阅签' }).click();
    await expect(page.getByRole('heading', { name: '各方正在阅读' })).toBeVisible();
    for (const contact of ['a@parties.example', 'b@parties.example'])
      await acceptAll(browser, house, base, id, contact);
    const freeze = page.getByRole('button', { name: '定稿', exact: true });
    await expect(freeze).toBeEnabled({ timeout: 30_000 });
    await freeze.click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: '定稿', exact: true })).toBeDisabled();
    for (const reason of await dialog.getByLabel('保留的理由').all()) await reason.fill('依据市政府公开发布的普惠政策');
    expect(await faults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '定稿', exact: true }).click();
    await expect(page.getByRole('heading', { name: '等待各方确认' })).toBeVisible();
    await page.getByRole('tab', { name: '过程' }).click();
    await expect(page.getByText('协议定稿并锁定')).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });

  await test.step('the same on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const tab of [/^签约方/, /^文本/, '要素', '过程']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await faults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('a signer is replaced, and the agreement voided with a reason', async () => {
    await page.getByRole('tab', { name: /^签约方/ }).click();
    await page.getByRole('button', { name: '更换' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('示例丙');
    await dialog.getByLabel('手机或邮箱').fill('c@parties.example');
    await dialog.getByLabel('原因').fill('出差');
    await dialog.getByRole('button', { name: '更换签署人' }).click();
    await expect(page.getByText('已更换：出差')).toBeVisible();
    await page.getByRole('button', { name: '作废协议' }).click();
    await page.getByRole('dialog').getByLabel('原因').fill('条款需重新商议');
    await page.getByRole('dialog').getByRole('button', { name: '作废协议' }).click();
    await expect(page.getByRole('heading', { level: 2, name: '已作废' })).toBeVisible();
  });
  expect(official.complaints).toEqual([]);
  await official.context.close();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

/** Fills in one more party with its signer, the legal representative. */
async function party(page: Page, at: number, name: string, code: string, signer: string, contact: string) {
  await page.getByRole('button', { name: '添加一方' }).click();
  const card = page.locator('.ag-party').nth(at);
  await card.getByLabel('全称').fill(name);
  if (code) await card.getByLabel('统一社会信用代码').fill(code);
  await card.getByLabel('姓名').fill(signer);
  await card.getByLabel('手机或邮箱').fill(contact);
}
