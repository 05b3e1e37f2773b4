import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import type { Agreement, AgreementParty } from '@/lib/room/types';
import { exactTime } from '../clock';
import { useMediaShown } from '../media/MediaProvider';
import { Tile } from '../media/Tile';
import { useRoomView } from '../session';
import { sceneOf } from '../views';
import { confirmedAt, hasConfirmed, isWeaker, type Progress, progressOf, seatOfParty, signerOf } from './agreement';
import styles from './document.module.css';

/** Those who sign, with their picture while they are on stage, and how far each is. */
export function Parties({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('ceremony');
  return (
    <ul className={styles.parties} aria-label={t('parties.label')}>
      {agreement.parties.map((party) => (
        <Party key={party.id} party={party} />
      ))}
    </ul>
  );
}

export function progressIcon(progress: Progress): 'check' | 'close' | 'clock' {
  if (progress === 'confirmed' || progress === 'sealed') return 'check';
  return progress === 'declined' ? 'close' : 'clock';
}

function Party({ party }: { party: AgreementParty }) {
  const { t } = useTranslation('ceremony');
  const people = useRoomView(sceneOf).people;
  const video = useMediaShown();
  const seat = seatOfParty(party, people);
  const signer = signerOf(party);
  const progress = progressOf(party);
  const at = confirmedAt(party);
  return (
    <li className={styles.party} data-progress={progress}>
      <div className={styles.tile}>
        {video && seat ? <Tile id={seat} /> : <span aria-hidden="true">{[...party.name][0]}</span>}
        {party.place && (
          <span className={styles.place}>
            <Icon name="pin" size="s" />
            <span className="clip">{party.place}</span>
          </span>
        )}
      </div>
      <div className={styles.who}>
        <span>{party.role}</span>
        <h3>{party.name}</h3>
        {signer && <p>{[signer.position, signer.name].filter(Boolean).join(' ')}</p>}
      </div>
      <p className={styles.light}>
        <Icon name={progressIcon(progress)} size="s" />
        {t(`progress.${progress}`)}
        {isWeaker(party) && <Tag tone="warn">{t('weaker')}</Tag>}
        {hasConfirmed(party) && at && <time dateTime={at}>{exactTime(at)}</time>}
      </p>
    </li>
  );
}
