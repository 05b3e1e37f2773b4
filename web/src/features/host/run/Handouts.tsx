import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { clockTime } from '../../room/clock';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { handoutsOf } from '../../room/views';
import { useHandouts, useHandoutTakers } from '../files/handouts';
import styles from '../host.module.css';

/** The files the audience may take away, and how many people did: a sign of interest. */
export function Handouts() {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const shown = useRoomView(handoutsOf);
  const may = useCan('set-handout');
  const taken = useHandouts(id, shown, may && shown.length > 0);
  const [asked, setAsked] = useState<string>();
  if (!may || shown.length === 0) return null;
  const of = shown.find(({ file }) => file === asked);
  return (
    <section className={styles.block}>
      <h2>{t('handouts.title')}</h2>
      <ul className={styles.crew}>
        {shown.map(({ file, name }) => {
          const count = taken.data?.find((each) => each.file === file)?.taken ?? 0;
          return (
            <li key={file}>
              <b className="clip">{name}</b>
              <Button
                className={styles.end}
                variant="quiet"
                size="s"
                aria-label={t('handouts.takersOf', { name, count })}
                onClick={() => setAsked(file)}
              >
                {t('handouts.taken', { count })}
              </Button>
            </li>
          );
        })}
      </ul>
      {of && <Takers file={of.file} name={of.name} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

function Takers({ file, name, onClose }: { file: string; name: string; onClose: () => void }) {
  const { t } = useTranslation(['host', 'room']);
  const { id } = useRoomSession();
  const takers = useHandoutTakers(id, file);
  const people = takers.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Dialog title={t('host:handouts.takersTitle', { name })} onClose={onClose}>
      {takers.isPending && <Skeleton lines={4} />}
      {takers.isError && (
        <ErrorState title={t('host:handouts.broken')} error={takers.error} onRetry={() => void takers.refetch()} />
      )}
      {takers.isSuccess && people.length === 0 && <Empty title={t('host:handouts.nobody')} />}
      <ul className={styles.crew}>
        {people.map((who) => (
          <li key={who.id}>
            <b className="clip">{who.name || t('room:chat.erased')}</b>
            <span className="clip">{who.org}</span>
            <time className={styles.end} dateTime={who.at}>
              {clockTime(who.at)}
            </time>
          </li>
        ))}
      </ul>
      {takers.hasNextPage && (
        <Button variant="quiet" busy={takers.isFetchingNextPage} onClick={() => void takers.fetchNextPage()}>
          {t('host:roster.more')}
        </Button>
      )}
    </Dialog>
  );
}
