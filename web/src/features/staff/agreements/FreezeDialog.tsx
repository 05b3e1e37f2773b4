import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useFreeze, useVersions } from './api';
import type { Agreement } from './model';
import { TermList } from './TermList';

/** Fixes the document. Every doubtful term is changed before, or acknowledged here with why it stays. */
export function FreezeDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const { t } = useTranslation('staff-agreements');
  const versions = useVersions(agreement);
  const freeze = useFreeze(agreement.id);
  const [reasons, setReasons] = useState<Record<number, string>>({});
  const version = versions.data?.find(({ number }) => number === agreement.latest);
  const terms = version?.terms ?? [];
  const open = terms.filter((_, at) => (reasons[at]?.trim().length ?? 0) < 2);
  return (
    <ConfirmDialog
      title={t('freeze.title', { number: agreement.latest })}
      consequences={[t('freeze.fixed'), t('freeze.confirm')]}
      action={t('next.freeze')}
      busy={freeze.isPending}
      disabled={!version || open.length > 0}
      error={freeze.error ?? versions.error}
      onConfirm={() =>
        freeze.mutate(
          terms.map(({ code, text }, at) => ({ code, text, reason: reasons[at]?.trim() ?? '' })),
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {!version && versions.isPending && <Skeleton lines={3} />}
      {version && terms.length === 0 && <Notice tone="ok">{t('terms-none')}</Notice>}
      {terms.length > 0 && (
        <>
          <Notice tone="warn">{t('freeze.terms', { count: terms.length })}</Notice>
          <TermList
            terms={terms}
            reasons={reasons}
            onReason={(at, reason) => setReasons((before) => ({ ...before, [at]: reason }))}
          />
        </>
      )}
    </ConfirmDialog>
  );
}
