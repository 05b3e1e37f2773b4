import type { ConnectionState } from '@/lib/room/socket';
import { useRoomView } from '../session';
import { agreementOf } from './agreement';
import { Chain, Confirmations, DigestCard } from './Confirmations';
import styles from './ceremony.module.css';
import { Kept } from './Kept';
import { Others } from './Others';
import { Parties } from './Parties';
import { Venues } from './Venues';

const roomOf = (state: ConnectionState) => state.room;

/** What belongs to the ceremony, beside the stage: who has confirmed, and whether it is the same text everywhere. */
export default function CeremonyPanel() {
  const room = useRoomView(roomOf);
  const agreement = agreementOf(room);
  return (
    <div className={styles.panel}>
      {room.venues && <Venues venues={room.venues} />}
      {agreement && (
        <>
          <Confirmations agreement={agreement} />
          <Parties agreement={agreement} flat />
          <Chain agreement={agreement} />
          {agreement.digest && <DigestCard digest={agreement.digest} />}
          <Others all={room.agreements ?? []} shown={agreement.agreement} />
        </>
      )}
      {room.kept && <Kept kept={room.kept} />}
    </div>
  );
}
