// A question that nobody answered in the room: its answer from the ledger reaches
// whoever asked, in their inbox and by mail, and stands beside the event.
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { arrange } from './lib/arrange';
import { type House, openHouse } from './lib/house';
import { faults, settled } from './lib/look';
import { call, demo, type Somebody, signIn, somebody } from './lib/people';

const shots = process.env.ZHAOYUN_SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  await settled(page);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
  expect(await faults(page), name).toEqual([]);
}

/** The readable part of a mail: quoted-printable or base64, whichever it came as. */
function plain(mail: string): string {
  const unquoted = mail
    .replace(/=\r?\n/g, '')
    .replace(/((?:=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString('utf8'));
  const encoded = /Content-Transfer-Encoding: base64\r?\n[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g;
  return unquoted + [...mail.matchAll(encoded)].map((part) => Buffer.from(part[1] ?? '', 'base64').toString()).join('');
}

test('an answer from the ledger reaches whoever asked, and everybody beside the event', async ({ browser }) => {
  const house: House = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const cast: Somebody[] = [];
  const come = async (screen: 'desktop' | 'phone', login?: string) => {
    const who = await somebody(browser, base, screen);
    if (login) await signIn(who, base, login);
    cast.push(who);
    return who;
  };
  const question = '两宗地块什么时候挂牌？';
  const answer = '预计明年三月挂牌，以公告为准。';
  try {
    const official = await come('desktop', demo.official);
    const investor = await come('phone', demo.investor);
    const visitor = await come('desktop');
    const { slug, room } = await arrange(official, base, 'public');
    const desk = official.context.request;
    const asker = investor.context.request;

    await test.step('a quiet inbox', async () => {
      await investor.page.goto(`${base}/inbox`);
      await expect(investor.page.getByText('还没有消息')).toBeVisible();
      await shot(investor.page, 'inbox-empty-phone');
    });

    await call(desk, base, 'PUT', `rooms/${room}/state`, { state: 'live' });
    await investor.page.goto(`${base}/rooms/${room}`);
    await investor.page.getByRole('tab', { name: /^提问/ }).click();
    await investor.page.getByRole('textbox', { name: '提问' }).fill(question);
    await investor.page.getByRole('button', { name: '提问', exact: true }).click();
    await expect(investor.page.getByRole('listitem').filter({ hasText: question }).first()).toBeVisible();
    const waiting = await call<{ items: { id: string }[] }>(
      desk,
      base,
      'GET',
      `rooms/${room}/questions?filter=waiting`,
    );
    for (const { id } of waiting.items ?? []) {
      await call(desk, base, 'PUT', `rooms/${room}/questions/${id}/review`, { decision: 'publish' });
    }
    await call(desk, base, 'PUT', `rooms/${room}/state`, { state: 'ended' });

    await test.step('the official answers from the ledger, for everybody', async () => {
      const page = official.page;
      await page.goto(`${base}/staff/follow-ups?status=open`);
      await page.getByRole('row').filter({ hasText: question }).getByRole('button', { name: '办理' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByLabel('答复部门').fill('规资');
      await drawer.getByRole('button', { name: '保存部门和日期' }).click();
      await expect(drawer.getByText('规资，')).toBeVisible();
      await drawer.getByLabel('答复内容').fill(answer);
      await drawer.getByRole('checkbox', { name: /公开答复/ }).check();
      await drawer.getByRole('button', { name: '书面答复' }).click();
      await expect(drawer.getByText('已在活动页公示')).toBeVisible();
    });

    await test.step('a mail is on its way', async () => {
      const told = async () => (await house.mail()).map(plain).filter((mail) => mail.includes(answer));
      await expect.poll(async () => (await told()).length).toBe(1);
      const [mail = ''] = await told();
      expect(mail).toContain('investor@demo.zhaoyun.example');
      expect(mail).toContain('List-Unsubscribe');
      const stop = /https?:\/\/[^/\s]+(\/unsubscribe\/\w+\/answer)/.exec(mail)?.[1];
      await visitor.page.goto(`${base}${stop}`);
      await expect(visitor.page.getByRole('heading', { name: '停止此类邮件' })).toBeVisible();
      await shot(visitor.page, 'unsubscribe');
      await visitor.page.getByRole('button', { name: '停止发送' }).click();
      await expect(visitor.page.getByRole('heading', { name: '已停止' })).toBeVisible();
    });

    await test.step('the asker finds it behind the bell', async () => {
      await investor.page.goto(`${base}/`);
      await investor.page.getByRole('link', { name: '消息，1 条未读' }).click();
      const row = investor.page.getByRole('article').filter({ hasText: question });
      await expect(row).toContainText(answer);
      await expect(row).toContainText('未读');
      await expect(investor.page.getByRole('checkbox', { name: '提问答复' })).not.toBeChecked();
      await investor.page.getByRole('checkbox', { name: '提问答复' }).check();
      await shot(investor.page, 'inbox-phone');
      const wide = await come('desktop', demo.investor);
      await wide.page.goto(`${base}/inbox`);
      await expect(wide.page.getByText(answer)).toBeVisible();
      await shot(wide.page, 'inbox');
      await row.getByRole('link').click();
      await expect(investor.page).toHaveURL(new RegExp(`/events/${slug}#answers`));
      await expect(investor.page.getByRole('heading', { name: '答复公示' })).toBeInViewport();
      await shot(investor.page, 'answers-phone');
      await expect(investor.page.getByRole('link', { name: '消息', exact: true })).toBeVisible();
    });

    await test.step('everybody reads it beside the event, without a name', async () => {
      await visitor.page.goto(`${base}/events/${slug}`);
      const answers = visitor.page.getByRole('region', { name: '答复公示' });
      await expect(answers).toContainText(question);
      await expect(answers).toContainText(answer);
      await expect(answers).toContainText('规资');
      const { name } = await call<{ name: string }>(asker, base, 'GET', 'me');
      await expect(answers).not.toContainText(name);
      await answers.scrollIntoViewIfNeeded();
      await shot(visitor.page, 'answers');
    });

    await test.step('an official who is named to a session is told', async () => {
      const second = await come('desktop', demo.second);
      await second.page.goto(`${base}/staff/events`);
      await expect(second.page.getByRole('link', { name: /^消息/ })).toBeVisible();
      await shot(second.page, 'staff-bell');
    });
    expect(cast.flatMap((who) => who.complaints)).toEqual([]);
  } finally {
    await Promise.all(cast.map((who) => who.context.close()));
    await house.stop();
  }
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});
