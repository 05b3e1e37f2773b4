import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { api, unwrap } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import type { Venue } from '@/lib/room/types';
import { useCan, useRoomPlace, useRoomView } from '../session';
import { peopleOf, roomStateOf, youOf } from '../views';
import styles from './panel.module.css';

export function setVenueReady(room: string, venue: string, ready: boolean) {
  const params = { path: { room, venue } };
  return unwrap(api.PUT('/rooms/{room}/venues/{venue}/ready', { params, body: { ready } }));
}

/** The places that take part, each with its light: a full ring and a word when it is ready, a dashed one before. */
export function Venues({ venues }: { venues: readonly Venue[] }) {
  const { t } = useTranslation('ceremony');
  const ready = venues.filter((each) => each.ready).length;
  return (
    <section className={styles.card} aria-label={t('venues.title')}>
      <h2>
        {t('venues.title')}
        <span>
          {ready} / {venues.length}
        </span>
      </h2>
      <ul className={styles.venues}>
        {venues.map((venue) => (
          <Place key={venue.id} venue={venue} />
        ))}
      </ul>
    </section>
  );
}

function Place({ venue: { id, kind, label, place, participant, ready = false } }: { venue: Venue }) {
  const { t } = useTranslation('ceremony');
  const { id: room } = useRoomPlace();
  const problem = useProblemText();
  const you = useRoomView(youOf)?.id;
  const speaker = useRoomView(peopleOf).get(participant ?? '')?.name;
  const crew = useCan('set-venue-ready');
  const over = useRoomView(roomStateOf) === 'ended';
  const may = !over && (crew || (you !== undefined && you === participant));
  const set = useMutation({ mutationFn: () => setVenueReady(room, id, !ready) });
  return (
    <li data-ready={ready || undefined}>
      <i>{ready && <Icon name="check" />}</i>
      <div>
        <b>{label}</b>
        <small>{[t(`venues.${kind}`), place, speaker].filter(Boolean).join(' · ')}</small>
        {set.error && <small role="alert">{problem(set.error)}</small>}
      </div>
      <span>{t(ready ? 'venues.ready' : 'venues.waiting')}</span>
      {may && (
        <Button size="s" variant="soft" busy={set.isPending} onClick={() => set.mutate()}>
          {t(ready ? 'venues.notYet' : 'venues.sayReady')}
        </Button>
      )}
    </li>
  );
}
