import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/text';
import type { Campaign } from './api';
import './campaigns.css';

/** From chosen to accepted, in figures. */
export function Figures({ campaign: { counts, taken, quota } }: { campaign: Campaign }) {
  const { t } = useTranslation('staff-campaigns');
  const sum = (...of: string[]) => of.reduce((all, one) => all + (counts[one] ?? 0), 0);
  const figures = [
    ['chosen', sum(...Object.keys(counts).filter((one) => one !== 'withdrawn')), ''],
    ['sent', sum('sent', 'opened', 'accepted', 'waiting', 'declined', 'colleague'), queuedNote()],
    ['opened', sum('opened', 'accepted', 'waiting', 'declined', 'colleague'), ''],
    ['taken', taken, quota ? t('ofQuota', { quota: formatNumber(quota) }) : ''],
    ['declined', sum('declined'), ''],
    ['bounced', sum('bounced'), ''],
  ] as const;
  function queuedNote() {
    const n = counts.queued ?? 0;
    return n > 0 ? t('queuedNow', { n: formatNumber(n) }) : '';
  }
  return (
    <dl className="cp-figures">
      {figures.map(([name, value, note]) => (
        <div key={name}>
          <dt>{t(`figure.${name}`)}</dt>
          <dd>
            {formatNumber(value)}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
