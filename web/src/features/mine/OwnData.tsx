import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { api, unwrap } from '@/lib/api';
import { type Me, meKey } from '@/lib/auth';
import { forgetDrafts } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';

/** What is kept of somebody, to take along or to have erased (PIPL Art. 45, 47). */
export function OwnData({ me }: { me: Me }) {
  const { t } = useTranslation('account');
  const [asking, setAsking] = useState(false);
  return (
    <section aria-labelledby="data-title" className="mine-out">
      <h2 id="data-title">{t('data.title')}</h2>
      <div className="acts">
        <a className={buttonClass()} href={`/api/v1/people/${me.id}/data`} download>
          {t('data.take')}
        </a>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t('data.erase')}
        </Button>
      </div>
      {asking && <Erase me={me} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Erase({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useTranslation(['account', 'common']);
  const text = useProblemText();
  const queries = useQueryClient();
  const erase = useMutation({
    mutationFn: () => unwrap(api.DELETE('/people/{person}', { params: { path: { person: me.id } } })),
    onSuccess: async () => {
      forgetDrafts();
      queries.setQueryData(meKey, null);
      await queries.resetQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] });
    },
  });
  return (
    <Dialog
      title={t('data.ask')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="danger" filled busy={erase.isPending} onClick={() => erase.mutate()}>
            {t('data.erase')}
          </Button>
        </>
      }
    >
      <p>{t('data.goes')}</p>
      <p>{t('data.stays')}</p>
      {erase.error && <Notice tone="bad">{text(erase.error)}</Notice>}
    </Dialog>
  );
}
