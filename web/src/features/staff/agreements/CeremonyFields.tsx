import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { inLanguage } from '@/lib/text';
import { useStaffEvent, useStaffEvents } from '../events/api';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import type { FactsPart } from './LandFields';

/** Until when it can be signed, and the session it is signed in, if there is one. */
export function CeremonyFields({ form, set, problems, disabled }: FactsPart) {
  const { t } = useTranslation('staff-agreements');
  const events = useStaffEvents({});
  return (
    <section className="st-section">
      <h2>{t('facts.when')}</h2>
      <div className="st-form two">
        <Field
          id="f-expiresAt"
          label={t('field.expiresAt')}
          hint={t('hint.expiresAt')}
          error={problems.expiresAt}
          required
        >
          <TextInput
            type="datetime-local"
            value={form.expiresAt}
            onChange={(event) => set({ expiresAt: event.target.value })}
          />
        </Field>
        <span />
        <Field id="f-event" label={t('field.event')} error={problems.event}>
          <SelectInput
            allowClear
            disabled={disabled}
            value={form.event || undefined}
            onChange={(event?: string) => set({ event: event ?? '', session: '' })}
            options={(events.items ?? []).map(({ id, title }) => ({ value: id, label: inLanguage(title) }))}
          />
        </Field>
        {form.event && <Session form={form} set={set} problems={problems} disabled={disabled} />}
      </div>
    </section>
  );
}

function Session({ form, set, problems, disabled }: FactsPart) {
  const { t } = useTranslation('staff-agreements');
  const { data: event } = useStaffEvent(form.event);
  const sessions = (event?.sessions ?? []).filter(({ kind }) => kind === 'signing');
  return (
    <Field
      id="f-session"
      label={t('field.session')}
      error={problems.session}
      hint={
        event && sessions.length === 0 ? (
          <>
            {t('hint.noSession')}{' '}
            <Link to="/staff/events/$event" params={{ event: event.id }}>
              {t('hint.toEvent')}
            </Link>
          </>
        ) : (
          t('hint.session')
        )
      }
    >
      <SelectInput
        allowClear
        disabled={disabled || sessions.length === 0}
        value={form.session || undefined}
        onChange={(session?: string) => set({ session: session ?? '' })}
        options={sessions.map(({ id, title }) => ({ value: id, label: inLanguage(title) }))}
      />
    </Field>
  );
}
