import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import type { Parcel } from '../../parcels/model';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useUpdateParcels } from './api';

interface BulkBarProps {
  chosen: readonly Parcel[];
  /** How many there are to choose from. */
  of: number;
  onAll: () => void;
  onNone: () => void;
}

/** What is done to several parcels at once: shown to everybody, or to staff only. */
export function BulkBar({ chosen, of, onAll, onNone }: BulkBarProps) {
  const { t } = useTranslation('staff-land');
  const [asked, ask] = useState<'public' | 'staff'>();
  if (of === 0) return null;
  return (
    <div className="sp-bulk">
      <p role="status">{chosen.length > 0 ? t('bulk.chosen', { count: chosen.length }) : t('bulk.none')}</p>
      {chosen.length > 0 && (
        <>
          <Button size="small" onClick={() => ask('public')}>
            {t('bulk.public')}
          </Button>
          <Button size="small" onClick={() => ask('staff')}>
            {t('bulk.staff')}
          </Button>
          <Button size="small" type="text" onClick={onNone}>
            {t('bulk.clear')}
          </Button>
        </>
      )}
      {chosen.length < of && (
        <Button size="small" type="text" onClick={onAll}>
          {t('bulk.all', { count: of })}
        </Button>
      )}
      {asked && (
        <Ask
          to={asked}
          parcels={chosen.filter(({ visibility }) => visibility !== asked)}
          onDone={onNone}
          onClose={() => ask(undefined)}
        />
      )}
    </div>
  );
}

interface AskProps {
  to: 'public' | 'staff';
  parcels: readonly Parcel[];
  onDone: () => void;
  onClose: () => void;
}

function Ask({ to, parcels, onDone, onClose }: AskProps) {
  const { t } = useTranslation('staff-land');
  const say = useToast();
  const text = useProblemText();
  const update = useUpdateParcels();
  const nameOf = (id: string) => inLanguage(parcels.find((parcel) => parcel.id === id)?.name);
  const flagged = to === 'public' ? parcels.filter(({ flags }) => flags.length > 0) : [];
  const run = () =>
    update.mutate(
      parcels.map(({ id, version }) => ({ id, version, change: { visibility: to } })),
      {
        onSuccess: (refused) => {
          if (refused.length > 0) return;
          say(t('bulk.done', { count: parcels.length }));
          onDone();
          onClose();
        },
      },
    );
  const refused = update.data ?? [];
  return (
    <ConfirmDialog
      title={t(`bulk.ask.${to}`, { count: parcels.length })}
      consequences={[
        t(`bulk.means.${to}`),
        ...(flagged.length > 0 ? [t('bulk.flagged', { count: flagged.length })] : []),
      ]}
      action={t(`bulk.${to}`)}
      busy={update.isPending}
      disabled={parcels.length === 0}
      error={update.error}
      onConfirm={run}
      onClose={onClose}
    >
      {refused.length > 0 && (
        <Notice tone="bad">
          <p>{t('bulk.refused', { count: refused.length })}</p>
          <ul>
            {refused.map(({ id, error }) => (
              <li key={id}>
                {nameOf(id)} {text(error)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </ConfirmDialog>
  );
}
