import type { ConnectionState } from '@/lib/room/socket';
import { useRoomView } from '../session';
import { agreementOf } from './agreement';
import DocumentStage from './DocumentStage';

const roomOf = (state: ConnectionState) => state.room;

/** The session is over; the agreement goes on by itself, and its seal comes down here too. */
export default function Later() {
  const room = useRoomView(roomOf);
  const agreement = agreementOf({ stage: null, ...(room.agreements && { agreements: room.agreements }) });
  if (!agreement) return null;
  const { pages = 0, digest = '', title } = agreement;
  return <DocumentStage data={{ agreement: agreement.agreement, page: pages, pages, digest, title }} />;
}
