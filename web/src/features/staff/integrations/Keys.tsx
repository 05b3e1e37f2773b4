import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { type Key, useKeys, useRevokeKey } from './api';
import { useNames } from './words';
import './integrations.css';

export function Keys() {
  const { t } = useTranslation('staff-integrations');
  const [revoking, setRevoking] = useState<Key>();
  return (
    <>
      <RecordList
        label={t('keys.title')}
        list={useKeys()}
        columns={useColumns(setRevoking)}
        failed={t('keys.failed')}
        empty={<Empty title={t('keys.empty')}>{t('keys.emptyText')}</Empty>}
      />
      {revoking && <RevokeDialog of={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

const expired = ({ expiresAt }: Key) => Boolean(expiresAt) && Date.parse(expiresAt ?? '') <= Date.now();

function useColumns(onRevoke: (key: Key) => void): RecordColumn<Key>[] {
  const { t } = useTranslation('staff-integrations');
  const { scope } = useNames();
  return [
    {
      key: 'name',
      title: t('keys.name'),
      phone: 'title',
      cell: ({ name, prefix, organisation }) => (
        <>
          {name} <span className="code c3">{prefix}…</span>
          <span className="st-sub">{inLanguage(organisation.name)}</span>
        </>
      ),
    },
    { key: 'scopes', title: t('keys.scopes'), width: 280, cell: ({ scopes }) => scopes.map(scope).join(t('comma')) },
    {
      key: 'used',
      title: t('keys.used'),
      width: 180,
      cell: ({ lastUsedAt }) => (lastUsedAt ? formatMoment(lastUsedAt) : <span className="c3">{t('keys.never')}</span>),
    },
    { key: 'state', title: t('state'), width: 248, cell: (key) => <KeyState of={key} /> },
    {
      key: 'act',
      title: '',
      width: 100,
      phone: 'foot',
      cell: (key) =>
        !key.revokedAt && (
          <Button
            size="small"
            type="text"
            danger
            aria-label={t('keys.revokeOf', { name: key.name })}
            onClick={() => onRevoke(key)}
          >
            {t('keys.revoke')}
          </Button>
        ),
    },
  ];
}

function KeyState({ of }: { of: Key }) {
  const { t } = useTranslation('staff-integrations');
  if (of.revokedAt) return <Tag tone="bad">{t('keys.revoked')}</Tag>;
  if (expired(of)) return <Tag tone="bad">{t('keys.expired')}</Tag>;
  return <Tag tone="ok">{of.expiresAt ? t('keys.until', { at: formatMoment(of.expiresAt) }) : t('keys.good')}</Tag>;
}

function RevokeDialog({ of, onClose }: { of: Key; onClose: () => void }) {
  const { t } = useTranslation('staff-integrations');
  const say = useToast();
  const revoke = useRevokeKey(of.id);
  const done = () => {
    say(t('keys.revokedDone'));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('keys.revokeTitle', { name: of.name })}
      consequences={t('keys.revokeConsequences').split('\n')}
      action={t('keys.revoke')}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
