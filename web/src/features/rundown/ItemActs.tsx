import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession, useRoomView } from '../room/session';
import { roomStateOf } from '../room/views';
import { orderItems, removeItem, runItem, useFreshRundown } from './api';
import styles from './rundown.module.css';
import type { Row, Schedule } from './schedule';

interface ItemActsProps {
  row: Row;
  schedule: Schedule;
  version: number;
  onEdit: () => void;
}

/** What can be done to an item: go there, rewrite, move, take out. What is done is fixed. */
export function ItemActs({ row, schedule, version, onEdit }: ItemActsProps) {
  const { t } = useTranslation('rundown');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const fresh = useFreshRundown();
  const state = useRoomView(roomStateOf);
  const mayRun = useCan('run-rundown') && state !== 'ended' && state !== 'waiting';
  const mayEdit = useCan('update-rundown-item') && state !== 'ended';
  const act = useMutation({ mutationFn: (run: () => Promise<unknown>) => run(), onSettled: () => void fresh() });
  const { item, status } = row;
  const ids = schedule.rows.map((each) => each.item.id);
  const at = ids.indexOf(item.id);
  const movable = (to: number) => status === 'planned' && to >= 0 && to < ids.length;
  const move = (to: number) => {
    const order = ids.filter((each) => each !== item.id);
    order.splice(to, 0, item.id);
    act.mutate(() => orderItems(id, version, order));
  };
  return (
    <div className={styles.acts}>
      {mayRun && status !== 'running' && (
        <Button
          size="s"
          disabled={act.isPending}
          onClick={() => act.mutate(() => runItem(id, item.id, schedule.current?.item.id))}
        >
          {t(status === 'done' ? 'again' : 'jump')}
        </Button>
      )}
      {mayEdit && status !== 'done' && (
        <Button size="s" onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
      {mayEdit && status === 'planned' && (
        <>
          {([-1, 1] as const).map((by) => (
            <Button
              key={by}
              size="s"
              icon
              variant="soft"
              aria-label={t(by < 0 ? 'up' : 'down')}
              disabled={act.isPending || !movable(at + by) || schedule.rows[at + by]?.status !== 'planned'}
              onClick={() => move(at + by)}
            >
              <Icon name={by < 0 ? 'up' : 'down'} size="s" />
            </Button>
          ))}
          <Button
            size="s"
            icon
            variant="soft"
            aria-label={t('remove')}
            disabled={act.isPending}
            onClick={() => act.mutate(() => removeItem(id, item))}
          >
            <Icon name="trash" size="s" />
          </Button>
        </>
      )}
      {act.error && <Notice tone="bad">{problem(act.error)}</Notice>}
    </div>
  );
}
