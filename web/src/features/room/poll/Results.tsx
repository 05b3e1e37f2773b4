import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import type { PollKind, Tally } from '@/lib/room/types';
import styles from './poll.module.css';

interface ResultsProps {
  question: string;
  kind: PollKind;
  options: readonly string[];
  tally: Tally;
  /** The numbers of the options I chose. */
  mine?: readonly number[];
}

/** How a poll stands: a table for those who read tables, with a bar in each row for those who look. */
export function Results({ question, kind, options, tally, mine = [] }: ResultsProps) {
  const { t } = useTranslation('room');
  const ranked = kind === 'ranking';
  // A ranking's points are measured against the most an option could have.
  const whole = Math.max(1, tally.voters * (ranked ? options.length : 1));
  const average = tally.counts.reduce((sum, count, i) => sum + count * (i + 1), 0) / Math.max(1, tally.voters);
  return (
    <div className={styles.results}>
      <table>
        <caption className="sr">{t('poll.resultsOf', { question })}</caption>
        <thead className="sr">
          <tr>
            <th scope="col">{t('poll.option')}</th>
            <th scope="col">{t(ranked ? 'poll.pointsHead' : 'poll.peopleHead')}</th>
            <th scope="col">{t('poll.share')}</th>
          </tr>
        </thead>
        <tbody>
          {options.map((option, i) => {
            const count = tally.counts[i] ?? 0;
            const share = Math.round((100 * count) / whole);
            return (
              <tr key={option} data-mine={mine.includes(i + 1) || undefined}>
                <th scope="row">
                  <span>{kind === 'rating' ? t('poll.stars', { count: i + 1 }) : option}</span>
                  {mine.includes(i + 1) && (
                    <Tag tone="act">
                      {ranked ? t('poll.myRank', { rank: mine.indexOf(i + 1) + 1 }) : t('poll.mine')}
                    </Tag>
                  )}
                </th>
                <td>{ranked ? t('poll.points', { count }) : t('poll.people', { count })}</td>
                <td>
                  {share}%
                  <i aria-hidden="true" style={{ width: `${share}%` }} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.sum}>
        {t('poll.voters', { count: tally.voters })}
        {kind === 'rating' && tally.voters > 0 && <span>{t('poll.average', { average: average.toFixed(1) })}</span>}
      </p>
    </div>
  );
}
