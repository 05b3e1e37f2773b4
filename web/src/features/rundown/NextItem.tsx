import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { takesKeys } from '../host/stage/useKeys';
import { useRoomSession } from '../room/session';
import { runItem, useFreshRundown } from './api';
import styles from './rundown.module.css';
import type { Schedule } from './schedule';

/** Goes on to the next item: one button, or N. What it shows comes on the stage with it. */
export function NextItem({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation('rundown');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const fresh = useFreshRundown();
  const { current, next } = schedule;
  const go = useMutation({
    mutationFn: () => runItem(id, next?.item.id, current?.item.id),
    onSettled: () => void fresh(),
  });
  const { mutate, isPending } = go;
  const on = next !== undefined && !isPending;
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || takesKeys(event.target)) return;
      if (event.key !== 'n' && event.key !== 'N') return;
      event.preventDefault();
      mutate();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on, mutate]);
  if (!next && !current) return null;
  return (
    <div className={styles.next}>
      <Button variant={next ? 'primary' : 'plain'} wide disabled={isPending} onClick={() => mutate()}>
        <span className="clip">{next ? t('goNext', { title: next.item.title }) : t('finish')}</span>
        {next && <kbd>N</kbd>}
        {next && <Icon name="arrow" size="s" />}
      </Button>
      {go.error && <Notice tone="bad">{problem(go.error)}</Notice>}
    </div>
  );
}
