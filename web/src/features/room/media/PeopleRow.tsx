import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '@/lib/room/socket';
import { agreementOf, seatOfParty } from '../ceremony/agreement';
import { useRoomView } from '../session';
import { useMedia } from './MediaProvider';
import styles from './media.module.css';
import { Tile } from './Tile';
import { useArrangement } from './useArrangement';

const roomOf = (state: ConnectionState) => state.room;

/** Those on stage who are not seen on it, below. */
export default function PeopleRow() {
  const { t } = useTranslation('media');
  const { state } = useMedia();
  const room = useRoomView(roomOf);
  const { row: all } = useArrangement();
  // Those who sign are seen beside the paper.
  const beside = room.stage?.kind === 'document' ? (agreementOf(room)?.parties ?? []) : [];
  const parties = new Set(beside.map((party) => seatOfParty(party, room.scene.people)));
  const row = all.filter((id) => !parties.has(id));
  if (row.length === 0 || state.film) return null;
  return (
    <ul className={styles.row} aria-label={t('row')}>
      {row.map((id) => (
        <li key={id}>
          <Tile id={id} />
        </li>
      ))}
    </ul>
  );
}
