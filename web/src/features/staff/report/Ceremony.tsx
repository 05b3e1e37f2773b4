import { useTranslation } from 'react-i18next';
import { Tag, type TagTone } from '@/components/Tag';
import { formatNumber, inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import type { Report } from './api';

type Agreement = NonNullable<Report['agreements']>[number];
type Start = NonNullable<Report['starts']>[number];

/** What was signed and what began in a ceremony; nothing of any other session. */
export function Ceremony({ report: { timeZone, ...report } }: { report: Report }) {
  const { t } = useTranslation('report');
  const agreements = report.agreements ?? [];
  const starts = report.starts ?? [];
  if (agreements.length + starts.length === 0) return null;
  return (
    <section className="rp-card">
      <h2>{t('ceremony.title')}</h2>
      <ul className="rp-questions">
        {agreements.map((agreement) => (
          <Signed key={agreement.id} agreement={agreement} zone={timeZone} />
        ))}
        {starts.map((start) => (
          <Begun key={start.at} start={start} zone={timeZone} />
        ))}
      </ul>
    </section>
  );
}

const tones: Partial<Record<string, TagTone>> = {
  released: 'ok',
  withdrawn: 'warn',
  expired: 'warn',
  voided: 'warn',
};

function Signed({ agreement, zone }: { agreement: Agreement; zone: string }) {
  const { t } = useTranslation('report');
  const { title, state, signedAt, parties, digest } = agreement;
  return (
    <li>
      <b>{inLanguage(title)}</b>{' '}
      <Tag tone={tones[state] ?? 'act'}>{t(`ceremony.states.${state as 'draft'}`, { defaultValue: state })}</Tag>
      <p className="st-sub">{parties.map(({ role, name }) => `${role} ${name}`).join(' · ')}</p>
      {signedAt && <p className="st-sub">{t('ceremony.signedAt', { time: formatMoment(signedAt, zone) })}</p>}
      {digest && <code className="code">{digest}</code>}
    </li>
  );
}

function Begun({ start: { at, label, presses }, zone }: { start: Start; zone: string }) {
  const { t } = useTranslation('report');
  const far = (offset: number) =>
    formatNumber(offset / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'always' });
  const hands = presses.map(({ name, org, offset }) =>
    t('ceremony.press', { name: [name || t('questions.erased'), org].filter(Boolean).join(' '), offset: far(offset) }),
  );
  return (
    <li>
      <b>{inLanguage(label) || t('ceremony.start')}</b>
      <p className="st-sub">{t('ceremony.begunAt', { time: formatMoment(at, zone) })}</p>
      <p className="st-sub">{hands.length > 0 ? hands.join(' · ') : t('ceremony.nobody')}</p>
    </li>
  );
}
