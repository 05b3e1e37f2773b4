import type { TFunction } from 'i18next';
import { inLanguage } from '@/lib/text';
import { fromWall } from '../shared/zoned';
import type { AuditFilter, AuditLine } from './api';

/** What is asked about most, in the order of the filter. */
export const actionGroups = {
  events: [
    'create-event',
    'update-event',
    'submit-event',
    'publish-event',
    'approve-event',
    'return-event',
    'archive-event',
    'reopen-event',
    'create-session',
    'update-session',
    'delete-session',
    'set-session-people',
    'copy-event',
    'copy-session',
    'cancel-registration',
    'read-contacts',
  ],
  rooms: [
    'set-room-state',
    'set-stage',
    'add-slides',
    'remove-slides',
    'update-room-settings',
    'hide-chat',
    'review-chat',
    'review-question',
    'pin-question',
    'merge-question',
    'hide-question',
    'answer-question',
    'update-follow-up',
    'answer-follow-up',
    'close-follow-up',
    'escalate-follow-up',
    'mute-participant',
    'kick-participant',
    'ban-participant',
    'unban-participant',
    'set-participant-role',
    'create-poll',
    'update-poll',
    'set-poll-status',
    'delete-poll',
    'call-hand',
    'lower-hands',
    'post-announcement',
    'withdraw-announcement',
    'set-links',
    'set-handout',
    'remove-handout',
    'list-handout-takers',
    'post-backchannel',
    'retract-backchannel',
    'list-backchannel',
    'release-agreement-pages',
    'set-venues',
    'set-start',
    'cancel-start',
    'add-rundown-item',
    'preset-rundown',
    'update-rundown-item',
    'remove-rundown-item',
    'order-rundown',
    'run-rundown',
    'set-scene',
    'bring-on-stage',
    'send-off-stage',
    'go-live',
    'set-hold',
    'clear-hold',
    'list-encoders',
    'create-encoder',
    'revoke-encoder',
    'list-quality',
    'set-ready',
    'open-rehearsal',
    'close-rehearsal',
  ],
  land: [
    'create-parcel',
    'update-parcel',
    'delete-parcel',
    'add-parcel-document',
    'remove-parcel-document',
    'create-parcel-import',
    'confirm-parcel-import',
    'export-parcels',
    'set-event-parcels',
    'create-carrier',
    'update-carrier',
    'delete-carrier',
  ],
  people: [
    'sign-in',
    'sign-out',
    'refresh-sign-in',
    'lock-account',
    'update-me',
    'create-person',
    'update-person',
    'set-memberships',
    'sign-out-person',
    'erase-person',
    'create-organisation',
    'update-organisation',
  ],
  members: [
    'create-member',
    'update-member',
    'label-members',
    'delete-member',
    'get-member-data',
    'export-members',
    'create-member-import',
    'update-member-import',
    'confirm-member-import',
    'import-members',
  ],
  operations: ['set-node-accepting', 'move-node', 'list-nodes'],
  integrations: [
    'create-webhook',
    'update-webhook',
    'delete-webhook',
    'rotate-webhook-secret',
    'test-webhook',
    'replay-webhook-delivery',
    'create-key',
    'revoke-key',
  ],
} as const;

type Translate = TFunction<'staff'>;

/** An action in words; of an operation this page does not know, its name. */
export function actionText(t: Translate, action: string): string {
  return (t as (key: string, options: object) => string)(`actions.${action}`, { defaultValue: action });
}

/** What it was done to: its name of today, else what kind of thing it was. */
export function objectText(t: Translate, line: Pick<AuditLine, 'objectKind' | 'objectName'>): string {
  const name = inLanguage(line.objectName);
  return (
    name ||
    (t as (key: string, options: object) => string)(`objects.${line.objectKind}`, { defaultValue: line.objectKind })
  );
}

/** The further facts of a line that can be said in words: 草稿 → 已发布, 标题、时间. */
export function detailText(t: Translate, detail: Record<string, unknown> | undefined): string {
  if (!detail) return '';
  const word = (key: string, fallback: string) =>
    (t as (key: string, options: object) => string)(key, { defaultValue: fallback });
  const said: string[] = [];
  const { from, to, fields, state, kind, role, accepting } = detail;
  if (typeof from === 'string' && typeof to === 'string')
    said.push(`${word(`status.${from}`, from)} → ${word(`status.${to}`, to)}`);
  if (Array.isArray(fields))
    said.push(fields.map((field) => word(`fields.${field}`, String(field))).join(t('form.listComma')));
  if (typeof state === 'string') said.push(word(`roomState.${state}`, state));
  if (typeof kind === 'string') said.push(word(`stageKinds.${kind}`, kind));
  if (typeof role === 'string') said.push(word(`roles.${role}`, word(`memberRoles.${role}`, role)));
  if (typeof accepting === 'boolean') said.push(t(accepting ? 'operations.putBack' : 'operations.rest'));
  return said.join(t('form.listComma'));
}

/** A filter as the address keeps it, days in the reader's zone, as the API takes it. */
export function filterOf(url: Record<string, string | undefined>, zone: string): AuditFilter {
  return {
    actor: url.actor,
    action: url.action,
    object: url.object,
    result: url.result === 'ok' || url.result === 'refused' ? url.result : undefined,
    from: momentOf(url.from, zone),
    to: momentOf(url.to && nextDay(url.to), zone),
  };
}

function momentOf(day: string | undefined, zone: string): string | undefined {
  return day ? fromWall(`${day}T00:00`, zone)?.utc : undefined;
}

/** The day after, so that the last day of a filter counts whole. */
function nextDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return '';
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
