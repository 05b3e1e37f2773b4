import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Tag, type TagTone } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { useMyAgreements } from '../sign/api';
import { type Agreement, isOver, signersOf } from '../sign/model';

const tones: Partial<Record<Agreement['state'], TagTone>> = { proposed: 'act', frozen: 'act', released: 'ok' };

/** What I sign or witness. Nothing where there is nothing. */
export function Agreements() {
  const { t } = useTranslation('sign');
  const { data, error, refetch } = useMyAgreements();
  if (error && !data) return <ErrorState title={t('list.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="mine-agreements" className="mine-kept">
      <h2 id="mine-agreements">{t('list.title')}</h2>
      <ul className="mine-list">
        {data.map((agreement) => (
          <li key={agreement.id}>
            <Row agreement={agreement} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('sign');
  const { id, state, title, expiresAt, parties } = agreement;
  const mine = signersOf(agreement).find(({ signer }) => signer.me);
  return (
    <article>
      <p className="marks">
        <Tag tone={tones[state]}>{t(`list.state.${state}`)}</Tag>
        {mine && !isOver(agreement) && <span className="c3">{t(`signer.${mine.signer.state}`)}</span>}
      </p>
      <h2>
        <Link to="/sign/$agreement" params={{ agreement: id }}>
          {inLanguage(title)}
        </Link>
      </h2>
      <p className="c2">{parties.map(({ name }) => name).join(' · ')}</p>
      {expiresAt && !isOver(agreement) && <p className="c2">{t('list.until', { time: formatMoment(expiresAt) })}</p>}
    </article>
  );
}
