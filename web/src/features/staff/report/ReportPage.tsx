import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { Example } from '@/components/Tag';
import { ApiError } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { ActionButton } from '../shared/ActionButton';
import { NoPermission } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { Actions } from './Actions';
import { type SessionReport, useBuild, useReport, type Whom } from './api';
import { Body } from './Body';
import { PeopleDrawer } from './PeopleDrawer';
import { Progress } from './Progress';
import { Recordings } from './Recordings';
import './report.css';

/** 活动小结: what a session was, in figures that open the people behind them. */
export function ReportPage() {
  const { t } = useTranslation('report');
  const { room } = useParams({ from: '/staff/reports/$room' });
  const { data: me } = useMe();
  const { data, error, refetch } = useReport(room);
  if (data) return <Shown room={room} state={data} />;
  if (error instanceof ApiError && error.status === 403) return <NoPermission me={me} />;
  if (error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={1} />;
  return <Skeleton lines={10} />;
}

function Shown({ room, state }: { room: string; state: SessionReport }) {
  const { t, i18n } = useTranslation('report');
  const [whom, setWhom] = useState<Whom>();
  const build = useBuild(room);
  const { report, status, builtAt, timeZone } = state;
  const event = inLanguage(state.eventTitle, i18n.language);
  const session = inLanguage(state.title, i18n.language);
  return (
    <div className="rp">
      <PageHead
        title={t('title')}
        trail={
          <>
            <Link to="/staff/events">{t('trail')}</Link> / {event !== session && `${event} / `}
            {session} {formatMoment(report?.startedAt ?? state.startsAt, timeZone)}
          </>
        }
        marks={state.illustrative && <Example />}
        note={
          builtAt && (
            <>
              {t('asOf', { moment: formatMoment(builtAt, timeZone) })}{' '}
              {state.behind && status !== 'building' && <BuildAgain build={build} text={t('behind')} />}
            </>
          )
        }
        actions={report && <Actions room={room} report={report} name={`${session} ${t('title')}`} />}
      />
      {status === 'building' && <Progress percent={state.progress} />}
      {status === 'failed' && (
        <State
          icon="warning"
          title={t('state.failed')}
          level={2}
          actions={
            <ActionButton type="primary" busy={build.isPending} onClick={() => build.mutate()}>
              {t('retry')}
            </ActionButton>
          }
        >
          <p>{t('state.failedText')}</p>
        </State>
      )}
      {status === 'none' && (
        <State
          title={t('state.none')}
          level={2}
          actions={
            <ActionButton type="primary" busy={build.isPending} onClick={() => build.mutate()}>
              {t('build')}
            </ActionButton>
          }
        >
          <p>{t('state.noneText')}</p>
        </State>
      )}
      {report && <Body report={report} onOpen={setWhom} />}
      <Recordings room={room} timeZone={timeZone} />
      {whom && report && <PeopleDrawer room={room} report={report} whom={whom} onClose={() => setWhom(undefined)} />}
    </div>
  );
}

function BuildAgain({ build, text }: { build: ReturnType<typeof useBuild>; text: string }) {
  const { t } = useTranslation('report');
  return (
    <span className="rp-screen">
      {text}{' '}
      <button type="button" className="st-word" disabled={build.isPending} onClick={() => build.mutate()}>
        {t('rebuild')}
      </button>
    </span>
  );
}
