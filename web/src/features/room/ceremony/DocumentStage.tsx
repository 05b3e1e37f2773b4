import type { ConnectionState } from '@/lib/room/socket';
import type { Agreement } from '@/lib/room/types';
import { useRoomView } from '../session';
import type { StageProps } from '../stage/kinds';
import styles from './ceremony.module.css';
import { Paper } from './Paper';
import { Parties } from './Parties';
import { Say } from './Say';

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
