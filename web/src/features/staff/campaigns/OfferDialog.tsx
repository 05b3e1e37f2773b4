import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import { ownZone, zoneName } from '@/lib/time';
import { useStaffEvents } from '../events/api';
import { SwitchField } from '../events/BasicsFields';
import { useOrganisations } from '../organisations/api';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { NumberInput, TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type Campaign, useInvite, useOffer } from './api';

/** The bureau gives a chamber places and a deadline, or changes what it gave. */
export function OfferDialog({ campaign, onClose }: { campaign?: Campaign; onClose: () => void }) {
  const { t } = useTranslation('staff-campaigns');
  const say = useToast();
  const events = useStaffEvents({ status: 'published' }).items ?? [];
  const chambers = useOrganisations({ kind: 'chamber' }).items ?? [];
  const [event, setEvent] = useState<string>();
  const [chamber, setChamber] = useState<string>();
  const [quota, setQuota] = useState<number | null>(campaign?.quota ?? 20);
  const [until, setUntil] = useState(() => local(campaign?.deadline));
  const [onSite, setOnSite] = useState(campaign?.onSite ?? false);
  const [venue, setVenue] = useState(campaign?.venue['zh-CN'] ?? '');
  const invite = useInvite();
  const change = useOffer(campaign ?? ({ id: '', version: 0 } as Campaign));
  const saving = campaign ? change : invite;
  const ready = until && (campaign || (event && chamber)) && (!onSite || venue.trim());
  const save = () => {
    const offer = {
      quota: quota ?? 0,
      deadline: new Date(until).toISOString(),
      onSite,
      venue: onSite ? { ...campaign?.venue, 'zh-CN': venue.trim() } : {},
    };
    const done = {
      onSuccess: () => {
        say(t('saved'));
        onClose();
      },
    };
    if (campaign) change.mutate(offer, done);
    else if (event && chamber) invite.mutate({ event, chamber, ...offer }, done);
  };
  return (
    <ConfirmDialog
      title={t(campaign ? 'change' : 'invite')}
      action={t(campaign ? 'save' : 'invite')}
      busy={saving.isPending}
      error={saving.error}
      disabled={!ready}
      onConfirm={save}
      onClose={onClose}
    >
      <div className="st-form">
        {!campaign && (
          <>
            <Field label={t('event')} required>
              <SelectInput<string>
                value={event}
                placeholder={t('chooseEvent')}
                options={events.map(({ id, title }) => ({ value: id, label: inLanguage(title) }))}
                onChange={setEvent}
              />
            </Field>
            <Field label={t('chamber')} required>
              <SelectInput<string>
                value={chamber}
                placeholder={t('chooseChamber')}
                options={chambers.map(({ id, name }) => ({ value: id, label: inLanguage(name) }))}
                onChange={setChamber}
              />
            </Field>
          </>
        )}
        <Field label={t('quota')} hint={t('quotaHint')}>
          <NumberInput value={quota} min={0} max={100000} precision={0} onChange={setQuota} />
        </Field>
        <Field label={t('deadline')} hint={t('deadlineHint', { zone: zoneName(ownZone()) })} required>
          <TextInput type="datetime-local" value={until} onChange={(e) => setUntil(e.target.value)} />
        </Field>
        <SwitchField label={t('onSite')} hint={t('onSiteHint')} checked={onSite} onChange={setOnSite} />
        {onSite && (
          <Field label={t('venue')} required>
            <TextInput value={venue} maxLength={200} onChange={(e) => setVenue(e.target.value)} />
          </Field>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** A moment as a field for local time has it. */
function local(at: string | undefined): string {
  if (!at) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
