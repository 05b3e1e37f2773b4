import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { useSignOut } from '@/lib/auth';
import { useProblemText } from '@/lib/problem';

/** Here, or on every device. */
export function SignOut() {
  const { t } = useTranslation(['account', 'common']);
  const [asking, setAsking] = useState(false);
  const signOut = useSignOut();
  const text = useProblemText();
  return (
    <section aria-labelledby="out-title" className="mine-out">
      <h2 id="out-title">{t('out.title')}</h2>
      {signOut.error && !asking && <Notice tone="bad">{text(signOut.error)}</Notice>}
      <div className="acts">
        <Button busy={signOut.isPending && !asking} onClick={() => signOut.mutate(false)}>
          {t('out.here')}
        </Button>
        <Button variant="soft" onClick={() => setAsking(true)}>
          {t('out.everywhere')}
        </Button>
      </div>
      {asking && (
        <Dialog
          title={t('out.ask')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
              <Button variant="danger" filled busy={signOut.isPending} onClick={() => signOut.mutate(true)}>
                {t('out.everywhere')}
              </Button>
            </>
          }
        >
          <p>{t('out.text')}</p>
          {signOut.error && <Notice tone="bad">{text(signOut.error)}</Notice>}
        </Dialog>
      )}
    </section>
  );
}
