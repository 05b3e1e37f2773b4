import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { codeText } from '@/lib/problem';
import { formatTime } from '@/lib/time';
import { ActionButton } from '../shared/ActionButton';
import type { Missed } from './door';

interface Props {
  /** How many wait for a network. */
  kept: number;
  missed: readonly Missed[];
  onFlush: () => Promise<void>;
  onDismiss: (key: string) => void;
}

/** Who was let in without a network: how many wait to be counted, and who was not counted after all. */
export function Kept({ kept, missed, onFlush, onDismiss }: Props) {
  const { t, i18n } = useTranslation(['staff-check-in', 'errors']);
  const [busy, setBusy] = useState(false);
  const flush = () => {
    setBusy(true);
    void onFlush().finally(() => setBusy(false));
  };
  return (
    <>
      {kept > 0 && (
        <Notice
          tone="warn"
          action={
            <ActionButton size="small" busy={busy} onClick={flush}>
              {t('kept.now')}
            </ActionButton>
          }
        >
          {t('kept.waiting', { count: kept })}
        </Notice>
      )}
      {missed.map(({ key, at, code }) => (
        <Notice
          key={key}
          tone="bad"
          action={
            <Button size="small" onClick={() => onDismiss(key)}>
              {t('kept.seen')}
            </Button>
          }
        >
          {t('kept.missed', { time: formatTime(at), reason: codeText(i18n.getFixedT(null, 'errors'), code) ?? code })}
        </Notice>
      ))}
    </>
  );
}
