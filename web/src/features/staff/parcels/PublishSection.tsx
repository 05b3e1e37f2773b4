import { useNavigate } from '@tanstack/react-router';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import type { Parcel } from '../../parcels/model';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextInput } from '../shared/controls';
import { useDeleteParcel } from './api';
import type { SectionProps } from './ParcelEditor';

/** Who sees it, who bought it, and the way to take it down. */
export function PublishSection({ form, set, problems, parcel }: SectionProps & { parcel: Parcel }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  return (
    <section className="st-panel st-form">
      <h2>{t('publish.title')}</h2>
      <Toggle
        id="f-visibility"
        label={t('publish.public')}
        hint={t('publish.publicHint')}
        on={form.visibility === 'public'}
        onChange={(on) => set({ visibility: on ? 'public' : 'staff' })}
      />
      <Toggle
        id="f-illustrative"
        label={t('publish.example')}
        hint={t('publish.exampleHint')}
        on={form.illustrative}
        onChange={(illustrative) => set({ illustrative })}
      />
      <Field id="f-buyer" label={land('field.buyer')} error={problems.buyer}>
        <TextInput
          value={form.buyer.name}
          maxLength={120}
          onChange={(event) => set({ buyer: { ...form.buyer, name: event.target.value } })}
        />
      </Field>
      <Toggle
        id="f-buyer.person"
        label={t('publish.person')}
        hint={t('publish.personHint')}
        on={form.buyer.person}
        onChange={(person) => set({ buyer: { ...form.buyer, person } })}
      />
      {parcel.can.includes('delete-parcel') && <Remove parcel={parcel} />}
    </section>
  );
}

interface ToggleProps {
  id: string;
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Toggle({ id, label, hint, on, onChange }: ToggleProps) {
  return (
    <div className="st-switch">
      <Switch id={id} checked={on} onChange={onChange} aria-describedby={`${id}-hint`} />
      <div>
        <label htmlFor={id}>{label}</label>
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  );
}

function Remove({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('staff-land');
  const say = useToast();
  const navigate = useNavigate();
  const [asked, ask] = useState(false);
  const remove = useDeleteParcel();
  const run = () =>
    remove.mutate(
      { id: parcel.id, version: parcel.version },
      {
        onSuccess: () => {
          say(t('remove.done'));
          void navigate({ to: '/staff/parcels' });
        },
      },
    );
  return (
    <>
      <Button danger onClick={() => ask(true)}>
        {t('remove.action')}
      </Button>
      {asked && (
        <ConfirmDialog
          title={t('remove.ask', { name: inLanguage(parcel.name) })}
          consequences={[t('remove.means'), t('remove.keeps')]}
          action={t('remove.action')}
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={run}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
