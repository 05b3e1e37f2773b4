import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { State } from '@/components/State';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { invitationQuery, useStop } from './api';

/** Where the link at the foot of an invitation leads. Opening it stops nothing: mail programs open links by themselves. */
export function StopPage() {
  const { t } = useTranslation('invitation');
  const { token } = useParams({ from: '/i/$token/stop' });
  const { data } = useQuery(invitationQuery(token));
  const stop = useStop(token);
  const text = useProblemText();
  const chamber = inLanguage(data?.chamber) || t('stop.thisChamber');
  useTitle(t('stop.title'));
  return (
    <Shell nav={false}>
      {stop.isSuccess ? (
        <State icon="check" title={t('stop.done')} level={1}>
          <p>{t('stop.doneText', { chamber })}</p>
        </State>
      ) : (
        <State
          icon="mail"
          title={t('stop.title')}
          level={1}
          actions={
            <Button variant="primary" busy={stop.isPending} onClick={() => stop.mutate()}>
              {t('stop.action')}
            </Button>
          }
        >
          <p>{t('stop.text', { chamber })}</p>
          {stop.error && <Notice tone="bad">{text(stop.error)}</Notice>}
        </State>
      )}
    </Shell>
  );
}
