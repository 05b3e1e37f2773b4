import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useDraft } from '@/lib/draft';
import { hasConfirmed, type Mine, meIn } from '../model';
import { Check } from '../parts/Check';
import { whenOf } from '../parts/DocumentCard';
import { Compare } from './Compare';

interface ChecklistProps {
  mine: Mine;
  pages: number;
  digest: string | undefined;
  /** What is on screen is what was frozen. */
  same: boolean;
}

/** What a signer should have seen to before confirming, and who confirmed already. */
export function Checklist({ mine, pages, digest, same }: ChecklistProps) {
  const { t } = useTranslation('sign');
  const { agreement } = mine;
  const [compared, setCompared] = useDraft<string>(`sign.compared.${agreement.id}`, '');
  const [comparing, setComparing] = useState(false);
  const own = meIn(mine);
  const alike = digest !== undefined && compared === digest;
  const others = agreement.parties.filter(
    ({ id, signers }) => id !== own?.party.id && signers.some((signer) => hasConfirmed(signer)),
  );
  return (
    <ul aria-label={t('check.label')}>
      <Check done note={own?.signer.acceptedAt && whenOf(own.signer.acceptedAt)}>
        {t('check.read', { count: pages })}
      </Check>
      <Check done={same} note={same ? t('check.here') : t('check.checking')}>
        {t('check.same')}
      </Check>
      {agreement.session && (
        <Check
          done={alike}
          note={
            alike ? (
              t('check.compared')
            ) : (
              <Button size="s" variant="quiet" disabled={!digest} onClick={() => setComparing(true)}>
                {t('check.compare')}
              </Button>
            )
          }
        >
          {t('check.hall')}
        </Check>
      )}
      {others.map(({ id, role, place }) => (
        <Check key={id} done note={place}>
          {t('check.confirmed', { role })}
        </Check>
      ))}
      {comparing && digest && (
        <Compare
          digest={digest}
          onAlike={() => {
            setCompared(digest);
            setComparing(false);
          }}
          onClose={() => setComparing(false)}
        />
      )}
    </ul>
  );
}
