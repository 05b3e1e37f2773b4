import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import type { Line } from '@/lib/room/types';
import { useCan, useRoomView } from '../session';
import { linesOf, peopleOf, timelineOf, youOf } from '../views';
import { ChatLine } from './ChatLine';
import { Composer } from './Composer';
import styles from './chat.module.css';
import { HideDialog } from './HideDialog';
import { interleave } from './interleave';
import { PendingLine } from './PendingLine';
import { RetractDialog } from './RetractDialog';
import { StageNote } from './StageNote';
import { useEarlier } from './useEarlier';
import { useStick } from './useStick';
import { useUnsent } from './useUnsent';

/** The talk of the room, and where one joins it. */
export function Chat() {
  const { t } = useTranslation('room');
  const lines = useRoomView(linesOf);
  const people = useRoomView(peopleOf);
  const moments = useRoomView(timelineOf);
  const you = useRoomView(youOf);
  const mayHide = useCan('hide-chat');
  const mayPost = useCan('post-chat');
  const items = useUnsent();
  const [replyTo, setReplyTo] = useState<Line>();
  const [retracting, setRetracting] = useState<Line>();
  const [hiding, setHiding] = useState<Line>();
  const [selected, setSelected] = useState<number>();
  const earlier = useEarlier();
  const { list, unseen, toEnd } = useStick((lines.at(-1)?.seq ?? 0) + items.length, lines[0]?.seq ?? 0);
  const bySeq = useMemo(() => new Map(lines.map((line) => [line.seq, line])), [lines]);
  const rows = useMemo(() => interleave(lines, moments), [lines, moments]);
  const select = useCallback((seq: number) => setSelected((old) => (old === seq ? undefined : seq)), []);
  const clearReply = useCallback(() => setReplyTo(undefined), []);

  return (
    <div className={styles.chat}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className={styles.list} ref={list} tabIndex={0} role="log" aria-label={t('tabs.chat')}>
        {earlier.more && (
          <Button variant="quiet" size="s" disabled={earlier.busy} onClick={earlier.load}>
            {t('chat.earlier')}
          </Button>
        )}
        {lines.length === 0 && items.length === 0 && <Empty title={t('chat.empty')}>{t('chat.emptyHint')}</Empty>}
        <ol className={styles.lines}>
          {rows.map((row) => {
            if ('kind' in row) return <StageNote key={`stage-${row.seq}`} moment={row} />;
            const answered = row.replyTo === undefined ? undefined : bySeq.get(row.replyTo);
            return (
              <ChatLine
                key={row.seq}
                line={row}
                author={people.get(row.by)}
                mine={row.by === you?.id}
                answered={answered}
                answeredAuthor={answered && people.get(answered.by)}
                selected={selected === row.seq}
                onSelect={select}
                onReply={mayPost ? setReplyTo : undefined}
                onRetract={setRetracting}
                onHide={mayHide ? setHiding : undefined}
              />
            );
          })}
          {items.map((item) => (
            <PendingLine key={item.key} item={item} />
          ))}
        </ol>
      </div>
      {unseen > 0 && (
        <button type="button" className={styles.pill} onClick={toEnd}>
          {t('chat.fresh', { count: unseen })}
        </button>
      )}
      <Composer replyTo={replyTo} replyAuthor={replyTo && people.get(replyTo.by)} onDone={clearReply} />
      {retracting && <RetractDialog line={retracting} onClose={() => setRetracting(undefined)} />}
      {hiding && <HideDialog line={hiding} onClose={() => setHiding(undefined)} />}
    </div>
  );
}
