import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { useToast } from '@/components/Toast';
import { codeText } from '@/lib/problem';
import { formatMoment } from '@/lib/time';
import { ActionButton } from '../shared/ActionButton';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { copyText } from '../shared/copy';
import { Choices, FilterBar } from '../shared/Filters';
import { ProblemText } from '../shared/ProblemText';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { type Campaign, type Invited, posterHref, statuses, useInvited, useRevoke, useSend } from './api';
import { ChooseDialog } from './ChooseDialog';

/** Whom the chamber invites, and what became of each. */
export function Recipients({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('staff-campaigns');
  const [url, setUrl] = useUrlState();
  const [open, setOpen] = useState<'choose' | 'send'>();
  const status = statuses.find((one) => one === url.status);
  const list = useInvited(campaign.id, status);
  const drafts = campaign.counts.draft ?? 0;
  return (
    <>
      <div className="cp-bar">
        <FilterBar label={t('filter')}>
          <Choices
            label={t('filter')}
            all={t('all')}
            options={statuses
              .filter((value) => (campaign.counts[value] ?? 0) > 0 || value === status)
              .map((value) => ({ value, label: `${t(`status.${value}`)} ${campaign.counts[value] ?? 0}` }))}
            value={status}
            onChange={(next) => setUrl({ status: next })}
          />
        </FilterBar>
        <div className="st-actions">
          <Button onClick={() => setOpen('choose')}>{t('choose.title')}</Button>
          <Button type="primary" disabled={drafts === 0} onClick={() => setOpen('send')}>
            {t('send.drafts', { n: drafts })}
          </Button>
        </div>
      </div>
      <RecordList
        label={t('tab.recipients')}
        list={list}
        columns={useColumns(campaign)}
        failed={t('failedInvited')}
        empty={<Empty title={t(status ? 'noneSo' : 'noneYet')}>{t(status ? 'noneSoHint' : 'noneYetHint')}</Empty>}
      />
      {open === 'choose' && <ChooseDialog campaign={campaign} onClose={() => setOpen(undefined)} />}
      {open === 'send' && <SendDialog campaign={campaign} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function SendDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation('staff-campaigns');
  const say = useToast();
  const send = useSend(campaign.id);
  return (
    <ConfirmDialog
      title={t('send.title')}
      consequences={[
        t('send.what', { n: campaign.counts.draft ?? 0, channel: t(`channel.${campaign.channel}`) }),
        t('send.once'),
      ]}
      action={t('send.action')}
      busy={send.isPending}
      error={send.error}
      onConfirm={() =>
        send.mutate(undefined, {
          onSuccess: ({ queued }) => {
            say(t('send.done', { n: queued }));
            onClose();
          },
        })
      }
      onClose={onClose}
    />
  );
}

const tones: Partial<Record<Invited['status'], 'ok' | 'warn' | 'bad'>> = {
  accepted: 'ok',
  waiting: 'warn',
  bounced: 'bad',
  queued: 'warn',
};

function useColumns(campaign: Campaign): RecordColumn<Invited>[] {
  const { t } = useTranslation('staff-campaigns');
  return [
    {
      key: 'who',
      title: t('who'),
      phone: 'title',
      cell: ({ name, organisation, contact }) => (
        <>
          {name || t('erased')}
          <span className="st-sub">{[organisation, contact].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    {
      key: 'how',
      title: t('how'),
      width: 190,
      cell: ({ kind, by }) => (
        <>
          {t(`kind.${kind}`)}
          {by && <span className="st-sub">{t('by', { by })}</span>}
        </>
      ),
    },
    { key: 'status', title: t('state'), width: 210, cell: (one) => <Status one={one} /> },
    { key: 'needs', title: t('needs'), width: 180, cell: (one) => <NeedsOf one={one} /> },
    { key: 'act', title: '', width: 240, phone: 'foot', cell: (one) => <Acts campaign={campaign} one={one} /> },
  ];
}

function Status({ one: { status, trouble, sentAt, openedAt, answeredAt } }: { one: Invited }) {
  const { t, i18n } = useTranslation(['staff-campaigns', 'errors']);
  const at = answeredAt ?? openedAt ?? sentAt;
  return (
    <>
      <Tag tone={tones[status] ?? 'plain'}>{t(`status.${status}`)}</Tag>
      {at && <span className="st-sub">{formatMoment(at)}</span>}
      {trouble && <span className="st-sub">{codeText(i18n.getFixedT(null, 'errors'), trouble) ?? trouble}</span>}
    </>
  );
}

function NeedsOf({ one: { attendance, interpretation, diet } }: { one: Invited }) {
  const { t } = useTranslation('staff-campaigns');
  const needs = [
    attendance && t(`attendance.${attendance}`),
    interpretation && t('interpretation', { language: interpretation }),
    diet,
  ].filter(Boolean);
  return needs.length > 0 ? needs.join(' · ') : <span className="c3">–</span>;
}

function Acts({ campaign, one }: { campaign: Campaign; one: Invited }) {
  const { t, i18n } = useTranslation('staff-campaigns');
  const say = useToast();
  const send = useSend(campaign.id);
  const revoke = useRevoke(campaign.id);
  const open = ['draft', 'sent', 'opened', 'bounced'].includes(one.status);
  const error = send.error ?? revoke.error;
  if (!one.link) return null;
  return (
    <>
      <Button type="text" size="small" onClick={() => void copyText(one.link ?? '').then(() => say(t('copied')))}>
        {t('copyLink')}
      </Button>
      <Button
        type="text"
        size="small"
        href={posterHref(campaign.id, i18n.language, one.id)}
        download={`${one.name}.png`}
      >
        {t('poster')}
      </Button>
      {open && one.status !== 'draft' && (
        <ActionButton type="text" size="small" busy={send.isPending} onClick={() => send.mutate([one.id])}>
          {t('again')}
        </ActionButton>
      )}
      {open && (
        <ActionButton type="text" size="small" danger busy={revoke.isPending} onClick={() => revoke.mutate(one.id)}>
          {t('revoke')}
        </ActionButton>
      )}
      {error && <ProblemText error={error} />}
    </>
  );
}
