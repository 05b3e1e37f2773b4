import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { useDraft } from '@/lib/draft';
import { fieldProblems, useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { useServerClock } from '../../room/ceremony/useCountdown';
import { useRoomSession, useRoomView } from '../../room/session';
import { useRoomParcels } from '../../room/showcase/api';
import { placeLabel } from '../../room/showcase/data';
import host from '../host.module.css';
import { setStart } from './api';
import styles from './ceremony.module.css';
import { inReach, nextTime } from './moment';
import { venuesOf } from './VenuesCard';

const offered = [30, 60, 180] as const;

/** Sets the start: so many seconds from now, or at a moment on the clocks of the session. */
export function StartForm() {
  const { t } = useTranslation('host-ceremony');
  const { t: errors } = useTranslation('errors');
  const { id: room, info } = useRoomSession();
  const problem = useProblemText();
  const now = useServerClock();
  const venues = useRoomView(venuesOf);
  const parcels = useRoomParcels().data ?? [];
  const [label, setLabel] = useDraft(`start.${room}`, '');
  const [english, setEnglish] = useDraft(`start.en.${room}`, '');
  const [parcel, setParcel] = useDraft(`start.parcel.${room}`, '');
  const [when, setWhen] = useState<number | 'at'>(60);
  const [wall, setWall] = useState('');
  const [tooFar, setTooFar] = useState(false);
  const zone = info.session.timeZone;
  const begin = useMutation({
    mutationFn: (at: number | undefined) =>
      setStart(room, {
        ...(at ? { at: new Date(at).toISOString() } : { inSeconds: Number(when) }),
        ...(label.trim() && { label: { 'zh-CN': label.trim(), ...(english.trim() && { en: english.trim() }) } }),
        ...(parcel && { parcel }),
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = when === 'at' ? nextTime(wall, zone, now()) : undefined;
    const bad = when === 'at' && (at === undefined || !inReach(at, now()));
    setTooFar(bad);
    if (!bad) begin.mutate(at);
  };
  const wrong = fieldProblems(errors, begin.error);
  const dark = venues.filter(({ ready }) => !ready).map((venue) => venue.label);
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.pair}>
        <Field label={t('start.label')}>
          <Input
            value={label}
            maxLength={80}
            placeholder={t('start.labelHint')}
            onChange={(event) => setLabel(event.target.value)}
          />
        </Field>
        <Field label={t('start.english')}>
          <Input value={english} lang="en" maxLength={80} onChange={(event) => setEnglish(event.target.value)} />
        </Field>
      </div>
      {parcels.length > 0 && (
        <Field label={t('start.parcel')} {...(wrong.parcel && { error: wrong.parcel })}>
          <Select value={parcel} onChange={(event) => setParcel(event.target.value)}>
            <option value="">{t('start.noParcel')}</option>
            {parcels.map(({ id, place, name }) => (
              <option key={id} value={id}>
                {[placeLabel(place), name && inLanguage(name)].filter(Boolean).join(' ')}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <fieldset className={host.kinds} aria-label={t('start.when')}>
        {[...offered, 'at' as const].map((each) => (
          <button key={each} type="button" aria-pressed={each === when} onClick={() => setWhen(each)}>
            {each === 'at' ? t('start.at') : t('start.in', { count: each })}
          </button>
        ))}
      </fieldset>
      {when === 'at' && (
        <Field label={t('start.moment')} hint={t('start.momentHint')} {...(tooFar && { error: t('start.outOfReach') })}>
          <Input type="time" step={1} value={wall} onChange={(event) => setWall(event.target.value)} />
        </Field>
      )}
      {dark.length > 0 && <Notice tone="warn">{t('start.dark', { names: dark.join('、') })}</Notice>}
      {begin.error && !wrong.parcel && <Notice tone="bad">{problem(begin.error)}</Notice>}
      <Button type="submit" variant="primary" wide busy={begin.isPending}>
        {t('start.begin')}
      </Button>
    </form>
  );
}
