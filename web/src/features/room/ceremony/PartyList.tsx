import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import type { Agreement, AgreementParty } from '@/lib/room/types';
import { exactTime } from '../clock';
import { confirmedAt, hasConfirmed, isWeaker, progressOf, signerOf } from './agreement';
import { progressIcon } from './Parties';
import styles from './panel.module.css';

/** Those who sign, in words. Where they are seen beside the paper as well, there is no need of it. */
export function PartyList({ agreement, beside }: { agreement: Agreement; beside: boolean }) {
  const { t } = useTranslation('ceremony');
  return (
    <section className={styles.card} aria-label={t('parties.label')} data-beside={beside || undefined}>
      <h2>{t('parties.label')}</h2>
      <ul>
        {agreement.parties.map((party) => (
          <Party key={party.id} party={party} />
        ))}
      </ul>
    </section>
  );
}

function Party({ party }: { party: AgreementParty }) {
  const { t } = useTranslation('ceremony');
  const signer = signerOf(party);
  const progress = progressOf(party);
  const at = confirmedAt(party);
  return (
    <li className={styles.party} data-progress={progress}>
      <div>
        <small>{[party.role, party.place].filter(Boolean).join(' · ')}</small>
        <b>{party.name}</b>
        {signer && <small>{[signer.position, signer.name].filter(Boolean).join(' ')}</small>}
      </div>
      <div className={styles.state}>
        <span>
          <Icon name={progressIcon(progress)} size="s" />
          {t(`progress.${progress}`)}
        </span>
        {isWeaker(party) && <Tag tone="warn">{t('weaker')}</Tag>}
        {hasConfirmed(party) && at && <time dateTime={at}>{exactTime(at)}</time>}
      </div>
    </li>
  );
}
