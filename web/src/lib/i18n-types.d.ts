import 'i18next';
import type account from '../locales/zh-CN/account.json';
import type ceremony from '../locales/zh-CN/ceremony.json';
import type common from '../locales/zh-CN/common.json';
import type errors from '../locales/zh-CN/errors.json';
import type event from '../locales/zh-CN/event.json';
import type findings from '../locales/zh-CN/findings.json';
import type host from '../locales/zh-CN/host.json';
import type hostCeremony from '../locales/zh-CN/host-ceremony.json';
import type inbox from '../locales/zh-CN/inbox.json';
import type invitation from '../locales/zh-CN/invitation.json';
import type land from '../locales/zh-CN/land.json';
import type map from '../locales/zh-CN/map.json';
import type media from '../locales/zh-CN/media.json';
import type replay from '../locales/zh-CN/replay.json';
import type report from '../locales/zh-CN/report.json';
import type room from '../locales/zh-CN/room.json';
import type rundown from '../locales/zh-CN/rundown.json';
import type showcase from '../locales/zh-CN/showcase.json';
import type sign from '../locales/zh-CN/sign.json';
import type staff from '../locales/zh-CN/staff.json';
import type staffAgreements from '../locales/zh-CN/staff-agreements.json';
import type staffCampaigns from '../locales/zh-CN/staff-campaigns.json';
import type staffCheckIn from '../locales/zh-CN/staff-check-in.json';
import type staffCredit from '../locales/zh-CN/staff-credit.json';
import type staffIntegrations from '../locales/zh-CN/staff-integrations.json';
import type staffLand from '../locales/zh-CN/staff-land.json';
import type staffMembers from '../locales/zh-CN/staff-members.json';
import type verify from '../locales/zh-CN/verify.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      account: typeof account;
      ceremony: typeof ceremony;
      common: typeof common;
      errors: typeof errors;
      event: typeof event;
      findings: typeof findings;
      host: typeof host;
      'host-ceremony': typeof hostCeremony;
      land: typeof land;
      map: typeof map;
      media: typeof media;
      replay: typeof replay;
      inbox: typeof inbox;
      invitation: typeof invitation;
      report: typeof report;
      room: typeof room;
      rundown: typeof rundown;
      showcase: typeof showcase;
      sign: typeof sign;
      staff: typeof staff;
      'staff-agreements': typeof staffAgreements;
      'staff-campaigns': typeof staffCampaigns;
      'staff-integrations': typeof staffIntegrations;
      'staff-check-in': typeof staffCheckIn;
      'staff-credit': typeof staffCredit;
      'staff-land': typeof staffLand;
      verify: typeof verify;
      'staff-members': typeof staffMembers;
    };
  }
}
