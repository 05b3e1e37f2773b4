import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { useCan, useRoomView } from '../room/session';
import { useNow } from '../room/useNow';
import { roomStateOf, rundownOf } from '../room/views';
import { type Rundown, useRundown } from './api';
import { ItemForm } from './ItemForm';
import { useMissing } from './Lights';
import { NextItem } from './NextItem';
import { PlanBar } from './PlanBar';
import { Preset } from './Preset';
import styles from './rundown.module.css';
import { ShowItem } from './ShowItem';
import { scheduleOf } from './schedule';

/** The run of show: planned against actual, what is on, and one button to what comes next. */
export function Show() {
  const { t } = useTranslation('rundown');
  const plan = useRundown();
  if (plan.isPending) return <Skeleton lines={6} />;
  if (plan.isError) return <ErrorState title={t('broken')} error={plan.error} onRetry={() => void plan.refetch()} />;
  return <Planned plan={plan.data} />;
}

function Planned({ plan }: { plan: Rundown }) {
  const { t } = useTranslation('rundown');
  const shown = useRoomView(rundownOf);
  const state = useRoomView(roomStateOf);
  const running = state === 'live' || state === 'paused';
  const now = useNow(1000, running);
  const mayRun = useCan('run-rundown') && running;
  const mayEdit = useCan('add-rundown-item') && state !== 'ended';
  const missing = useMissing();
  const [open, setOpen] = useState<string>();
  const [editing, setEditing] = useState<string>(); // an item, or "new"
  const schedule = scheduleOf(plan, shown, now);
  const { rows, next } = schedule;
  const lacks =
    next && state !== 'ended'
      ? missing(
          next.item,
          plan.crew.find((each) => each.person === next.item.person),
        )
      : [];
  return (
    <>
      {rows.length === 0 && editing !== 'new' && (
        <p className={styles.empty}>
          {t('empty')} {mayEdit && t('emptyHint')}
        </p>
      )}
      {rows.length > 0 && <PlanBar schedule={schedule} shown={shown} now={now} />}
      {mayRun && <NextItem schedule={schedule} />}
      <ol className={styles.list}>
        {rows.map((row) =>
          editing === row.item.id ? (
            <li key={row.item.id}>
              <ItemForm
                item={row.item}
                told={row.status === 'running'}
                crew={plan.crew}
                onDone={() => setEditing(undefined)}
              />
            </li>
          ) : (
            <ShowItem
              key={row.item.id}
              row={row}
              schedule={schedule}
              crew={plan.crew}
              version={plan.version}
              open={open === row.item.id}
              onToggle={() => setOpen(open === row.item.id ? undefined : row.item.id)}
              onEdit={() => setEditing(row.item.id)}
            />
          ),
        )}
      </ol>
      {lacks.length > 0 && (
        <div className={styles.lacks}>
          <Notice tone="warn">
            <b>{t('missing.title', { count: lacks.length })}</b> {lacks.join(' ')}
          </Notice>
        </div>
      )}
      {editing === 'new' && <ItemForm crew={plan.crew} onDone={() => setEditing(undefined)} />}
      {mayEdit && editing !== 'new' && (
        <div className={styles.add}>
          {rows.length === 0 && <Preset />}
          <Button size="s" onClick={() => setEditing('new')}>
            <Icon name="plus" size="s" />
            {t('add')}
          </Button>
        </div>
      )}
    </>
  );
}
