// Parcels from the file of a notice to the printed sheet: imported, found, kept,
// compared, corrected by two officials at once, and told to whoever keeps them.
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, type Screen, type Somebody, signIn, somebody } from './lib/people';

const shots = process.env.ZHAOYUN_SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  await settled(page);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await faults(page), name).toEqual([]);
}

type Ring = [number, number][];

/** A plot of `size` degrees with its corner at a place near the river; `crossed` makes a bow-tie of it. */
function plot(lng: number, lat: number, size: number, crossed = false): Ring {
  const [a, b, c, d]: Ring = [
    [lng, lat],
    [lng + size, lat],
    [lng + size, lat + size],
    [lng, lat + size],
  ];
  return (crossed ? [a, c, b, d, a] : [a, b, c, d, a]) as Ring;
}

const feature = (properties: object, ring: Ring) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
});

const notice = { 所属行政区: '上城区', 出让方式: '挂牌', 状态: '挂牌期' };
const file = {
  name: '出让公告.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        feature(
          {
            ...notice,
            宗地编号: '示例储出〔2026〕21号',
            地块名称: '望江单元示例甲地块',
            土地用途: '商务金融用地',
            出让年限: '40年',
            容积率: '大于1.0并且小于或等于2.2',
            建筑限高: '≤60米',
            起始价: '98000万元',
          },
          plot(120.19, 30.23, 0.0012),
        ),
        feature(
          {
            ...notice,
            宗地编号: '示例储出〔2026〕22号',
            地块名称: '望江单元示例乙地块',
            土地用途: '城镇住宅用地',
            出让年限: '70年',
            容积率: '按规划条件执行',
            起始价: '18000元/建筑㎡',
          },
          plot(120.193, 30.23, 0.001),
        ),
        feature(
          { ...notice, 宗地编号: '示例储出〔2026〕23号', 地块名称: '示例自交地块' },
          plot(120.196, 30.23, 0.001, true),
        ),
        feature({ ...notice, 地块名称: '示例无号地块' }, plot(120.199, 30.23, 0.001)),
      ],
    }),
  ),
};

