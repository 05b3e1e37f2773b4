import { useEffect, useState } from 'react';
import { readDraft, writeDraft } from '@/lib/draft';
import { useRoomSession, useRoomView } from '../session';
import { backchannelOf, youOf } from '../views';

/** How many lines of others came to the backchannel while nobody could see it here. */
export function useUnread(seen: boolean): number {
  const { id } = useRoomSession();
  const lines = useRoomView(backchannelOf);
  const me = useRoomView(youOf)?.id;
  const key = `backchannel-read.${id}`;
  const [read, setRead] = useState(() => readDraft<number>(key) ?? 0);
  const latest = lines.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (!seen || latest <= read) return;
    setRead(latest);
    writeDraft(key, latest);
  }, [seen, latest, read, key]);
  if (seen) return 0;
  return lines.filter((line) => line.seq > read && line.by !== me && line.status === 'posted').length;
}
