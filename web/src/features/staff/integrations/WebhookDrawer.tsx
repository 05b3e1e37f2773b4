import { Button, Checkbox, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, FieldError } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { SwitchField } from '../events/BasicsFields';
import { ActionButton } from '../shared/ActionButton';
import { TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { useCreateWebhook, useUpdateWebhook, type Webhook } from './api';
import { BureauField, useOwnBureau } from './Bureau';
import { kinds } from './names';
import { Shown } from './Shown';
import { useNames } from './words';

/** Makes a webhook, after which its secret is shown once, or changes one. */
export function WebhookDrawer({ webhook, onClose }: { webhook?: Webhook; onClose: () => void }) {
  const { t } = useTranslation(['staff-integrations', 'staff']);
  const say = useToast();
  const own = useOwnBureau();
  const [form, setForm] = useState({
    organisation: webhook?.organisation.id ?? own,
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    kinds: webhook?.kinds ?? [],
    active: webhook?.active ?? true,
  });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const create = useCreateWebhook();
  const update = useUpdateWebhook(webhook ?? ({ id: '', version: 0 } as Webhook));
  const saving = webhook ? update : create;
  const problems = useFieldProblems(saving.error, form);
  const issues = useSummary(problems);
  const save = () => {
    const { organisation, ...change } = form;
    if (!webhook) return create.mutate({ organisation, ...change });
    update.mutate(change, {
      onSuccess: () => {
        say(t('saved'));
        onClose();
      },
    });
  };
  const made = create.data?.secret;
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={made ? t('webhooks.made') : t(webhook ? 'webhooks.edit' : 'webhooks.new')}
      closable={{ 'aria-label': t('staff:form.cancel') }}
      footer={
        <div className="st-form-foot">
          {made ? (
            <Button onClick={onClose}>{t('kept')}</Button>
          ) : (
            <>
              <ActionButton type="primary" onClick={save} busy={saving.isPending}>
                {t(webhook ? 'save' : 'webhooks.add')}
              </ActionButton>
              <Button onClick={onClose}>{t('staff:form.cancel')}</Button>
            </>
          )}
        </div>
      }
    >
      {made ? (
        <Shown label={t('secret')} value={made} once={t('secretOnce')} />
      ) : (
        <div className="st-form">
          <ErrorSummary error={saving.error} issues={issues} />
          {!webhook && (
            <BureauField
              value={form.organisation}
              error={problems.organisation}
              onChange={(organisation) => set({ organisation })}
            />
          )}
          <Field id="f-name" label={t('webhooks.name')} hint={t('webhooks.nameHint')} error={problems.name} required>
            <TextInput value={form.name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Field id="f-url" label={t('webhooks.url')} hint={t('webhooks.urlHint')} error={problems.url} required>
            <TextInput
              className="st-code"
              inputMode="url"
              placeholder="https://crm.example.com/zhaoyun"
              value={form.url}
              maxLength={500}
              onChange={(event) => set({ url: event.target.value })}
            />
          </Field>
          <KindsField value={form.kinds} error={problems.kinds} onChange={(kinds) => set({ kinds })} />
          <SwitchField
            label={t('webhooks.active')}
            hint={t('webhooks.activeHint')}
            checked={form.active}
            onChange={(active) => set({ active })}
          />
        </div>
      )}
    </Drawer>
  );
}

/** What was refused, each a way to its field. */
function useSummary(problems: Record<string, string>) {
  const { t } = useTranslation('staff-integrations');
  const labels: Record<string, string> = {
    organisation: t('bureau'),
    name: t('webhooks.name'),
    url: t('webhooks.url'),
    kinds: t('webhooks.kinds'),
  };
  return Object.entries(problems).map(([field, text]) => ({ id: `f-${field}`, label: labels[field] ?? field, text }));
}

interface KindsFieldProps {
  value: string[];
  error?: string;
  onChange: (kinds: string[]) => void;
}

function KindsField({ value, error, onChange }: KindsFieldProps) {
  const { t } = useTranslation('staff-integrations');
  const { kind } = useNames();
  return (
    <fieldset id="f-kinds" tabIndex={-1}>
      <legend className="lb">{t('webhooks.kinds')}</legend>
      <Checkbox.Group
        className="in-checks"
        value={value}
        onChange={(next) => onChange(next)}
        options={kinds.map((one) => ({ value: one, label: kind(one) }))}
      />
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