test('a parcel from the file of its notice to the printed sheet', async ({ browser }) => {
  const house: House = await openHouse('embedded', { steered: true });
  const base = house.nodes[0] ?? '';
  const cast: Somebody[] = [];
  const come = async (screen: Screen, login?: string) => {
    const who = await somebody(browser, base, screen);
    if (login) await signIn(who, base, login);
    cast.push(who);
    return who;
  };
  const upload = async (page: Page) => {
    await page.goto(`${base}/staff/parcels/import`);
    await expect(page.getByRole('heading', { name: '上传文件' })).toBeVisible();
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByRole('heading', { name: '逐行核对' })).toBeVisible({ timeout: 20_000 });
  };
  try {
    const official = await come('desktop', demo.official);
    const second = await come('desktop', demo.second);
    const investor = await come('phone', demo.investor);
    const desk = official.page;

    await test.step('a preview tells what was understood and what is wrong', async () => {
      await upload(desk);
      const row = (name: string) => desk.getByRole('article').filter({ hasText: name });
      await expect(row('示例甲地块')).toContainText('可写入');
      await expect(row('示例乙地块')).toContainText('写入，待核对');
      await expect(row('示例乙地块')).toContainText('按规划条件执行');
      await expect(row('示例自交地块')).toContainText('不写入');
      await expect(row('示例自交地块')).toContainText('自相交');
      await expect(row('示例无号地块')).toContainText('没有宗地编号');
      await row('示例甲地块').getByRole('button').click();
      await expect(row('示例甲地块').getByText('1.0 < R ≤ 2.2')).toBeVisible();
      await expect(row('示例甲地块').getByText('大于1.0并且小于或等于2.2')).toBeVisible();
      await shot(desk, 'import-preview');
    });

    await test.step('nothing is written before it is confirmed, and good rows are not held up by bad ones', async () => {
      const before = await call<{ counts: { total: number } }>(official.context.request, base, 'GET', 'parcels');
      expect(before.counts.total).toBe(5);
      await desk.getByRole('combobox', { name: '新增的地块' }).click();
      await desk.getByTitle('写入后就公开').click();
      await expect(desk.getByText('将新增 2 宗、更新 0 宗')).toBeVisible({ timeout: 15_000 });
      await desk.getByRole('button', { name: '写入地块' }).click();
      await expect(desk.getByText('已新增 2 宗')).toBeVisible({ timeout: 20_000 });
      await shot(desk, 'import-done');
    });

    await test.step('the same file again changes nothing', async () => {
      await upload(desk);
      await expect(desk.getByText('没有变化可写：2 宗与现有一致')).toBeVisible();
      await expect(desk.getByRole('button', { name: '写入地块' })).toBeDisabled();
    });

    const phone = investor.page;
    await test.step('an investor finds it, keeps it and compares it on a phone', async () => {
      await phone.goto(`${base}/parcels`);
      await phone.getByRole('searchbox', { name: /编号、名称/ }).fill('望江单元');
      await expect(phone.getByText('共 2 宗')).toBeVisible();
      await expect(phone).toHaveURL(/q=/);
      await shot(phone, 'parcels-phone');
      for (const name of ['甲', '乙'])
        await phone.getByRole('checkbox', { name: `对比 望江单元示例${name}地块` }).check();
      await phone.getByRole('button', { name: '收藏望江单元示例甲地块' }).click();
      await expect(phone.getByText('已收藏，公告有变化会通知您。')).toBeVisible();
      await phone.getByRole('link', { name: '并排看' }).click();
      await expect(phone.getByRole('heading', { name: '地块对比' })).toBeVisible();
      const line = phone.getByRole('row').filter({ has: phone.getByRole('rowheader', { name: '起始价' }) });
      await expect(line).toContainText('98,000 万元');
      await expect(line).toContainText('18,000 元/建筑㎡');
      await shot(phone, 'compare-phone');
      await phone.goto(`${base}/me`);
      await expect(phone.getByRole('heading', { name: /收藏的地块/ })).toBeVisible();
      await expect(phone.getByRole('link', { name: '望江单元示例甲地块' })).toBeVisible();
    });

    type List = { items: { id: string; version: number; name: Record<string, string> }[] };
    const found = await call<List>(
      official.context.request,
      base,
      'GET',
      `parcels?q=${encodeURIComponent('示例甲地块')}`,
    );
    const parcel = found.items[0];
    if (!parcel) throw new Error('the parcel is not there');

    await test.step('two officials correct it at once, and neither loses anything', async () => {
      await desk.goto(`${base}/staff/parcels/${parcel.id}`);
      await desk.getByRole('textbox', { name: '起始价' }).fill('95000');
      await desk.getByRole('textbox', { name: '容积率上限' }).fill('很多');
      await expect(desk.getByText('请填数字')).toBeVisible();
      await desk.getByRole('textbox', { name: '容积率上限' }).fill('2.5');
      await expect(desk.getByText('1.0 < R ≤ 2.5')).toBeVisible();
      await call(
        second.context.request,
        base,
        'PATCH',
        `parcels/${parcel.id}`,
        { location: '东至秋涛路' },
        { 'If-Match': `"${parcel.version}"` },
      );
      await desk.getByRole('button', { name: '保存' }).click();
      const dialog = desk.getByRole('dialog');
      await expect(dialog).toContainText('这宗地块');
      await shot(desk, 'parcel-conflict');
      await dialog.getByRole('button', { name: /保留我/ }).click();
      await desk.getByRole('button', { name: '保存' }).click();
      await expect(desk.getByText('第 3 版')).toBeVisible();
      await expect(desk.getByRole('textbox', { name: '坐落' })).toHaveValue('东至秋涛路');
      await shot(desk, 'parcel-editor');
    });

    await test.step('whoever keeps it is told figure by figure', async () => {
      await house.advance('3m');
      await expect
        .poll(async () => (await call<{ unread: number }>(investor.context.request, base, 'GET', 'inbox')).unread, {
          timeout: 30_000,
        })
        .toBeGreaterThan(0);
      await phone.goto(`${base}/inbox`);
      const message = phone.getByRole('article').filter({ hasText: '望江单元示例甲地块' });
      await expect(message).toContainText('98,000 万元');
      await expect(message).toContainText('95,000 万元');
      await shot(phone, 'inbox-parcel-phone');
      await message.getByRole('link').click();
      await expect(phone.getByRole('heading', { level: 1, name: /示例甲地块/ })).toBeVisible();
    });

    await test.step('its page prints on A4, without what only a screen needs', async () => {
      const visitor = await come('desktop');
      const { page } = visitor;
      await page.goto(`${base}/parcels/${parcel.id}`);
      await expect(page.getByText('95,000').first()).toBeVisible();
      await shot(page, 'parcel');
      await page.emulateMedia({ media: 'print' });
      for (const gone of ['.pc-acts', '.pc-map', '.top-end', '.foot'])
        await expect(page.locator(gone).first()).toBeHidden();
      await expect(page.locator('.pc-outline svg')).toBeVisible();
      await expect(page.getByText('第 3 版')).toBeVisible();
      if (shots) await page.screenshot({ path: join(shots, 'parcel-print.png'), fullPage: true });
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    });

    expect(cast.flatMap((who) => who.complaints)).toEqual([]);
  } finally {
    await Promise.all(cast.map((who) => who.context.close()));
    await house.stop();
  }
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});
