import { Button, Checkbox, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, FieldError } from '@/components/Field';
import { ActionButton } from '../shared/ActionButton';
import { TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { useCreateKey } from './api';
import { BureauField, useOwnBureau } from './Bureau';
import { scopes } from './names';
import { Shown } from './Shown';
import { useNames } from './words';

/** Days a key may be good for; 0 is until it is revoked. */
const lives = [90, 365, 0] as const;
const day = 24 * 60 * 60 * 1000;

/** Makes a key and shows it once. */
export function KeyDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['staff-integrations', 'staff']);
  const { scope } = useNames();
  const own = useOwnBureau();
  const [form, setForm] = useState({ organisation: own, name: '', scopes: [] as string[], life: 365 as number });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const create = useCreateKey();
  const problems = useFieldProblems(create.error, form);
  const labels: Record<string, string> = { organisation: t('bureau'), name: t('keys.name'), scopes: t('keys.scopes') };
  const issues = Object.entries(problems).map(([at, text]) => ({ id: `f-${at}`, label: labels[at] ?? at, text }));
  const save = () => {
    const { life, ...draft } = form;
    create.mutate({ ...draft, expiresAt: life ? new Date(Date.now() + life * day).toISOString() : undefined });
  };
  const made = create.data?.token;
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={t(made ? 'keys.made' : 'keys.new')}
      closable={{ 'aria-label': t('staff:form.cancel') }}
      footer={
        <div className="st-form-foot">
          {made ? (
            <Button onClick={onClose}>{t('kept')}</Button>
          ) : (
            <>
              <ActionButton type="primary" onClick={save} busy={create.isPending}>
                {t('keys.add')}
              </ActionButton>
              <Button onClick={onClose}>{t('staff:form.cancel')}</Button>
            </>
          )}
        </div>
      }
    >
      {made ? (
        <Shown label={t('keys.key')} value={made} once={t('keys.once')} />
      ) : (
        <div className="st-form">
          <ErrorSummary error={create.error} issues={issues} />
          <BureauField
            value={form.organisation}
            error={problems.organisation}
            onChange={(organisation) => set({ organisation })}
          />
          <Field id="f-name" label={t('keys.name')} hint={t('keys.nameHint')} error={problems.name} required>
            <TextInput value={form.name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <fieldset id="f-scopes" tabIndex={-1}>
            <legend className="lb">{t('keys.scopes')}</legend>
            <Checkbox.Group
              className="in-checks"
              value={form.scopes}
              onChange={(next) => set({ scopes: next })}
              options={scopes.map((one) => ({
                value: one,
                label: (
                  <>
                    {scope(one)} <span className="code c3">{one}</span>
                  </>
                ),
              }))}
            />
            {problems.scopes && <FieldError>{problems.scopes}</FieldError>}
          </fieldset>
          <Field id="f-expiresAt" label={t('keys.life')} error={problems.expiresAt}>
            <SelectInput<number>
              value={form.life}
              onChange={(life) => set({ life })}
              options={lives.map((days) => ({
                value: days,
                label: days ? t('keys.days', { count: days }) : t('keys.forever'),
              }))}
            />
          </Field>
        </div>
      )}
    </Drawer>
  );
}
