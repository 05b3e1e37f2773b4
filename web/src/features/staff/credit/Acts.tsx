import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useMay } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextBox } from '../shared/controls';
import { type Attribution, useDispute } from './api';
import { DecideDialog } from './DecideDialog';
import { MarkDialog } from './MarkDialog';

/** What may be done about a claim: a chamber objects, the bureau decides and notes. */
export function Acts({ claim }: { claim: Attribution }) {
  const { t } = useTranslation('staff-credit');
  const [open, setOpen] = useState<'dispute' | 'decide' | 'mark'>();
  const decides = useMay('decide-attribution');
  const objects = useMay('dispute-attribution') && !decides && claim.share < 10_000 && !claim.dispute;
  const close = () => setOpen(undefined);
  return (
    <>
      {objects && (
        <Button type="text" size="small" onClick={() => setOpen('dispute')}>
          {t('object')}
        </Button>
      )}
      {decides && (
        <>
          <Button type="text" size="small" onClick={() => setOpen('decide')}>
            {t('decide')}
          </Button>
          <Button type="text" size="small" onClick={() => setOpen('mark')}>
            {t('mark')}
          </Button>
        </>
      )}
      {open === 'dispute' && <DisputeDialog claim={claim} onClose={close} />}
      {open === 'decide' && <DecideDialog claim={claim} onClose={close} />}
      {open === 'mark' && <MarkDialog claim={claim} onClose={close} />}
    </>
  );
}

function DisputeDialog({ claim, onClose }: { claim: Attribution; onClose: () => void }) {
  const { t } = useTranslation('staff-credit');
  const [text, setText, forget] = useDraft(`credit.dispute.${claim.id}`, '');
  const dispute = useDispute(claim);
  const send = () =>
    dispute.mutate(text, {
      onSuccess: () => {
        forget();
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title={t('objectTitle', { investor: claim.investor })}
      consequences={[t('objectMeans')]}
      action={t('objectSend')}
      busy={dispute.isPending}
      disabled={text.trim().length < 2}
      error={dispute.error}
      onConfirm={send}
      onClose={onClose}
    >
      <Field label={t('objectWhy')} hint={t('objectHint')}>
        <TextBox rows={4} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
