// Every page, for those who may see it, at a desk and on a phone: no barrier
// that axe finds, nothing wider than the screen, no complaint of the browser
// and no word that nobody translated.
import { expect, test } from '@playwright/test';
import { type House, openHouse } from './lib/house';
import { demo, register, signIn, somebody } from './lib/people';
import { anyHead, company, headed, inReplay, inRoom, inStart, lay, type Places, type Stop, visit } from './lib/visit';

const stops: Stop[] = [
  { name: 'event list', as: 'visitor', path: () => '/', shows: headed(/招商活动/) },
  { name: 'event', as: 'visitor', path: ({ slug }) => `/events/${slug}`, shows: headed(/杭港/) },
  { name: 'event, staff', as: 'official', path: ({ slug }) => `/events/${slug}`, shows: headed(/杭港/) },
  { name: 'registration', as: 'visitor', path: ({ slug }) => `/events/${slug}/register`, shows: headed(/报名参加/) },
  {
    name: 'registered',
    as: 'investor',
    path: ({ registeredSlug }) => `/events/${registeredSlug}/register`,
    shows: headed(/已报名/),
  },
  { name: 'parcels', as: 'visitor', path: () => '/parcels', shows: headed(/示范区五号地块/) },
  {
    name: 'parcels, filtered',
    as: 'visitor',
    path: () => '/parcels?use=public&areaMin=10&price=1',
    shows: headed(/地块/),
  },
  { name: 'parcel', as: 'visitor', path: ({ parcel }) => `/parcels/${parcel}`, shows: headed(/规划指标/) },
  { name: 'parcel, staff', as: 'official', path: ({ parcel }) => `/parcels/${parcel}`, shows: headed(/变更记录/) },
  { name: 'no such parcel', as: 'visitor', path: () => '/parcels/no-such-parcel', shows: headed(/没有找到这宗地块/) },
  {
    name: 'compare',
    as: 'visitor',
    path: ({ parcels }) => `/parcels/compare?ids=${parcels}`,
    shows: headed(/地块对比/),
  },
  { name: 'compare nothing', as: 'visitor', path: () => '/parcels/compare', shows: headed(/地块对比/) },
  { name: 'carriers', as: 'visitor', path: () => '/carriers', shows: headed(/望江新城/) },
  { name: 'carrier', as: 'visitor', path: ({ carrier }) => `/carriers/${carrier}`, shows: headed(/对接人/) },
  { name: 'sign-in by code', as: 'visitor', path: () => '/sign-in', shows: headed(/登录/) },
  { name: 'sign-in by password', as: 'visitor', path: () => '/sign-in?as=password', shows: headed(/登录/) },
  { name: 'sign-in as guest', as: 'visitor', path: () => '/sign-in?as=guest', shows: headed(/登录/) },
  { name: 'my events', as: 'investor', path: () => '/me', shows: headed(/我的活动/) },
  { name: 'my events, nobody', as: 'visitor', path: () => '/me', shows: headed(/请先登录/) },
  { name: 'inbox', as: 'investor', path: () => '/inbox', shows: headed(/消息/) },
  { name: 'inbox, nobody', as: 'visitor', path: () => '/inbox', shows: headed(/请先登录/) },
  { name: 'unsubscribe', as: 'visitor', path: () => '/unsubscribe/none/answer', shows: headed(/停止此类邮件/) },
  { name: 'room', as: 'guest', path: ({ live }) => `/rooms/${live}`, shows: inRoom },
  { name: 'room, host', as: 'official', path: ({ live }) => `/rooms/${live}`, shows: inRoom },
  { name: 'host console', as: 'official', path: ({ live }) => `/rooms/${live}/host`, shows: inRoom },
  {
    name: 'signing, nothing yet',
    as: 'guest',
    path: ({ toSign }) => `/rooms/${toSign}`,
    shows: (page) => expect(page.getByText('协议还没有上台')).toBeVisible({ timeout: 15_000 }),
  },
  { name: 'ground-breaking, counting down', as: 'guest', path: ({ counting }) => `/rooms/${counting}`, shows: inStart },
  {
    name: 'host console, signing',
    as: 'official',
    path: ({ signing }) => `/rooms/${signing}/host`,
    shows: headed(/仪式继续，签署稍后完成/),
  },
  {
    name: 'host console, ground-breaking',
    as: 'official',
    path: ({ groundbreaking }) => `/rooms/${groundbreaking}/host`,
    shows: headed(/共同启动/),
  },
  {
    name: 'presenter view',
    as: 'official',
    path: ({ live }) => `/rooms/${live}/presenter`,
    shows: inRoom,
  },
  {
    name: 'presenter view, guest',
    as: 'guest',
    path: ({ live }) => `/rooms/${live}/presenter`,
    shows: headed(/这里是推介人视图/),
  },
  {
    name: 'host console, guest',
    as: 'guest',
    path: ({ live }) => `/rooms/${live}/host`,
    shows: headed(/这里是主持台/),
  },
  { name: 'door: sign in', as: 'visitor', path: ({ live }) => `/rooms/${live}`, shows: headed(/进入/) },
  { name: 'door: not yet', as: 'investor', path: ({ later }) => `/rooms/${later}`, shows: headed(/会场还没开放/) },
  { name: 'door: ended', as: 'guest', path: ({ ended }) => `/rooms/${ended}`, shows: headed(/这一场已经结束/) },
  { name: 'door: register', as: 'guest', path: ({ registered }) => `/rooms/${registered}`, shows: headed(/先报名/) },
  { name: 'door: invited', as: 'guest', path: ({ invited }) => `/rooms/${invited}`, shows: headed(/受邀/) },
  {
    name: 'door: no such room',
    as: 'guest',
    path: () => '/rooms/01a00000-0000-7000-8000-000000000000',
    shows: headed(/没有这个会场/),
  },
  { name: 'replay', as: 'official', path: ({ ended }) => `/rooms/${ended}/replay`, shows: inReplay },
  { name: 'replay: not open', as: 'guest', path: ({ ended }) => `/rooms/${ended}/replay`, shows: headed(/不能回看/) },
  {
    name: 'replay: sign in',
    as: 'visitor',
    path: ({ ended }) => `/rooms/${ended}/replay`,
    shows: headed(/登录后回看/),
  },
  { name: 'replay: not over', as: 'guest', path: ({ live }) => `/rooms/${live}/replay`, shows: headed(/还没结束/) },
  { name: 'staff events', as: 'official', path: () => '/staff/events', shows: anyHead },
  { name: 'new event', as: 'official', path: () => '/staff/events/new', shows: anyHead },
  { name: 'event editor', as: 'official', path: ({ event }) => `/staff/events/${event}`, shows: headed(/杭港/) },
  {
    name: 'event editor, checklist',
    as: 'official',
    path: () => '/staff/events/health-industry-promotion',
    shows: headed(/健康/),
  },
  {
    name: 'event editor, agenda',
    as: 'official',
    path: ({ event }) => `/staff/events/${event}?tab=sessions`,
    shows: headed(/杭港/),
  },
  {
    name: 'event editor, registrations',
    as: 'official',
    path: ({ event }) => `/staff/events/${event}?tab=registrations`,
    shows: headed(/杭港/),
  },
  { name: 'staff parcels', as: 'official', path: () => '/staff/parcels', shows: headed(/地块/) },
  { name: 'new parcel', as: 'official', path: () => '/staff/parcels/new', shows: headed(/新建地块/) },
  {
    name: 'parcel editor',
    as: 'official',
    path: ({ parcel }) => `/staff/parcels/${parcel}`,
    shows: headed(/规划指标/),
  },
  { name: 'import', as: 'official', path: () => '/staff/parcels/import', shows: headed(/导入地块/) },
  { name: 'members', as: 'official', path: () => '/staff/members', shows: headed(/会员/) },
  { name: 'staff carriers', as: 'official', path: () => '/staff/carriers', shows: headed(/载体/) },
  { name: 'new carrier', as: 'official', path: () => '/staff/carriers/new', shows: headed(/新建载体/) },
  {
    name: 'carrier editor',
    as: 'official',
    path: ({ carrier }) => `/staff/carriers/${carrier}`,
    shows: headed(/空间与租金/),
  },
  { name: 'answers due', as: 'official', path: () => '/staff/follow-ups', shows: headed(/答复台账/) },
  { name: 'leads', as: 'official', path: () => '/staff/leads', shows: headed(/线索/) },
  { name: 'report', as: 'official', path: ({ ended }) => `/staff/reports/${ended}`, shows: headed(/活动小结/) },
  { name: 'report, investor', as: 'investor', path: ({ ended }) => `/staff/reports/${ended}`, shows: anyHead },
  { name: 'check-in', as: 'official', path: () => '/staff/check-in', shows: headed(/现场签到/) },
  { name: 'credit', as: 'official', path: () => '/staff/credit', shows: headed(/以商引商台账/) },
  { name: 'admission code', as: 'visitor', path: () => '/c/01a00000-0000-7000-8000-000000000000', shows: anyHead },
  { name: 'organisations', as: 'administrator', path: () => '/staff/organisations', shows: anyHead },
  { name: 'people', as: 'administrator', path: () => '/staff/people', shows: anyHead },
  { name: 'audit', as: 'administrator', path: () => '/staff/audit', shows: anyHead },
  { name: 'operations', as: 'administrator', path: () => '/staff/operations', shows: headed(/人最多的会场/) },
  { name: 'webhooks', as: 'administrator', path: () => '/staff/integrations', shows: headed(/对接/) },
  { name: 'keys', as: 'administrator', path: () => '/staff/integrations?tab=keys', shows: headed(/对接/) },
  {
    name: 'new webhook',
    as: 'administrator',
    path: () => '/staff/integrations?new=yes',
    shows: (page) => expect(page.getByRole('dialog')).toBeVisible(),
  },
  {
    name: 'new key',
    as: 'administrator',
    path: () => '/staff/integrations?tab=keys&new=yes',
    shows: (page) => expect(page.getByRole('dialog')).toBeVisible(),
  },
  { name: 'integrations, official', as: 'official', path: () => '/staff/integrations', shows: anyHead },
  { name: 'operations, official', as: 'official', path: () => '/staff/operations', shows: anyHead },
  { name: 'staff, visitor is sent to sign in', as: 'visitor', path: () => '/staff', shows: headed(/登录/) },
  { name: 'staff, investor', as: 'investor', path: () => '/staff/people', shows: anyHead },
  { name: 'verification', as: 'visitor', path: () => '/verify', shows: headed(/核验签署文件/) },
  { name: 'not found', as: 'visitor', path: () => '/no-such-page', shows: headed(/没有这个页面/) },
  { name: 'no such event', as: 'visitor', path: () => '/events/no-such-event', shows: anyHead },
];

