import { useTranslation } from 'react-i18next';
import { momentWords, nextDeadline } from '@/lib/land/dates';
import type { Dates, Moment } from '@/lib/land/types';
import { useNow } from '@/lib/now';

/** A date of a notice: the day, and the clock where the notice gives it. */
export function NoticeDate({ moment }: { moment: Moment }) {
  const { day, time } = momentWords(moment);
  return (
    <time dateTime={moment}>
      <b className="nowrap">{day}</b>
      {time && <span className="c2"> {time}</span>}
    </time>
  );
}

/** From one date to another; one of them may be missing. */
export function NoticeSpan({ from, until }: { from?: Moment; until?: Moment }) {
  const { t } = useTranslation('land');
  if (!from && !until) return null;
  return (
    <span className="span">
      {from && <NoticeDate moment={from} />}
      {from && until && <span aria-hidden="true">–</span>}
      {until && <NoticeDate moment={until} />}
      {from && !until && <span className="c2">{t('dates.from')}</span>}
      {!from && until && <span className="c2">{t('dates.until')}</span>}
    </span>
  );
}

/** 报名截止 12 月 28 日 16:00，还有 5 天 */
export function Deadline({ dates }: { dates: Dates }) {
  const { t } = useTranslation('land');
  const next = nextDeadline(dates, useNow());
  if (!next) return null;
  const { day, time } = momentWords(next.moment);
  const left = next.days === 0 ? t('dates.today') : t('dates.left', { count: next.days });
  return (
    <span className={next.days <= 3 ? 'due soon' : 'due'}>
      {t(`date.${next.name}`)} <b>{[day, time].filter(Boolean).join(' ')}</b> <span className="nowrap">{left}</span>
    </span>
  );
}
