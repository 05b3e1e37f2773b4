import type { ConnectionState } from '@/lib/room/socket';
import { useRoomView } from '../session';
import { agreementOf } from './agreement';
import { Chain, Confirmations, DigestCard } from './Confirmations';
import { Kept } from './Kept';
import { Nothing } from './Nothing';
import { Others } from './Others';
import { PartyList } from './PartyList';
import { Pictures } from './Pictures';
import styles from './panel.module.css';
import { Venues } from './Venues';

const roomOf = (state: ConnectionState) => state.room;

/** What belongs to the ceremony, beside the stage: who has confirmed, and whether it is the same text everywhere. */
export default function CeremonyPanel() {
  const room = useRoomView(roomOf);
  const agreement = agreementOf(room);
  const beside = room.stage?.kind === 'document' || room.state === 'ended';
  return (
    <div className={styles.panel}>
      {!room.venues && !agreement && <Nothing />}
      {room.venues && <Venues venues={room.venues} />}
      {agreement && (
        <>
          <Confirmations agreement={agreement} />
          <PartyList agreement={agreement} beside={beside} />
          <Chain agreement={agreement} />
          {agreement.digest && <DigestCard digest={agreement.digest} />}
          <Others all={room.agreements ?? []} shown={agreement.agreement} />
        </>
      )}
      <Pictures handouts={room.handouts} />
      {room.kept && <Kept kept={room.kept} />}
    </div>
  );
}
