import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { Prepared } from '@/lib/signing/confirm';
import { PasskeyError } from '@/lib/signing/passkey';
import { type Mine, meIn } from '../model';
import { PasskeyIcon } from '../parts/PasskeyIcon';
import { Trouble } from './Trouble';
import { useConfirming, useNewPasskey } from './useConfirming';

interface FootProps {
  mine: Mine;
  /** The document is here and is the frozen one. */
  ready: boolean;
  canPasskey: boolean;
  prepared: Prepared | undefined;
  renew: () => Promise<void>;
  onCode: () => void;
  onElsewhere: () => void;
}

/** One filled button: the strongest way this browser has. The others are below it, and as good as their word. */
export function ConfirmFoot({ mine, ready, canPasskey, prepared, renew, onCode, onElsewhere }: FootProps) {
  const { t } = useTranslation('sign');
  const confirming = useConfirming(mine.agreement.id);
  const making = useNewPasskey(mine.agreement.id);
  const channel = meIn(mine)?.signer.contact.includes('@') ? 'mail' : 'phone';
  const error = confirming.error ?? making.error;
  // A passkey that is on another device looks like a refusal; so does one that was declined.
  const another = confirming.error instanceof PasskeyError && confirming.error.code === 'declined';

  const confirm = () => {
    if (!prepared) return;
    making.reset();
    confirming.mutate(
      { prepared },
      {
        onError: (cause) => {
          // The intent is good for another try unless the server has seen it.
          if (!(cause instanceof PasskeyError)) void renew();
        },
      },
    );
  };
  const make = () => {
    confirming.reset();
    making.mutate();
  };
  return (
    <>
      {error && <Trouble error={error} />}
      {!canPasskey && <p className="c2">{t('ways.none')}</p>}
      {canPasskey && mine.passkeys === 0 && <p className="c2">{t('ways.first')}</p>}
      {canPasskey && mine.passkeys > 0 && (
        <Button
          variant="primary"
          size="l"
          wide
          busy={!prepared || confirming.isPending}
          disabled={!ready}
          onClick={confirm}
        >
          <PasskeyIcon />
          {t('ways.passkey')}
        </Button>
      )}
      {canPasskey && (mine.passkeys === 0 || another) && (
        <Button
          variant={another ? 'plain' : 'primary'}
          size="l"
          wide
          busy={making.isPending}
          disabled={!ready}
          onClick={make}
        >
          <PasskeyIcon />
          {another ? t('ways.another') : t('ways.make')}
        </Button>
      )}
      {!canPasskey && (
        <Button variant="primary" size="l" wide disabled={!ready} onClick={onCode}>
          {t(`ways.code.${channel}`)}
        </Button>
      )}
      <p className="c2">{t('confirm.withdraw')}</p>
      <p>
        {canPasskey && (
          <Button variant="quiet" disabled={!ready} onClick={onCode}>
            {t(`ways.instead.${channel}`)}
          </Button>
        )}
        <Button variant="quiet" onClick={onElsewhere}>
          {t('ways.elsewhere')}
        </Button>
      </p>
    </>
  );
}
