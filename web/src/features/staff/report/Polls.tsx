import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import type { Report } from './api';
import { percent } from './figures';

/** What the room chose. */
export function Polls({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  return (
    <section className="rp-card">
      <h2>{t('polls.title')}</h2>
      {report.polls.length === 0 && <p className="st-note">{t('polls.empty')}</p>}
      {report.polls.map(({ id, question, voters, closed, kind, options }) => {
        const whole = voters * (kind === 'ranking' ? options.length : 1);
        return (
          <article key={id} className="rp-poll">
            <h3>{question}</h3>
            <p className="st-sub">
              {t('polls.voters', { count: voters })} {!closed && <Tag tone="warn">{t('polls.running')}</Tag>}
            </p>
            <ul className="rp-bars">
              {options.map(({ text, count }) => (
                <li key={text}>
                  <div>
                    <span>{text}</span>
                    <b>
                      {t(kind === 'ranking' ? 'polls.points' : 'polls.votes', { count })}{' '}
                      <small>{percent(count, whole)}</small>
                    </b>
                    <i style={{ width: whole ? `${(count * 100) / whole}%` : 0 }} />
                  </div>
                </li>
              ))}
            </ul>
          </article>
        );
      })}
    </section>
  );
}
