import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Notice } from '@/components/Notice';
import { Tag } from '@/components/Tag';
import { api, unwrap } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import { clockTime } from '../../room/clock';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { peopleOf, staffOf } from '../../room/views';
import styles from './hands.module.css';

type Act = { act: 'call' | 'lower'; participant: string } | { act: 'all' };

/** Who wants to speak, in the order of raising. The filled button calls the next. */
export function Hands() {
  const { t } = useTranslation(['host', 'room']);
  const { id } = useRoomSession();
  const problem = useProblemText();
  const people = useRoomView(peopleOf);
  const hands = useRoomView(staffOf)?.hands ?? [];
  const may = useCan('call-hand');
  const act = useMutation({
    mutationFn: (what: Act): Promise<unknown> => {
      if (what.act === 'call') {
        const path = { room: id, participant: what.participant };
        return unwrap(api.PUT('/rooms/{room}/hands/{participant}/called', { params: { path } }));
      }
      const query = what.act === 'lower' ? { participant: what.participant } : {};
      return unwrap(api.DELETE('/rooms/{room}/hands', { params: { path: { room: id }, query } }));
    },
  });
  if (hands.length === 0) return <Empty title={t('host:hands.empty')}>{t('host:hands.emptyHint')}</Empty>;
  const next = hands.find((hand) => !hand.called);
  return (
    <div className={styles.hands}>
      {act.error && <Notice tone="bad">{problem(act.error)}</Notice>}
      <ol>
        {hands.map((hand) => {
          const who = people.get(hand.participant);
          return (
            <li key={hand.participant} data-called={hand.called || undefined}>
              <p>
                <b className="clip">{who?.name || t('room:chat.someone')}</b>
                <span className="clip">{who?.org}</span>
                <time dateTime={hand.at}>{clockTime(hand.at)}</time>
              </p>
              <div>
                {hand.called ? (
                  <Tag tone="act">{t('host:hands.called')}</Tag>
                ) : (
                  may && (
                    <Button
                      size="s"
                      variant={hand === next ? 'primary' : 'soft'}
                      disabled={act.isPending}
                      onClick={() => act.mutate({ act: 'call', participant: hand.participant })}
                    >
                      {t('host:hands.call')}
                    </Button>
                  )
                )}
                {may && (
                  <Button
                    size="s"
                    variant="quiet"
                    disabled={act.isPending}
                    onClick={() => act.mutate({ act: 'lower', participant: hand.participant })}
                  >
                    {t('host:hands.lower')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {may && (
        <Button size="s" variant="quiet" disabled={act.isPending} onClick={() => act.mutate({ act: 'all' })}>
          {t('host:hands.lowerAll')}
        </Button>
      )}
    </div>
  );
}
