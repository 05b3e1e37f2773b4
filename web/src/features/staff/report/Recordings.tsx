import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { formatSize } from '@/lib/text';
import { formatDate, formatSpan } from '@/lib/time';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { type RecordColumn, Records } from '../shared/RecordList';
import { type Recording, useDelete, useKeep, useRecordings } from './recorded';

/** What was recorded: to take along, to keep beyond its time, to delete. Nothing where nothing was. */
export function Recordings({ room, timeZone }: { room: string; timeZone: string }) {
  const { t } = useTranslation('report');
  const { data } = useRecordings(room);
  const [leaving, setLeaving] = useState<Recording>();
  const columns = useColumns(room, timeZone, setLeaving);
  if (!data?.items?.length) return null;
  return (
    <section className="rp-card rp-recordings rp-screen">
      <header>
        <h2>
          {t('recordings.title')} <small>{t('recordings.note')}</small>
        </h2>
      </header>
      <Records label={t('recordings.title')} items={data.items} columns={columns} />
      {leaving && <Deletion room={room} recording={leaving} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

function useColumns(room: string, timeZone: string, onDelete: (recording: Recording) => void) {
  const { t } = useTranslation('report');
  const columns: RecordColumn<Recording>[] = [
    {
      key: 'span',
      title: t('recordings.when'),
      phone: 'title',
      cell: ({ since, endedAt, state }) => (
        <>
          {formatSpan(since, endedAt ?? new Date().toISOString(), timeZone)}{' '}
          {state !== 'ended' && <Tag tone="warn">{t(`recordings.${state}`)}</Tag>}
        </>
      ),
    },
    {
      key: 'length',
      title: t('recordings.length'),
      figure: true,
      width: 110,
      cell: ({ seconds }) => t('recordings.minutes', { count: Math.round(seconds / 60) }),
    },
    {
      key: 'size',
      title: t('recordings.size'),
      figure: true,
      width: 110,
      cell: ({ bytes }) => (bytes ? formatSize(bytes) : '–'),
    },
    {
      key: 'expires',
      title: t('recordings.expires'),
      width: 150,
      cell: ({ expiresAt, state }) =>
        expiresAt
          ? formatDate(expiresAt, timeZone)
          : t(state === 'ended' ? 'recordings.never' : 'recordings.afterwards'),
    },
    { key: 'keep', title: t('recordings.keep'), width: 110, cell: (recording) => <Keep room={room} of={recording} /> },
    {
      key: 'actions',
      title: t('recordings.actions'),
      width: 180,
      phone: 'foot',
      cell: (recording) => <RowActions recording={recording} onDelete={() => onDelete(recording)} />,
    },
  ];
  return columns;
}

function Keep({ room, of: { id, version, keep } }: { room: string; of: Recording }) {
  const { t } = useTranslation('report');
  const save = useKeep(room);
  const say = useToast();
  const problem = useProblemText();
  const change = (wanted: boolean) =>
    save.mutate({ id, version, keep: wanted }, { onError: (error) => say(problem(error)) });
  return <Switch aria-label={t('recordings.keep')} checked={keep} loading={save.isPending} onChange={change} />;
}

function RowActions({ recording, onDelete }: { recording: Recording; onDelete: () => void }) {
  const { t } = useTranslation('report');
  if (recording.state !== 'ended') return <span className="c3">–</span>;
  return (
    <span className="st-orders">
      {recording.file ? (
        <a className="btn soft" href={`/api/v1/recordings/${recording.id}/file`} download>
          <Icon name="download" size="s" />
          {t('recordings.download')}
        </a>
      ) : (
        recording.seconds > 0 && <span className="c3">{t('recordings.making')}</span>
      )}
      <Button size="small" danger onClick={onDelete}>
        {t('recordings.delete')}
      </Button>
    </span>
  );
}

/** Says what will be gone before it is. */
function Deletion({ room, recording, onClose }: { room: string; recording: Recording; onClose: () => void }) {
  const { t } = useTranslation('report');
  const say = useToast();
  const remove = useDelete(room);
  const done = () => {
    say(t('recordings.deleted'));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('recordings.ask')}
      consequences={t('recordings.consequences').split('\n')}
      action={t('recordings.delete')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(recording.id, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
