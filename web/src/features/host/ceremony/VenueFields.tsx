import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Select } from '@/components/Select';
import type { Venue } from '@/lib/room/types';
import { useRoomView } from '../../room/session';
import { peopleOf, sceneOf } from '../../room/views';
import { useRundown } from '../../rundown/api';
import { useEncoders } from '../people/api';
import type { VenueDraft } from './api';
import styles from './ceremony.module.css';

interface VenueFieldsProps {
  venue: VenueDraft;
  wrong: Record<string, string>;
  /** How the server names its fields. */
  at: string;
  onChange: (part: Partial<VenueDraft>) => void;
}

const kinds: readonly Venue['kind'][] = ['government', 'company', 'site'];

export function VenueFields({ venue, wrong, at, onChange }: VenueFieldsProps) {
  const { t } = useTranslation('host-ceremony');
  const speakers = useSpeakers(venue.participant);
  const encoders = useEncoders().data ?? [];
  const fault = (field: string) => {
    const error = wrong[`${at}${field}`];
    return error ? { error } : {};
  };
  return (
    <>
      <div className={styles.pair}>
        <Field label={t('venues.label')} {...fault('label')}>
          <Input value={venue.label} maxLength={60} onChange={(event) => onChange({ label: event.target.value })} />
        </Field>
        <Field label={t('venues.kind')}>
          <Select value={venue.kind} onChange={(event) => onChange({ kind: event.target.value as Venue['kind'] })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`venues.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label={t('venues.place')} {...fault('place')}>
        <Input
          value={venue.place ?? ''}
          maxLength={60}
          placeholder={t('venues.placeHint')}
          onChange={(event) => onChange({ place: event.target.value })}
        />
      </Field>
      <div className={styles.pair}>
        <Field label={t('venues.speaker')} {...fault('participant')}>
          <Select value={venue.participant ?? ''} onChange={(event) => onChange({ participant: event.target.value })}>
            <option value="">{t('venues.nobody')}</option>
            {speakers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('venues.encoder')} {...fault('encoder')}>
          <Select value={venue.encoder ?? ''} onChange={(event) => onChange({ encoder: event.target.value })}>
            <option value="">{t('venues.noEncoder')}</option>
            {encoders.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </>
  );
}

/** Who can speak for a place: the crew that has come, those on stage, and whoever does so now. */
function useSpeakers(now: string | undefined): { id: string; name: string }[] {
  const crew = useRundown().data?.crew ?? [];
  const { people } = useRoomView(sceneOf);
  const known = useRoomView(peopleOf);
  const names = new Map<string, string>();
  for (const { participant, name } of crew) if (participant) names.set(participant, name);
  for (const id of [...people.map((each) => each.id), now]) {
    const name = known.get(id ?? '')?.name;
    if (id && name) names.set(id, name);
  }
  return [...names].map(([id, name]) => ({ id, name }));
}
