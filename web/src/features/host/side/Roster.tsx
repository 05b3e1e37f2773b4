import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Input } from '@/components/Input';
import { Skeleton } from '@/components/Skeleton';
import { useRoomSession } from '../../room/session';
import { useRoster } from '../api';
import styles from '../host.module.css';
import { useFreshRoster } from '../useFreshRoster';
import { RosterRow } from './RosterRow';

/** Everybody who has been in the room, searched and paged by the server. */
export function Roster() {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  useFreshRoster();
  const [search, setSearch] = useState('');
  const [online, setOnline] = useState(false);
  const q = useDeferredValue(search.trim());
  const roster = useRoster(id, q, online);
  const people = roster.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.roster}>
      <div className={styles.search}>
        <Input
          type="search"
          aria-label={t('roster.search')}
          placeholder={t('roster.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <label>
          <input type="checkbox" checked={online} onChange={(event) => setOnline(event.target.checked)} />
          {t('roster.online')}
        </label>
      </div>
      {roster.isPending && <Skeleton lines={6} />}
      {roster.isError && (
        <ErrorState title={t('roster.broken')} error={roster.error} onRetry={() => void roster.refetch()} />
      )}
      {roster.isSuccess && people.length === 0 && (
        <Empty title={t(q || online ? 'roster.empty' : 'roster.emptyRoom')} />
      )}
      <ul>
        {people.map((person) => (
          <RosterRow key={person.id} person={person} />
        ))}
      </ul>
      {roster.hasNextPage && (
        <Button variant="quiet" disabled={roster.isFetchingNextPage} onClick={() => void roster.fetchNextPage()}>
          {t('roster.more')}
        </Button>
      )}
    </div>
  );
}
