import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Field } from '@/components/Field';
import { useMe } from '@/lib/auth';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { NumberInput } from '../shared/controls';
import { type CreditRules, useRules, useSetRules } from './api';

const mostDays = 1098;

/** For how long a first claim protects an investor; a bureau's own officials change it. */
export function Rules() {
  const { data: me } = useMe();
  const bureau = me?.memberships.find(
    ({ role, organisation }) => role === 'official' && organisation.kind === 'bureau',
  );
  if (!bureau) return null;
  return <RulesOf bureau={bureau.organisation.id} />;
}

function RulesOf({ bureau }: { bureau: string }) {
  const { t } = useTranslation('staff-credit');
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useRules(bureau);
  if (!data && error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={2} />;
  if (!data) return null;
  return (
    <p className="cr-rules">
      {t('rules', { days: data.protectDays })}
      <Button type="text" size="small" onClick={() => setOpen(true)}>
        {t('rulesChange')}
      </Button>
      {open && <RulesDialog bureau={bureau} rules={data} onClose={() => setOpen(false)} />}
    </p>
  );
}

function RulesDialog({ bureau, rules, onClose }: { bureau: string; rules: CreditRules; onClose: () => void }) {
  const { t } = useTranslation('staff-credit');
  const [days, setDays] = useState<number | null>(rules.protectDays);
  const save = useSetRules(bureau, rules);
  return (
    <ConfirmDialog
      title={t('rulesTitle')}
      consequences={[t('rulesMeans'), t('rulesFromNow')]}
      action={t('rulesSave')}
      busy={save.isPending}
      disabled={!days || days < 1 || days > mostDays}
      error={save.error}
      onConfirm={() => days && save.mutate(days, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field label={t('rulesDays')} hint={t('rulesHint', { max: mostDays })}>
        <NumberInput min={1} max={mostDays} precision={0} value={days} onChange={setDays} />
      </Field>
    </ConfirmDialog>
  );
}
