import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/time';
import type { Report } from './api';
import { replayAt } from './figures';

/** What was answered, in the order of asking. */
export function Questions({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const done = report.questions.filter(({ status }) => status === 'answered');
  const { asked } = report.figures;
  return (
    <section className="rp-card">
      <h2>{t('questions.title')}</h2>
      {done.length === 0 && <p className="st-note">{t('questions.empty')}</p>}
      <ol className="rp-questions">
        {done.map((q) => (
          <li key={q.id}>
            <p>
              <b>{q.text || '–'}</b>
            </p>
            <p className="st-sub">
              <a href={replayAt(report, q.askedAt)}>{formatTime(q.askedAt, report.timeZone)}</a>{' '}
              {q.anonymous
                ? t('questions.anonymous')
                : [q.name || t('questions.erased'), q.org].filter(Boolean).join(' ')}
              {q.votes > 0 && ` · ${t('questions.votes', { count: q.votes })}`}
              {q.how && ` · ${t(`questions.${q.how}`)}`}
            </p>
            {q.answer && <p className="rp-answer">{q.answer}</p>}
          </li>
        ))}
      </ol>
      {asked > report.questions.length && (
        <p className="st-note">{t('questions.more', { count: asked, shown: report.questions.length })}</p>
      )}
    </section>
  );
}
