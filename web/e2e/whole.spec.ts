// A promotion session from its rehearsal to the answer that comes a day later: an official leads, a moderator looks
// after the questions, a presenter turns the pages, one investor is at a desk and one on a phone whose network breaks.
// What is left is the report, read back from the spreadsheet, and the replay, which ends as the room did.
import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Arranged, arrange, edit } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { Line } from './lib/line';
import { call, demo, post, type Somebody, signIn, somebody } from './lib/people';
import { connected, seesPage, shown } from './lib/room';
import { sheetsOf } from './lib/sheet';
import { find } from './lib/visit';

const wanted = '两宗地块能一起开发吗？';
const twin = '两块地可以合并开发吗？';
const left = '人才公寓怎样申请？';
const written = '在区政务网申请，十个工作日内答复。';

interface Play {
  house: House;
  base: string;
  at: Arranged;
  mobile: Line;
  official: Somebody;
  moderator: Somebody;
  presenter: Somebody;
  phone: Somebody;
  desk: Somebody;
  /** Only looks on, so that nothing on the page is their own. */
  witness: Somebody;
}

test('a whole session, from its rehearsal to the answer of the next day', async ({ browser }) => {
  const house = await openHouse('embedded', { steered: true });
  const mobile = await Line.to(house.nodes[0] ?? '');
  const p = await gather(browser, house, mobile);
  const everybody = [p.official, p.moderator, p.presenter, p.phone, p.desk, p.witness];
  try {
    await test.step('rehearsal', () => rehearse(p));
    await test.step('start, and the pages turn', () => begin(p));
    await test.step('questions: merged, wanted, answered, one left', () => questions(p));
    await test.step('a poll with a broken network in the middle', () => poll(p));
    await test.step('a hand, an announcement, a link', () => handAndNews(p));
    const live = await test.step('the end', () => end(p));
    await test.step('the replay ends as the room did', () => replay(p, live));
    await test.step('the report, and the spreadsheet read back', () => report(p));
    await test.step('a day later the last question is answered', () => answered(p));
    expect(everybody.flatMap((who) => who.complaints)).toEqual([]);
  } finally {
    await Promise.all(everybody.map((who) => who.context.close()));
    await mobile.close();
    await house.stop();
  }
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

async function gather(browser: Browser, house: House, mobile: Line): Promise<Play> {
  const base = house.nodes[0] ?? '';
  const staff = async (login: string) => {
    const who = await somebody(browser, base, 'desktop');
    await signIn(who, base, login);
    return who;
  };
  const official = await staff(demo.official);
  const moderator = await staff(demo.secretary);
  const presenter = await staff(demo.speaker);
  const desk = await staff(demo.investor);
  const phone = await somebody(browser, mobile.url, 'phone');
  await post(phone.context.request, base, 'sign-in', { method: 'guest', name: '许静' });
  const witness = await somebody(browser, base, 'desktop');
  await post(witness.context.request, base, 'sign-in', { method: 'guest', name: '何志远' });
  const at = await arrange(official, base, 'public');
  const id = async (who: Somebody) => (await call<{ id: string }>(who.context.request, base, 'GET', 'me')).id;
  await edit(official.context.request, base, `events/${at.event}/sessions/${at.session}`, 'people', {
    people: [
      { person: await id(official), role: 'host' },
      { person: await id(moderator), role: 'moderator' },
      { person: await id(presenter), role: 'presenter' },
    ],
  });
  return { house, base, at, mobile, official, moderator, presenter, phone, desk, witness };
}

/** Slides and the run of show are laid ready, tried in a throw-away room, and thrown away with it. */
async function rehearse({ base, at, official, presenter }: Play) {
  const { page } = official;
  const request = official.context.request;
  const { live } = await find(official, base);
  type Slides = { items: { file: string; kind: string }[] };
  const { items } = await call<Slides>(request, base, 'GET', `rooms/${live}/slides`);
  const file = items.find(({ kind }) => kind === 'slides')?.file;
  await call(request, base, 'POST', `rooms/${at.room}/slides`, { file });
  await page.goto(`${base}/rooms/${at.room}/host`);
  await connected(page);
  await add(page, '开场', 5, '欢迎各位', '先问好');
  await add(page, '答问', 30, '请提问', '底价不说');
  await page.getByRole('button', { name: '彩排' }).click();
  await expect(page.getByRole('note')).toContainText('只有工作人员能进');
  await connected(page);
  const rehearsal = page.url();
  await confirm(page, '开始直播');
  await presenter.page.goto(rehearsal.replace(/host$/, 'presenter'));
  await expect(presenter.page.getByTestId('notes')).toContainText('先问好');
  await confirm(page, '结束彩排');
  await expect(page).toHaveURL(`${base}/rooms/${at.room}/host`);
  await connected(page);
}

async function begin({ base, at, mobile, official, moderator, presenter, phone, desk, witness }: Play) {
  await presenter.page.goto(`${base}/rooms/${at.room}/presenter`);
  await presenter.page.getByRole('button', { name: '我准备好了' }).click();
  for (const [who, url] of [
    [phone, `${mobile.url}/rooms/${at.room}`],
    [desk, `${base}/rooms/${at.room}`],
    [witness, `${base}/rooms/${at.room}`],
    [moderator, `${base}/rooms/${at.room}/host`],
  ] as const) {
    await who.page.goto(url);
    await connected(who.page);
  }
  await confirm(official.page, '开始直播');
  await expect(phone.page.getByText('欢迎各位')).toBeVisible();
  await expect(phone.page.getByText('开场')).toBeVisible();
  await official.page
    .getByRole('button', { name: /^第 1 页/ })
    .first()
    .click();
  await official.page.getByRole('button', { name: '推上舞台' }).click();
  await seesPage(phone.page, 1);
  await presenter.page.locator('body').press('ArrowRight');
  await seesPage(phone.page, 2);
  await seesPage(desk.page, 2);
}

async function ask(page: Page, text: string) {
  await page.getByRole('tab', { name: /^提问/ }).click();
  await page.getByRole('textbox', { name: '提问' }).fill(text);
  const mine = page.getByRole('listitem').filter({ hasText: text }).first();
  await expect(async () => {
    await page.getByRole('button', { name: '提问', exact: true }).click();
    await expect(mine).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 }); // a second question of somebody's has to wait a little
}

async function questions({ moderator, phone, desk }: Play) {
  await ask(phone.page, wanted);
  await ask(desk.page, twin);
  await ask(desk.page, left);
  const { page } = moderator;
  await page.getByRole('tab', { name: /^提问/ }).click();
  const rows = page.getByRole('list', { name: '提问列表' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  for (let waiting = 3; waiting > 0; waiting--) {
    await rows.first().focus();
    await page.keyboard.press('p');
    if (waiting > 1) await expect(rows).toHaveCount(waiting - 1);
  }
  await page.getByRole('radio', { name: /待答/ }).check({ force: true });
  await expect(rows).toHaveCount(3);
  await rows.filter({ hasText: twin }).getByRole('button', { name: /^合并/ }).click();
  await rows.filter({ hasText: twin }).getByRole('combobox').selectOption({ label: wanted });
  await rows.filter({ hasText: twin }).getByRole('button', { name: '并入' }).click();
  await expect(rows).toHaveCount(2);
  await desk.page.getByText('最热').click();
  const open = desk.page.getByRole('listitem').filter({ hasText: wanted });
  await open.getByRole('button', { name: '我也想问，0 人' }).click();
  await expect(open.getByRole('button', { name: '已跟问，共 1 人' })).toBeVisible();
  await rows.filter({ hasText: wanted }).focus();
  await page.keyboard.press('l');
  await expect(rows).toHaveCount(1);
  await expect(phone.page.getByText('已答复')).toBeVisible();
}

async function poll({ official, mobile, phone, desk }: Play) {
  const { page } = official;
  await page.getByRole('tab', { name: '投票' }).click();
  await page.getByRole('button', { name: '新投票' }).click();
  await page.getByLabel('问题').fill('最关心哪一项？');
  await page.getByLabel('选项，一行一个').fill('地价\n配套');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('button', { name: '开始投票' }).click();
  const vote = async (voter: Page, option: string) => {
    await voter.getByRole('radio', { name: option }).check();
    await voter.getByRole('button', { name: '投票', exact: true }).click();
  };
  for (const who of [phone, desk]) await who.page.getByRole('button', { name: '去投票' }).click();
  mobile.cut();
  await expect(phone.page.getByText('选好的留着')).toBeVisible({ timeout: 20_000 });
  await vote(desk.page, '地价');
  mobile.mend();
  await connected(phone.page);
  await vote(phone.page, '配套');
  const row = (where: Page, option: string) => where.getByRole('row').filter({ hasText: option });
  await expect(row(phone.page, '配套')).toContainText('我选的');
  await expect(row(page, '配套')).toContainText('1 人');
  await confirm(page, '结束投票');
  await expect(row(desk.page, '地价')).toContainText('50%');
}

async function handAndNews({ official, phone, desk }: Play) {
  const { page } = official;
  await desk.page.getByRole('button', { name: '举手', exact: true }).filter({ visible: true }).click();
  await page.getByRole('tab', { name: /^举手/ }).click();
  await page.getByRole('button', { name: '请发言' }).first().click();
  await expect(desk.page.getByText('轮到您了')).toBeVisible();
  await desk.page.getByRole('region', { name: '举手' }).getByRole('button', { name: '放下' }).click();
  await page.getByLabel('一句话，所有人可见').fill('茶歇到 10:45');
  await page.getByRole('button', { name: '发布公告' }).click();
  await expect(phone.page.getByRole('region', { name: '公告' })).toContainText('茶歇到 10:45');
  await page.getByLabel('名称').fill('投资指南');
  await page.getByLabel('地址').fill('https://example.com/guide');
  await page.getByRole('button', { name: '添加链接' }).click();
  await expect(page.getByText('投资指南')).toBeVisible();
}

/** The session ends; what somebody who stayed has on the page is what the room came to. */
async function end({ official, witness }: Play) {
  await official.page.getByRole('button', { name: /^下一项：答问/ }).click();
  await expect(witness.page.getByText('请提问')).toBeVisible();
  await confirm(official.page, '结束直播');
  await expect(witness.page.getByText('本场已结束，感谢参加')).toBeVisible();
  return shown(witness.page);
}

async function replay({ base, at, witness }: Play, live: unknown) {
  const { page } = witness;
  await page.goto(`${base}/rooms/${at.room}/replay`);
  await page.getByRole('slider', { name: '播放位置' }).press('End');
  await expect(page.getByText('本场已结束，感谢参加')).toBeVisible();
  expect(await shown(page)).toEqual(live);
}

async function report({ base, at, official }: Play) {
  const { page } = official;
  await page.goto(`${base}/staff/reports/${at.room}`);
  await expect(page.getByRole('button', { name: /^到场 3/ })).toBeVisible({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出表格' }).click();
  const sheets = sheetsOf(await readFile(await (await download).path()));
  const rows = (sheet: string) => sheets.get(sheet)?.slice(1) ?? [];
  const row = (sheet: string, words: string) => rows(sheet).find((cells) => cells.includes(words)) ?? [];
  expect(rows('参会').map(([name]) => name)).toEqual(expect.arrayContaining(['许静', '何志远', '陈启明（示例）']));
  expect(row('概况', '到场')).toContain('3');
  expect(row('投票', '配套')).toEqual(expect.arrayContaining(['最关心哪一项？', '1', '50%', '2']));
  expect(row('提问与答复', wanted)).toContain('许静');
  expect(row('提问与答复', left)).toContain('陈启明（示例）');
  expect(row('公告', '茶歇到 10:45')).toHaveLength(2);
}

async function answered({ house, base, official, desk }: Play) {
  await house.advance('25h');
  await signIn(official, base, demo.official);
  await signIn(desk, base, demo.investor);
  const { page } = official;
  await page.goto(`${base}/staff/follow-ups?status=open`);
  await page.getByRole('row').filter({ hasText: left }).getByRole('button', { name: '办理' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('答复内容').fill(written);
  await drawer.getByRole('button', { name: '书面答复' }).click();
  await expect(drawer.getByText('已公开').or(drawer.getByText('已答复')).first()).toBeVisible();
  await desk.page.goto(`${base}/inbox`);
  await expect(desk.page.getByRole('article').filter({ hasText: left })).toContainText(written);
}

async function add(page: Page, title: string, minutes: number, notice: string, notes: string) {
  await page.getByRole('button', { name: '插入一项' }).click();
  const form = page.locator('form').filter({ has: page.getByLabel('开始时放上舞台') });
  await form.getByLabel('名称').fill(title);
  await form.getByLabel('分钟').fill(String(minutes));
  await form.getByLabel('开始时放上舞台').selectOption('notice');
  await form.getByLabel('通知', { exact: true }).fill(notice);
  await form.getByLabel('给推介人的备注').fill(notes);
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form).toHaveCount(0);
}

/** Presses what asks back, and says yes. */
async function confirm(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}
