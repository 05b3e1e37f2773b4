// A member opens the chamber's link on a phone and accepts; the same link, sent on, makes
// a referral of whoever registers by it; the secretary sees both.
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openHouse } from './lib/house';
import { complaintsOf, faults, settled } from './lib/look';
import { call, demo, type Somebody, signIn, somebody } from './lib/people';

const shots = process.env.ZHAOYUN_SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  await settled(page);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect.soft(await faults(page), name).toEqual([]);
}

interface Invited {
  items: { id: string; name: string; status: string; kind: string; link?: string; by?: string; referralOf?: string }[];
}

test('a personal link is its member’s; sent on it brings a referral', async ({ browser }) => {
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
    const secretary = await come('desktop', demo.secretary);
    const complaints = complaintsOf(secretary.page);
    const desk = secretary.context.request;
    const { items } = await call<{ items: { id: string }[] }>(desk, base, 'GET', 'campaigns');
    const campaign = items[0]?.id ?? '';
    const invited = async () => (await call<Invited>(desk, base, 'GET', `campaigns/${campaign}/invitations`)).items;
    const one = (await invited()).find(({ name }) => name.startsWith('Emily'));
    const path = new URL(one?.link ?? '').pathname;

    await test.step('the secretary sees the campaign', async () => {
      await secretary.page.goto(`${base}/staff/campaigns`);
      await shot(secretary.page, 'campaigns');
      await secretary.page.getByRole('link', { name: /杭港/ }).first().click();
      await expect(secretary.page.getByText('Emily Carter')).toBeVisible();
      await shot(secretary.page, 'campaign-recipients');
      await secretary.page.getByRole('tab', { name: '邀请文字' }).click();
      await expect(secretary.page.getByRole('heading', { name: '预览' })).toBeVisible();
      await expect(secretary.page.getByText(/诚邀您参加/).first()).toBeVisible();
      await shot(secretary.page, 'campaign-texts');
      await secretary.page.getByRole('tab', { name: '链接与海报' }).click();
      await expect
        .poll(() =>
          secretary.page.getByRole('img', { name: '海报' }).evaluate((img: HTMLImageElement) => img.naturalWidth),
        )
        .toBe(1080);
      await shot(secretary.page, 'campaign-links');
    });

    const member = await come('phone');
    await test.step('the member accepts on a phone', async () => {
      await member.page.goto(base + path);
      await expect(member.page.getByRole('heading', { name: /您是 E\*\*\* 本人吗/ })).toBeVisible();
      expect(await member.page.content()).not.toContain('emily@example.com');
      await shot(member.page, 'invitation-phone');
      await member.page.getByRole('button', { name: '是我，接受邀请' }).click();
      await shot(member.page, 'invitation-mine-phone');
      await member.page.getByRole('textbox', { name: '姓名' }).fill('Emily');
      await member.page.getByRole('checkbox', { name: /我已阅读|同意/ }).check();
      await member.page.getByRole('button', { name: '确认参加' }).click();
      await expect(member.page.getByText(/与受邀人 E\*\*\* 的姓名不符/)).toBeVisible();
      await shot(member.page, 'invitation-differs-phone');
      await member.page.getByRole('textbox', { name: '姓名' }).fill('emily carter (example)');
      await member.page.getByRole('button', { name: '确认参加' }).click();
      await expect(member.page.getByRole('heading', { name: '已确认参加' })).toBeVisible();
      await shot(member.page, 'invitation-done-phone');
    });

    await test.step('the link sent on makes a referral', async () => {
      const friend = await come('desktop');
      await friend.page.goto(base + path);
      await expect(friend.page.getByRole('heading', { name: 'E*** 已接受这份邀请' })).toBeVisible();
      await shot(friend.page, 'invitation-taken');
      await friend.page.getByRole('button', { name: '不是我，用自己的名字报名' }).click();
      await friend.page.getByRole('textbox', { name: '姓名' }).fill('林转发');
      await friend.page.getByRole('textbox', { name: '邮箱或手机号' }).fill('lin@forwarded.example');
      await friend.page.getByRole('textbox', { name: '单位' }).fill('示例贸易');
      await friend.page.getByRole('checkbox', { name: /我已阅读|同意/ }).check();
      await shot(friend.page, 'invitation-other');
      await friend.page.getByRole('button', { name: '确认参加' }).click();
      await expect(friend.page.getByRole('heading', { name: '已确认参加' })).toBeVisible();
      const list = await invited();
      expect(list.find(({ id }) => id === one?.id)?.status).toBe('accepted');
      expect(list.find(({ name }) => name === '林转发')).toMatchObject({ kind: 'forwarded', referralOf: one?.id });
    });

    await test.step('others decline, send a colleague, or have a link that is no good', async () => {
      const other = (await invited()).find(({ name }) => name.startsWith('Daniel'));
      const guest = await come('phone');
      await guest.page.goto(base + new URL(other?.link ?? '').pathname);
      await guest.page.getByRole('button', { name: '不能参加' }).click();
      await expect(guest.page.getByText('已答复：不能参加')).toBeVisible();
      await guest.page.getByRole('button', { name: '转请同事参加' }).click();
      await guest.page.getByRole('textbox', { name: '同事姓名' }).fill('吴同事');
      await guest.page.getByRole('textbox', { name: '同事的邮箱或手机号' }).fill('wu@colleague.example');
      await shot(guest.page, 'invitation-colleague-phone');
      await guest.page.getByRole('button', { name: '发出邀请' }).click();
      await expect(guest.page.getByText('邀请已发给同事')).toBeVisible();
      await expect.poll(async () => (await house.mail()).join('\n')).toContain('wu@colleague.example');
      await guest.page.goto(`${base}/i/abcdefghijklmnop`);
      await expect(guest.page.getByRole('heading', { name: '找不到这份邀请' })).toBeVisible();
      await shot(guest.page, 'invitation-unknown-phone');
      await guest.page.goto(`${base}${new URL(other?.link ?? '').pathname}/stop`);
      await guest.page.getByRole('button', { name: '停止' }).click();
      await expect(guest.page.getByRole('heading', { name: '已停止' })).toBeVisible();
    });

    await test.step('the bureau sees figures, and no members', async () => {
      const official = await come('desktop', demo.official);
      await official.page.goto(`${base}/staff/campaigns/${campaign}`);
      await expect(official.page.getByText('会员名单只有商会自己看得到', { exact: false })).toBeVisible();
      expect(await official.page.content()).not.toContain('Emily');
      await shot(official.page, 'campaign-bureau');
      await official.page.getByRole('button', { name: '调整名额' }).click();
      await shot(official.page, 'campaign-offer');
    });
    await secretary.page.setViewportSize({ width: 390, height: 844 });
    await secretary.page.goto(`${base}/staff/campaigns/${campaign}`);
    await expect(secretary.page.getByText('林转发')).toBeVisible();
    await shot(secretary.page, 'campaign-phone');
    expect(complaints).toEqual([]);
  } finally {
    for (const { context } of cast) await context.close();
    await house.stop();
  }
});
