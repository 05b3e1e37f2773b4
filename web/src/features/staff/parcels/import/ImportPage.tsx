import { Link, useParams } from '@tanstack/react-router';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { codeText } from '@/lib/problem';
import { Allowed } from '../../shared/NoPermission';
import { PageHead } from '../../shared/PageHead';
import { type ParcelImport, useImport } from './api';
import '../../shared/import.css';
import { ImportState } from './ImportsPage';
import { Preview } from './Preview';
import { Result } from './Result';

export function ImportPage() {
  return (
    <Allowed to="create-parcel">
      <Loaded />
    </Allowed>
  );
}

function Loaded() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const { import: id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useImport(id);
  if (!data && error) {
    return <ErrorState title={t('import.failed')} error={error} level={1} onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton lines={8} />;
  return (
    <>
      <PageHead
        title={data.name}
        trail={
          <>
            <Link to="/staff/parcels">{land('parcels')}</Link> /{' '}
            <Link to="/staff/parcels/import">{t('import.title')}</Link>
          </>
        }
        marks={<ImportState state={data.state} />}
        note={[data.kind && t(`import.kind.${data.kind}`), data.encoding].filter(Boolean).join(' · ')}
        actions={
          <a className={buttonClass({ variant: 'soft', size: 's' })} href={data.url}>
            {t('import.original')}
          </a>
        }
      />
      <Stage now={data} />
    </>
  );
}

function Stage({ now }: { now: ParcelImport }) {
  const { t } = useTranslation('staff-land');
  switch (now.state) {
    case 'failed':
      return <Unreadable now={now} />;
    case 'done':
      return <Result now={now} />;
    case 'preview':
      return <Preview now={now} />;
    default:
      return (
        <div className="im-busy" role="status">
          <p>{t(`import.busy.${now.state}`, { count: now.counts.rows })}</p>
          {now.state === 'writing' && <Progress percent={now.progress} aria-label={t('import.state.writing')} />}
          <p className="c3">{t('import.leave')}</p>
        </div>
      );
  }
}

/** The file as a whole cannot be read: why, and what to do. */
function Unreadable({ now }: { now: ParcelImport }) {
  const { t } = useTranslation('staff-land');
  const { t: errors } = useTranslation('errors');
  const { problem } = now;
  return (
    <State
      icon="warning"
      level={2}
      title={t('import.unreadable')}
      alert
      actions={
        <Link to="/staff/parcels/import" className={buttonClass({ variant: 'primary' })}>
          {t('import.again')}
        </Link>
      }
    >
      <p>{(problem && codeText(errors, problem.code, problem.params)) ?? problem?.detail}</p>
      <p>{t('import.nothing')}</p>
    </State>
  );
}
