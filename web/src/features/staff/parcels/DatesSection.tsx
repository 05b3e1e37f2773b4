import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { type DateName, dateNames } from '@/lib/land/types';
import { TextInput } from '../shared/controls';
import type { SectionProps } from './ParcelEditor';

/** The dates of the notice, in China's time; the clock only where the notice gives it. */
export function DatesSection({ form, set, problems }: SectionProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const change = (name: DateName, day: string, time: string) =>
    set({ dates: { ...form.dates, [name]: day && time ? `${day}T${time}+08:00` : day } });
  return (
    <section className="st-section" id="f-dates">
      <h2>
        {land('factGroup.dates')} <span className="c3">{land('dates.zone')}</span>
      </h2>
      <div className="st-form two">
        {dateNames.map((name) => {
          const moment = form.dates[name];
          const [day, time] = [moment.slice(0, 10), moment.slice(11, 16)];
          const label = land(`date.${name}`);
          return (
            <Field key={name} id={`f-dates.${name}`} label={label} error={problems[`dates.${name}`]}>
              <span className="st-moment">
                <TextInput type="date" value={day} onChange={(event) => change(name, event.target.value, time)} />
                <TextInput
                  id={`f-dates.${name}-time`}
                  type="time"
                  aria-label={t('timeOf', { what: label })}
                  value={time}
                  disabled={!day}
                  onChange={(event) => change(name, day, event.target.value)}
                />
              </span>
            </Field>
          );
        })}
      </div>
    </section>
  );
}
