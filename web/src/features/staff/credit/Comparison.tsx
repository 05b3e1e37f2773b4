import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { inLanguage } from '@/lib/text';
import { type Funnel, type Query, type Reached, useComparison } from './api';

interface Props {
  event: string | undefined;
  chosen: Query;
  onChoose: (query: Query) => void;
}

/** All chambers beside each other, the one that is ahead first; every figure opens the people behind it. */
export function Comparison({ event, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation('staff-credit');
  const { data, error, refetch } = useComparison(event);
  if (!data && error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={2} />;
  if (!data) return <Skeleton lines={5} />;
  const [first] = data;
  if (!first) return <Empty title={t('noChambers')}>{t('noChambersHint')}</Empty>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <section className="cr-table" aria-label={t('comparison')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('place')}
            </th>
            <th scope="col">{t('chamber')}</th>
            {first.stages.map(({ stage }) => (
              <th key={stage} scope="col" className="num">
                {t(`stage.${stage}`)}
              </th>
            ))}
            <th scope="col" className="num">
              {t('status.colliding')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <tr key={row.chamber}>
              <td className="num" data-label={t('place')}>
                {row.rank || '–'}
              </td>
              <th scope="row">
                {inLanguage(row.chamberName, i18n.language)}
                {row.disputed > 0 && (
                  <button
                    type="button"
                    className="st-sub st-word warn"
                    onClick={() => onChoose({ chamber: row.chamber, disputed: true })}
                  >
                    {t('disputed', { count: row.disputed })}
                  </button>
                )}
              </th>
              {row.stages.map((cell) => (
                <Cell key={cell.stage} row={row} cell={cell} chosen={chosen} onChoose={onChoose} />
              ))}
              <td className="num" data-label={t('status.colliding')}>
                <Figure
                  value={row.colliding}
                  label={t('opens', {
                    chamber: inLanguage(row.chamberName, i18n.language),
                    what: t('status.colliding'),
                  })}
                  onOpen={() => onChoose({ chamber: row.chamber, status: 'colliding' })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  row: Funnel;
  cell: Funnel['stages'][number];
  chosen: Query;
  onChoose: (query: Query) => void;
}

function Cell({ row, cell: { stage, people, credit }, chosen, onChoose }: CellProps) {
  const { t, i18n } = useTranslation('staff-credit');
  if (stage === 'invited') {
    return (
      <td className="num" data-label={t('stage.invited')}>
        {people > 0 ? <Link to="/staff/campaigns">{people}</Link> : people}
      </td>
    );
  }
  const on = chosen.chamber === row.chamber && chosen.stage === stage;
  return (
    <td className={on ? 'num on' : 'num'} data-label={t(`stage.${stage}`)}>
      <Figure
        value={people}
        label={t('opens', { chamber: inLanguage(row.chamberName, i18n.language), what: t(`stage.${stage}`) })}
        onOpen={() => onChoose({ chamber: row.chamber, stage: stage as Reached })}
      />
      {credit !== people && <span className="st-sub">{t('credited', { credit })}</span>}
    </td>
  );
}

function Figure({ value, label, onOpen }: { value: number; label: string; onOpen: () => void }) {
  if (value === 0) return <>0</>;
  return (
    <button type="button" aria-label={`${value} ${label}`} onClick={onOpen}>
      {value}
    </button>
  );
}
