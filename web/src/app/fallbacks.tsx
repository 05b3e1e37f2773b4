import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { ApiError } from '@/lib/api';
import { useTitle } from '@/lib/title';
import { Shell } from './Shell';

/** While a page's script or words are on their way. */
export function PageLoading() {
  return (
    <main className="wrap">
      <Skeleton page lines={6} />
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation('common');
  useTitle(t('notFound.title'));
  return (
    <Shell>
      <State
        title={t('notFound.title')}
        level={1}
        actions={
          <Link to="/" className="btn pri">
            {t('notFound.action')}
          </Link>
        }
      >
        <p>{t('notFound.text')}</p>
      </State>
    </Shell>
  );
}

/** The boundary around every page: a bug or a script that could not be fetched must not leave it blank. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common');
  const reload = () => location.reload();
  if (error instanceof ApiError) {
    return (
      <Shell>
        <ErrorState title={t('failed.title')} error={error} onRetry={reset} level={1} />
      </Shell>
    );
  }
  return (
    <Shell>
      <State
        icon="warning"
        title={t('failed.title')}
        level={1}
        alert
        actions={
          <Button variant="primary" onClick={reload}>
            {t('failed.action')}
          </Button>
        }
      >
        <p>{t('failed.text')}</p>
      </State>
    </Shell>
  );
}
