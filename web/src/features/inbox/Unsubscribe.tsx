import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { State } from '@/components/State';
import { api, unwrap } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import { useTitle } from '@/lib/title';
import type { Choices } from './api';

/** Where the link at the foot of a mail leads. Opening it stops nothing: mail programs open links by themselves. */
export function UnsubscribePage() {
  const { t } = useTranslation('inbox');
  const { token, kind } = useParams({ from: '/unsubscribe/$token/$kind' });
  const text = useProblemText();
  const about = kind as keyof Choices;
  const stop = useMutation({
    mutationFn: () => unwrap(api.POST('/unsubscribe/{token}/{kind}', { params: { path: { token, kind: about } } })),
  });
  useTitle(t('stop.title'));
  const more = (
    <Link className="btn soft" to="/inbox">
      {t('stop.choose')}
    </Link>
  );
  return (
    <Shell>
      {stop.isSuccess ? (
        <State icon="check" title={t('stop.done')} level={1} actions={more}>
          <p>{t('stop.doneText', { kind: t(`kind.${about}`) })}</p>
        </State>
      ) : (
        <State
          icon="mail"
          title={t('stop.title')}
          level={1}
          actions={
            <>
              <Button variant="primary" busy={stop.isPending} onClick={() => stop.mutate()}>
                {t('stop.action')}
              </Button>
              {more}
            </>
          }
        >
          <p>{t('stop.text', { kind: t(`kind.${about}`) })}</p>
          {stop.error && <Notice tone="bad">{text(stop.error)}</Notice>}
        </State>
      )}
    </Shell>
  );
}
