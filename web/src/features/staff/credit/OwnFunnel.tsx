import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { type Funnel, type Query, type Reached, useFunnel } from './api';

interface Props {
  scope: Pick<Query, 'event' | 'chamber'>;
  chosen: Query;
  onChoose: (query: Query) => void;
}

/** What became of those whom one's own chamber brought: a bar a stage, each opens its people. */
export function OwnFunnel({ scope, chosen, onChoose }: Props) {
  const { t } = useTranslation('staff-credit');
  const { data, error, refetch } = useFunnel(scope);
  if (!data && error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={2} />;
  if (!data) return <Skeleton lines={7} />;
  const most = Math.max(1, ...data.stages.map(({ people }) => people));
  return (
    <section className="cr-own" aria-label={t('funnel')}>
      <p className="cr-rank">{data.rank ? t('rank', { rank: data.rank, of: data.chambers }) : t('unranked')}</p>
      <ol className="cr-funnel">
        {data.stages.map(({ stage, people, credit }) => {
          const row = (
            <>
              <span className="cr-stage">{t(`stage.${stage}`)}</span>
              <meter className="cr-bar" min={0} max={most} value={people} aria-hidden="true" />
              <b className="num">{people}</b>
              <span className="c2">{stage !== 'invited' && credit !== people ? t('credited', { credit }) : ''}</span>
            </>
          );
          return (
            <li key={stage}>
              {people === 0 ? (
                <span className="cr-row">{row}</span>
              ) : stage === 'invited' ? (
                <Link className="cr-row" to="/staff/campaigns">
                  {row}
                </Link>
              ) : (
                <button
                  type="button"
                  className="cr-row"
                  aria-pressed={chosen.stage === stage}
                  onClick={() => onChoose({ stage: stage as Reached })}
                >
                  {row}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <Beside funnel={data} onChoose={onChoose} />
    </section>
  );
}

/** What is not counted, and why one may want to look. */
function Beside({
  funnel: { colliding, refused, disputed },
  onChoose,
}: {
  funnel: Funnel;
  onChoose: (query: Query) => void;
}) {
  const { t } = useTranslation('staff-credit');
  if (colliding + refused + disputed === 0) return null;
  return (
    <p className="cr-beside">
      {colliding > 0 && (
        <button type="button" onClick={() => onChoose({ status: 'colliding' })}>
          {t('colliding', { count: colliding })}
        </button>
      )}
      {refused > 0 && (
        <button type="button" onClick={() => onChoose({ status: 'refused' })}>
          {t('refused', { count: refused })}
        </button>
      )}
      {disputed > 0 && (
        <button type="button" onClick={() => onChoose({ disputed: true })}>
          {t('disputed', { count: disputed })}
        </button>
      )}
    </p>
  );
}
