import { Keep } from '../../parcels/Keep';
import { useRoomPlace, useRoomView } from '../session';
import { roomStateOf } from '../views';
import Reach from './Reach';
import styles from './showcase.module.css';

/** What one can do about a parcel, under the thumb: keep it, ask, talk. */
export function Acts({ parcel, name }: { parcel: string; name: string }) {
  const { id, offset } = useRoomPlace();
  const over = useRoomView(roomStateOf) === 'ended' || offset !== undefined;
  return (
    <div className={styles.acts}>
      <Keep parcel={parcel} name={name} />
      <Reach parcel={parcel} name={name} room={id} asksIn={over ? undefined : id} offset={offset} />
    </div>
  );
}
