import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { snapshotLimits } from '@/lib/room/fold';
import { ChatLine } from '../room/chat/ChatLine';
import chat from '../room/chat/chat.module.css';
import { interleave } from '../room/chat/interleave';
import { StageNote } from '../room/chat/StageNote';
import { useStick } from '../room/chat/useStick';
import { useRoomView } from '../room/session';
import { linesOf, peopleOf, timelineOf } from '../room/views';
import { useReplay } from './player';

const step = 200;
const ignore = () => undefined;

/** The talk until then, to read. */
export function PastChat() {
  const { t } = useTranslation('room');
  const { player } = useReplay();
  const latest = useRoomView(linesOf);
  const people = useRoomView(peopleOf);
  const moments = useRoomView(timelineOf);
  const [more, setMore] = useState(0);
  const lines = useMemo(
    () => (more > 0 && latest[0] ? [...player.linesBefore(latest[0].seq, more), ...latest] : latest),
    [player, latest, more],
  );
  const rows = useMemo(() => interleave(lines, moments), [lines, moments]);
  const bySeq = useMemo(() => new Map(lines.map((line) => [line.seq, line])), [lines]);
  const { list } = useStick(lines.at(-1)?.seq ?? 0, lines[0]?.seq ?? 0);
  return (
    <div className={chat.chat}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className={chat.list} ref={list} tabIndex={0} aria-label={t('tabs.chat')}>
        {latest.length >= snapshotLimits.lines && lines.length >= latest.length + more && (
          <Button variant="quiet" size="s" onClick={() => setMore(more + step)}>
            {t('chat.earlier')}
          </Button>
        )}
        {lines.length === 0 && <Empty title={t('chat.empty')} />}
        <ol className={chat.lines}>
          {rows.map((row) => {
            if ('kind' in row) return <StageNote key={`stage-${row.seq}`} moment={row} />;
            const answered = row.replyTo === undefined ? undefined : bySeq.get(row.replyTo);
            return (
              <ChatLine
                key={row.seq}
                line={row}
                author={people.get(row.by)}
                mine={false}
                answered={answered}
                answeredAuthor={answered && people.get(answered.by)}
                selected={false}
                onSelect={ignore}
              />
            );
          })}
        </ol>
      </section>
    </div>
  );
}
