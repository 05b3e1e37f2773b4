import type { ConnectionState } from '@/lib/room/socket';
import type { Agreement } from '@/lib/room/types';
import { useRoomView } from '../session';
import type { StageProps } from '../stage/kinds';
import { Confirmations, DigestCard } from './Confirmations';
import styles from './document.module.css';
import { Paper } from './Paper';
import { Parties } from './Parties';
import panel from './panel.module.css';
import { Say } from './Say';
import { useFullScreen } from './useFullScreen';

export const agreementsOf = (state: ConnectionState) => state.room.agreements;

/** An agreement on stage: the parties beside it, how far they are below. */
export default function DocumentStage({ data, small = false }: StageProps) {
  const { agreement: id, page, pages, title, digest } = data as unknown as Shown;
  const agreement = useRoomView(agreementsOf)?.find((each) => each.agreement === id) ?? {
    ...nobody,
    agreement: id,
    pages,
    title,
    digest,
  };
  const wall = useFullScreen();
  if (small) {
    return (
      <div className={styles.monitor}>
        <Paper agreement={agreement} page={page} small />
      </div>
    );
  }
  return (
    <div className={styles.desk}>
      <Parties agreement={agreement} />
      <div className={styles.middle}>
        <Paper agreement={agreement} page={page} />
        <Say agreement={agreement} />
      </div>
      {wall && (
        // There is no panel on the wall of a hall, and those who sign compare the digest with theirs.
        <div className={panel.wall}>
          <Confirmations agreement={agreement} />
          {agreement.digest && <DigestCard digest={agreement.digest} />}
        </div>
      )}
    </div>
  );
}

interface Shown extends Pick<Agreement, 'agreement' | 'title'> {
  page: number;
  pages: number;
  digest: string;
}

/** One that left the ceremony while it is still on stage. */
const nobody: Agreement = { agreement: '', title: {}, state: 'frozen', parties: [], lines: [], open: [] };
