import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { formatMoment } from '@/lib/time';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import type { CursorList } from '../shared/useCursorList';
import { useUndo } from './api';
import type { CheckIn } from './door';

/** Who came, latest first, from every phone at the door. */
export function Recent({ event, list }: { event: string; list: CursorList<CheckIn> }) {
  const { t } = useTranslation('staff-check-in');
  const [undoing, setUndoing] = useState<CheckIn>();
  const undo = useUndo(event);
  const columns: RecordColumn<CheckIn>[] = [
    {
      key: 'who',
      title: t('recent.who'),
      phone: 'title',
      cell: ({ name, organisationName }) => (
        <>
          {name || t('recent.erased')}
          <span className="st-sub">{organisationName}</span>
        </>
      ),
    },
    { key: 'at', title: t('recent.at'), width: 200, cell: ({ at }) => formatMoment(at) },
    { key: 'how', title: t('recent.how'), width: 120, cell: ({ method }) => t(`method.${method}`) },
    {
      key: 'undo',
      title: '',
      width: 90,
      phone: 'foot',
      cell: (one) => (
        <Button
          type="text"
          size="small"
          aria-label={t('recent.undoOf', { name: one.name })}
          onClick={() => setUndoing(one)}
        >
          {t('recent.undo')}
        </Button>
      ),
    },
  ];
  return (
    <section className="ci-recent" aria-labelledby="ci-recent">
      <h2 id="ci-recent">{t('recent.title')}</h2>
      <RecordList
        label={t('recent.title')}
        list={list}
        columns={columns}
        failed={t('failed')}
        empty={<Empty title={t('recent.empty')}>{t('recent.emptyHint')}</Empty>}
      />
      {undoing && (
        <ConfirmDialog
          title={t('recent.undoTitle', { name: undoing.name })}
          consequences={[t('recent.undoMeans')]}
          action={t('recent.undo')}
          danger
          busy={undo.isPending}
          error={undo.error}
          onConfirm={() => undo.mutate(undoing.id, { onSuccess: () => setUndoing(undefined) })}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </section>
  );
}
