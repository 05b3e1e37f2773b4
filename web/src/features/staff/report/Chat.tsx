import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/time';
import type { Report } from './api';
import { replayAt } from './figures';

/** What everybody was told, and the way to what they said. */
export function Chat({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  return (
    <section className="rp-card">
      <h2>{t('chat.title')}</h2>
      {report.announcements.length === 0 && <p className="st-note">{t('chat.none')}</p>}
      <ul className="rp-told">
        {report.announcements.map(({ at, text }) => (
          <li key={at}>
            <a href={replayAt(report, at)}>{formatTime(at, report.timeZone)}</a> {text}
          </li>
        ))}
      </ul>
      {report.figures.lines > 0 && (
        <p className="rp-screen">
          <a href={replayAt(report, report.startedAt ?? report.startsAt)}>
            {t('chat.link', { count: report.figures.lines })}
          </a>
        </p>
      )}
    </section>
  );
}
