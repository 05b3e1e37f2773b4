import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { ConnectionState } from '@/lib/room/socket';
import type { Venue } from '@/lib/room/types';
import { setVenueReady } from '../../room/ceremony/Venues';
import { useRoomSession, useRoomView } from '../../room/session';
import { peopleOf } from '../../room/views';
import styles from './ceremony.module.css';
import { useMay } from './useMay';
import { VenuesForm } from './VenuesForm';

const none: Venue[] = [];
export const venuesOf = (state: ConnectionState) => state.room.venues ?? none;

/** The places that take part, each with its light; whoever speaks for one turns it on, and so can the host. */
export function VenuesCard() {
  const { t } = useTranslation('host-ceremony');
  const venues = useRoomView(venuesOf);
  const may = useMay('set-venues');
  const [editing, setEditing] = useState(false);
  const ready = venues.filter((each) => each.ready).length;
  return (
    <section className={styles.card} aria-label={t('venues.title')}>
      <h2>
        <span className={styles.name}>{t('venues.title')}</span>
        {venues.length > 0 && <span>{t('venues.count', { ready, all: venues.length })}</span>}
      </h2>
      {editing ? (
        <VenuesForm venues={venues} onDone={() => setEditing(false)} />
      ) : (
        <>
          {venues.length === 0 && <p className={styles.note}>{t('venues.none')}</p>}
          <ul className={styles.rows}>
            {venues.map((venue) => (
              <VenueRow key={venue.id} venue={venue} />
            ))}
          </ul>
          {may && (
            <div className={styles.acts}>
              <Button size="s" variant={venues.length === 0 ? 'primary' : 'plain'} onClick={() => setEditing(true)}>
                {t(venues.length === 0 ? 'venues.set' : 'venues.edit')}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function VenueRow({ venue: { id, kind, label, place, participant, ready = false } }: { venue: Venue }) {
  const { t } = useTranslation('host-ceremony');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const speaker = useRoomView(peopleOf).get(participant ?? '')?.name;
  const may = useMay('set-venue-ready');
  const set = useMutation({ mutationFn: () => setVenueReady(room, id, !ready) });
  return (
    <li data-light={ready ? 'on' : 'off'}>
      <i aria-hidden="true">{ready && <Icon name="check" size="s" />}</i>
      <div>
        <b className="clip">{label}</b>
        <small>{[t(`venues.${kind}`), place, speaker].filter(Boolean).join(' · ')}</small>
        {set.error && <Notice tone="bad">{problem(set.error)}</Notice>}
      </div>
      <span>{t(ready ? 'venues.ready' : 'venues.waiting')}</span>
      {may && (
        <Button
          size="s"
          variant="soft"
          busy={set.isPending}
          aria-label={t(ready ? 'venues.putOut' : 'venues.light', { label })}
          onClick={() => set.mutate()}
        >
          {t(ready ? 'venues.off' : 'venues.on')}
        </Button>
      )}
    </li>
  );
}