/** The same pages in other languages: here the words of the page are what counts. */
const abroad: Stop[] = [
  { name: 'event', as: 'visitor', path: ({ slug }) => `/events/${slug}`, shows: anyHead },
  { name: 'registration', as: 'visitor', path: ({ slug }) => `/events/${slug}/register`, shows: anyHead },
  { name: 'inbox', as: 'investor', path: () => '/inbox', shows: anyHead },
  { name: 'parcels', as: 'visitor', path: () => '/parcels', shows: anyHead },
  { name: 'parcel', as: 'visitor', path: ({ parcel }) => `/parcels/${parcel}`, shows: anyHead },
  { name: 'compare', as: 'visitor', path: ({ parcels }) => `/parcels/compare?ids=${parcels}`, shows: anyHead },
  { name: 'carriers', as: 'visitor', path: () => '/carriers', shows: anyHead },
  { name: 'carrier', as: 'visitor', path: ({ carrier }) => `/carriers/${carrier}`, shows: anyHead },
  { name: 'staff parcels', as: 'official', path: () => '/staff/parcels', shows: anyHead },
  { name: 'parcel editor', as: 'official', path: ({ parcel }) => `/staff/parcels/${parcel}`, shows: anyHead },
  { name: 'import', as: 'official', path: () => '/staff/parcels/import', shows: anyHead },
  { name: 'carrier editor', as: 'official', path: ({ carrier }) => `/staff/carriers/${carrier}`, shows: anyHead },
  {
    name: 'room',
    as: 'guest',
    path: ({ live }) => `/rooms/${live}`,
    shows: (page) => expect(page.locator('canvas').first()).toBeVisible({ timeout: 20_000 }),
  },
  { name: 'signing, nothing yet', as: 'guest', path: ({ toSign }) => `/rooms/${toSign}`, shows: anyHead },
  { name: 'ground-breaking, counting down', as: 'guest', path: ({ counting }) => `/rooms/${counting}`, shows: inStart },
  {
    name: 'host console, signing',
    as: 'official',
    path: ({ signing }) => `/rooms/${signing}/host`,
    shows: (page) => expect(page.locator('ol input[type="checkbox"]').first()).toBeVisible({ timeout: 20_000 }),
  },
  {
    name: 'host console, ground-breaking',
    as: 'official',
    path: ({ groundbreaking }) => `/rooms/${groundbreaking}/host`,
    shows: (page) => expect(page.locator('form button[type="submit"]').first()).toBeVisible({ timeout: 20_000 }),
  },
  { name: 'replay', as: 'official', path: ({ ended }) => `/rooms/${ended}/replay`, shows: inReplay },
  { name: 'staff events', as: 'official', path: () => '/staff/events', shows: anyHead },
  { name: 'check-in', as: 'official', path: () => '/staff/check-in', shows: anyHead },
  { name: 'credit', as: 'official', path: () => '/staff/credit', shows: anyHead },
  { name: 'webhooks', as: 'administrator', path: () => '/staff/integrations', shows: anyHead },
  { name: 'keys', as: 'administrator', path: () => '/staff/integrations?tab=keys&new=yes', shows: anyHead },
  {
    name: 'operations',
    as: 'administrator',
    path: () => '/staff/operations',
    shows: (page) => expect(page.locator('.st-figures')).toBeVisible({ timeout: 15_000 }),
  },
];

