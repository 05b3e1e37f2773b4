import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ordered } from '../../room/questions/order';
import { useRoomView } from '../../room/session';
import { questionsOf, staffOf } from '../../room/views';
import { type DeskQuestion, DeskRow } from './DeskRow';
import styles from './desk.module.css';

const shows = ['waiting', 'open', 'answered'] as const;
type Show = (typeof shows)[number];

/** The questions as those who run the session see them, to be worked through with the keyboard. */
export function Desk() {
  const { t } = useTranslation('host');
  const asked = useRoomView(questionsOf);
  const waiting = useRoomView(staffOf)?.questions;
  const lists = useMemo(() => {
    const all: DeskQuestion[] = ordered(asked, 'votes').map((q) => ({ ...q, id: q.id ?? '', text: q.text ?? '' }));
    return {
      waiting: (waiting ?? []).map((q): DeskQuestion => ({ ...q, votes: 0, pinned: false, status: 'waiting' })),
      open: all.filter((q) => q.status === 'open'),
      answered: all.filter((q) => q.status === 'answered'),
    };
  }, [asked, waiting]);
  const [chosen, setShow] = useState<Show>();
  const show = chosen ?? (lists.waiting.length > 0 ? 'waiting' : 'open');
  const list = useRef<HTMLUListElement>(null);
  const empty = { waiting: t('desk.emptyWaiting'), open: t('desk.emptyOpen'), answered: t('desk.emptyAnswered') };

  /** Up and down go from question to question; what else is pressed belongs to the question itself. */
  const move = (event: KeyboardEvent) => {
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || isTyping(event.target)) return;
    const rows = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  };
  return (
    <div className={styles.desk}>
      <div className={styles.shows} role="radiogroup" aria-label={t('desk.filter')}>
        {shows.map((each) => (
          <label key={each} data-on={show === each || undefined}>
            <input type="radio" name="desk" checked={show === each} onChange={() => setShow(each)} />
            {t(`desk.${each}`)}
            {lists[each].length > 0 && <span className="n">{lists[each].length}</span>}
          </label>
        ))}
      </div>
      {lists[show].length === 0 ? (
        <Empty title={empty[show]}>{t('desk.emptyHint')}</Empty>
      ) : (
        <>
          <ul ref={list} className={styles.list} aria-label={t('desk.list')} onKeyDown={move}>
            {lists[show].map((question, index) => (
              <DeskRow key={question.id} question={question} open={lists.open} first={index === 0} />
            ))}
          </ul>
          <p className={styles.keys}>{t('desk.keys')}</p>
        </>
      )}
    </div>
  );
}

export function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
}
