import { Link, useParams } from '@tanstack/react-router';
import { Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { codeText } from '@/lib/problem';
import { Allowed } from '../../shared/NoPermission';
import { PageHead } from '../../shared/PageHead';
import '../../shared/import.css';
import { useForgetMembers } from '../api';
import '../members.css';
import { type MemberImport, useImport } from './api';
import { ImportState } from './ImportsPage';
import { Preview } from './Preview';
import { Result } from './Result';

export function ImportPage() {
  return (
    <Allowed to="create-member">
      <Loaded />
    </Allowed>
  );
}

function Loaded() {
  const { t } = useTranslation('staff-members');
  const { import: id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useImport(id);
  const forget = useForgetMembers();
  const done = data?.state === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is done
  useEffect(() => {
    if (done) void forget();
  }, [done]);
  if (!data && error) {
    return <ErrorState title={t('import.failed')} error={error} level={1} onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton lines={8} />;
  const search = { chamber: data.chamber } as never;
  return (
    <>
      <PageHead
        title={data.name}
        trail={
          <>
            <Link to="/staff/members" search={search}>
              {t('title')}
            </Link>{' '}
            /{' '}
            <Link to="/staff/members/import" search={search}>
              {t('import.title')}
            </Link>
          </>
        }
        marks={<ImportState state={data.state} />}
        note={[data.kind && t(`import.kind.${data.kind}`), data.encoding?.toUpperCase()].filter(Boolean).join(' · ')}
      />
      <Stage now={data} />
    </>
  );
}

function Stage({ now }: { now: MemberImport }) {
  const { t } = useTranslation('staff-members');
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
          <Progress percent={now.progress} aria-label={t(`import.state.${now.state}`)} />
          <p className="c3">{t('import.leave')}</p>
        </div>
      );
  }
}

/** The file as a whole cannot be read: why, and what to do. */
function Unreadable({ now }: { now: MemberImport }) {
  const { t } = useTranslation('staff-members');
  const { t: errors } = useTranslation('errors');
  const { problem } = now;
  return (
    <State
      icon="warning"
      level={2}
      title={t('import.unreadable')}
      alert
      actions={
        <Link
          to="/staff/members/import"
          search={{ chamber: now.chamber } as never}
          className={buttonClass({ variant: 'primary' })}
        >
          {t('import.again')}
        </Link>
      }
    >
      <p>{(problem && codeText(errors, problem.code, problem.params)) ?? problem?.detail}</p>
      {problem?.code === 'import_excel_old' && (
        <ol className="mb-old">
          {t('import.oldSteps')
            .split('\n')
            .map((step) => (
              <li key={step}>{step}</li>
            ))}
        </ol>
      )}
      <p>{t('import.nothing')}</p>
    </State>
  );
}
