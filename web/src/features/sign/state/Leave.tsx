import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { TextArea } from '@/components/TextArea';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { dropKeys } from '@/lib/signing/keys';
import { useUnconfirm, useWithdraw } from '../api';
import { Elsewhere } from '../confirm/Elsewhere';
import { hasConfirmed, type Mine, meIn } from '../model';
import type { Step } from '../step';
import styles from './state.module.css';

/** Ways out: taking one's confirmation back, stepping back from the agreement, another device. */
export function Leave({ mine, step }: { mine: Mine; step: Step }) {
  const { t } = useTranslation('sign');
  const [asks, setAsks] = useState<'unconfirm' | 'withdraw' | 'elsewhere'>();
  const own = meIn(mine);
  const close = () => setAsks(undefined);
  return (
    <section className={styles.leave} aria-label={t('leave.label')}>
      {own && hasConfirmed(own.signer) && (
        <Button variant="quiet" onClick={() => setAsks('unconfirm')}>
          {t('unconfirm.action')}
        </Button>
      )}
      <Button variant="quiet" onClick={() => setAsks('withdraw')}>
        {t('withdraw.action')}
      </Button>
      {step !== 'sealing' && step !== 'wait-confirm' && (
        <Button variant="quiet" onClick={() => setAsks('elsewhere')}>
          {t('ways.elsewhere')}
        </Button>
      )}
      {asks === 'unconfirm' && <Unconfirm agreement={mine.agreement.id} onClose={close} />}
      {asks === 'withdraw' && <Withdraw agreement={mine.agreement.id} onClose={close} />}
      {asks === 'elsewhere' && <Elsewhere agreement={mine.agreement.id} onClose={close} />}
    </section>
  );
}

interface AskProps {
  agreement: string;
  onClose: () => void;
}

function Unconfirm({ agreement, onClose }: AskProps) {
  const { t } = useTranslation(['sign', 'common']);
  const text = useProblemText();
  const unconfirm = useUnconfirm(agreement);
  const take = () =>
    unconfirm.mutate(undefined, {
      onSuccess: () => {
        void dropKeys(agreement);
        onClose();
      },
    });
  return (
    <Dialog
      title={t('unconfirm.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('unconfirm.keep')}</Button>
          <Button variant="danger" filled busy={unconfirm.isPending} onClick={take}>
            {t('unconfirm.action')}
          </Button>
        </>
      }
    >
      <p>{t('unconfirm.text')}</p>
      {unconfirm.error && <Notice tone="bad">{text(unconfirm.error)}</Notice>}
    </Dialog>
  );
}

function Withdraw({ agreement, onClose }: AskProps) {
  const { t } = useTranslation('sign');
  const text = useProblemText();
  const [reason, setReason, forget] = useDraft(`sign.withdraw.${agreement}`, '');
  const [tried, setTried] = useState(false);
  const withdraw = useWithdraw(agreement);
  const missing = [...reason.trim()].length < 2;
  const leave = () => {
    setTried(true);
    if (missing) return;
    withdraw.mutate(reason.trim(), {
      onSuccess: () => {
        forget();
        void dropKeys(agreement);
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={t('withdraw.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('withdraw.keep')}</Button>
          <Button variant="danger" filled busy={withdraw.isPending} onClick={leave}>
            {t('withdraw.action')}
          </Button>
        </>
      }
    >
      <p>{t('withdraw.text')}</p>
      {withdraw.error && <Notice tone="bad">{text(withdraw.error)}</Notice>}
      <Field label={t('withdraw.reason')} error={tried && missing ? t('withdraw.missing') : undefined} required>
        <TextArea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  );
}