let house: House;
let places: Places;

test.beforeAll(async ({ browser }) => {
  house = await openHouse('embedded');
  const base = house.nodes[0] ?? '';
  const official = await somebody(browser, base, 'desktop');
  await signIn(official, base, demo.official);
  places = await lay(official, base);
  await official.context.close();
  const investor = await somebody(browser, base, 'desktop');
  await signIn(investor, base, demo.investor);
  await register(investor, base, places.registeredSlug, { contact: 'pages@example.com' });
  await investor.context.close();
});

test.afterAll(async () => {
  await house.stop();
  expect(house.log()).not.toMatch(/panic|level=ERROR/);
});

for (const screen of ['desktop', 'phone'] as const) {
  test(`every page in order, ${screen}`, async ({ browser }) => {
    const base = house.nodes[0] ?? '';
    const people = await company(browser, base, screen);
    const wrong: string[] = [];
    for (const stop of stops) {
      const who = people.get(stop.as);
      if (who) wrong.push(...(await visit(who, stop, places)));
    }
    await Promise.all([...people.values()].map((who) => who.context.close()));
    expect(wrong).toEqual([]);
  });
}

for (const language of ['en', 'zh-HK'] as const) {
  test(`pages speak ${language} throughout`, async ({ browser }) => {
    const base = house.nodes[0] ?? '';
    const people = await company(browser, base, 'desktop', language);
    const wrong: string[] = [];
    for (const stop of abroad) {
      const who = people.get(stop.as);
      if (!who) continue;
      const spoken: Stop = {
        ...stop,
        shows: async (page) => {
          await stop.shows(page);
          await expect(page.locator('html')).toHaveAttribute('lang', language);
        },
      };
      wrong.push(...(await visit(who, spoken, places)));
    }
    await Promise.all([...people.values()].map((who) => who.context.close()));
    expect(wrong).toEqual([]);
  });
}
