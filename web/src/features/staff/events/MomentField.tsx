import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldError } from '@/components/Field';
import { formatMoment, ownZone } from '@/lib/time';
import { TextInput } from '../shared/controls';
import type { Zoned } from '../shared/zoned';

interface Moment {
  day: string;
  time: string;
  later: boolean;
}

interface MomentFieldProps extends Moment {
  name: 'startsAt' | 'endsAt';
  zoned: Zoned | undefined;
  error?: string;
  onChange: (moment: Moment) => void;
}

/** A date and a clock time in the zone of the session, and what that is for the reader. */
export function MomentField({ name, day, time, later, zoned, error, onChange }: MomentFieldProps) {
  const { t } = useTranslation('staff');
  const id = `f-${name}`;
  const described = error ? `${id}-error` : `${id}-hint`;
  const utc = zoned?.kind === 'twice' && later ? zoned.later : zoned?.utc;
  return (
    <fieldset className="field" aria-describedby={described}>
      <legend className="lb">{t(`fields.${name}`)}</legend>
      <div className="st-moment">
        <TextInput
          type="date"
          aria-label={t(`fields.${name}Day`)}
          aria-invalid={Boolean(error)}
          status={error ? 'error' : undefined}
          value={day}
          onChange={(event) => onChange({ day: event.target.value, time, later })}
        />
        <TextInput
          id={id}
          type="time"
          aria-label={t(`fields.${name}Time`)}
          aria-invalid={Boolean(error)}
          status={error ? 'error' : undefined}
          value={time}
          onChange={(event) => onChange({ day, time: event.target.value.slice(0, 5), later })}
        />
      </div>
      {zoned?.kind === 'twice' && (
        <Radio.Group
          aria-label={t('sessions.twice')}
          value={later}
          onChange={(event) => onChange({ day, time, later: Boolean(event.target.value) })}
          options={[
            { value: false, label: t('sessions.first') },
            { value: true, label: t('sessions.second') },
          ]}
        />
      )}
      {error ? (
        <FieldError id={`${id}-error`}>{error}</FieldError>
      ) : (
        <p className="hint" id={`${id}-hint`}>
          {zoned?.kind === 'twice' && `${t('sessions.twice')} `}
          {utc && t('sessions.yourTime', { time: formatMoment(utc, ownZone()) })}
        </p>
      )}
    </fieldset>
  );
}
