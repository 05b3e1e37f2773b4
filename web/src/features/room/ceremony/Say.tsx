import { useTranslation } from 'react-i18next';
import type { Agreement } from '@/lib/room/types';
import { useRoomView } from '../session';
import { roomStateOf } from '../views';
import { hasConfirmed } from './agreement';
import styles from './document.module.css';
import { listed } from './listed';

/** What is going on, in one sentence: whose turn it is, or that it is done. The end of the session ends no signing. */
export function Say({ agreement }: { agreement: Agreement }) {
  const { t, i18n } = useTranslation('ceremony');
  const later = useRoomView(roomStateOf) === 'ended';
  const { parties, state } = agreement;
  const said = parties.filter(hasConfirmed).length;
  const left = parties.filter((party) => !hasConfirmed(party)).map(({ role }) => role);
  const count = { said, all: parties.length, who: listed(left, i18n.language) };
  const all = left.length === 0 && parties.length > 0;
  const word = (): [string, string] => {
    switch (state) {
      case 'released':
        return [t('say.released'), t('say.releasedMore')];
      case 'confirmed':
      case 'sealing':
        return [t('say.confirmed', count), t(later ? 'say.later' : 'say.confirmedMore')];
      case 'withdrawn':
      case 'expired':
      case 'voided':
        return [t(`say.${state}`), t('say.overMore')];
      case 'frozen':
        return [said > 0 ? t('say.some', count) : t('say.none'), t(later ? 'say.later' : 'say.frozenMore')];
      default:
        return [t('say.draft'), t('say.draftMore')];
    }
  };
  const [first, second] = word();
  return (
    <div className={styles.say} role="status">
      <b
        className={styles.ring}
        data-all={all || undefined}
        data-done={state === 'released' || undefined}
        aria-hidden="true"
      >
        {state === 'released' ? '✓' : said}
      </b>
      <div>
        <h2>{first}</h2>
        <p>{second}</p>
      </div>
    </div>
  );
}
