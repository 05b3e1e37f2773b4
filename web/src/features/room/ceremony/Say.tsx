import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Agreement } from '@/lib/room/types';
import { useRoomView } from '../session';
import { roomStateOf } from '../views';
import { hasConfirmed } from './agreement';
import styles from './document.module.css';
import { listed } from './listed';
import { sayingOf } from './saying';

/** What is going on, in one sentence: whose turn it is, or that it is done. */
export function Say({ agreement }: { agreement: Agreement }) {
  const { t, i18n } = useTranslation('ceremony');
  const ended = useRoomView(roomStateOf) === 'ended';
  const { parties, state } = agreement;
  const left = parties.filter((party) => !hasConfirmed(party)).map(({ role }) => role);
  const said = parties.length - left.length;
  const [first, second] = sayingOf(agreement, ended);
  const done = state === 'released';
  return (
    <div className={styles.say} role="status">
      <b
        className={styles.ring}
        data-all={(said > 0 && left.length === 0) || undefined}
        data-done={done || undefined}
        aria-hidden="true"
      >
        {done ? <Icon name="check" /> : said}
      </b>
      <div>
        <h2>{t(`say.${first}`, { said, all: parties.length, who: listed(left, i18n.language) })}</h2>
        <p>{t(`say.${second}`)}</p>
      </div>
    </div>
  );
}
