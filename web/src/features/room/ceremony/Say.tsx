import { useTranslation } from 'react-i18next';
import type { Agreement } from '@/lib/room/types';
import { hasConfirmed } from './agreement';
import styles from './ceremony.module.css';

/** What is going on, in one sentence: whose turn it is, or that it is done. */
export function Say({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('ceremony');
  const { parties, state } = agreement;
  const said = parties.filter(hasConfirmed).length;
  const left = parties.filter((party) => !hasConfirmed(party)).map(({ role }) => role);
  const count = { said, all: parties.length, who: left.join('、') };
  const word = (): [string, string] => {
    switch (state) {
      case 'released':
        return [t('say.released'), t('say.releasedMore')];
      case 'confirmed':
      case 'sealing':
        return [t('say.confirmed', count), t('say.confirmedMore')];
      case 'withdrawn':
      case 'expired':
      case 'voided':
        return [t(`say.${state}`), t('say.overMore')];
      case 'frozen':
        return [said > 0 ? t('say.some', count) : t('say.none'), t('say.frozenMore')];
      default:
        return [t('say.draft'), t('say.draftMore')];
    }
  };
  const [first, second] = word();
  return (
    <div className={styles.say} role="status">
      <b className={styles.ring} data-done={state === 'released' || undefined} aria-hidden="true">
        {state === 'released' ? '✓' : said}
      </b>
      <div>
        <h2>{first}</h2>
        <p>{second}</p>
      </div>
    </div>
  );
}
