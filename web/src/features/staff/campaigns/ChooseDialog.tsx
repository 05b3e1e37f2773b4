import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import type { Schema } from '@/lib/api';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type Campaign, useChoose, useLabels } from './api';

type Way = 'all' | 'group' | 'tag' | 'q';

/** Chooses members: all, a group, a tag, or by words. Who is invited already stays as they are. */
export function ChooseDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation('staff-campaigns');
  const labels = useLabels(campaign.chamber.id).data ?? [];
  const [way, setWay] = useState<Way>('all');
  const [value, setValue] = useState('');
  const choose = useChoose(campaign.id);
  const selection: Schema<'MemberSelection'> = way === 'all' ? { all: true } : { [way]: value.trim() };
  const options = labels
    .filter(({ kind }) => kind === way)
    .map(({ name, members }) => ({ value: name, label: `${name} (${members})` }));
  const got = choose.data;
  return (
    <ConfirmDialog
      title={t('choose.title')}
      action={t('choose.action')}
      busy={choose.isPending}
      error={choose.error}
      disabled={way !== 'all' && !value.trim()}
      onConfirm={() => choose.mutate(selection)}
      onClose={onClose}
    >
      <Radio.Group
        className="cp-ways"
        aria-label={t('choose.title')}
        value={way}
        onChange={(event) => {
          setWay(event.target.value as Way);
          setValue('');
        }}
        options={(['all', 'group', 'tag', 'q'] as const).map((one) => ({ value: one, label: t(`choose.way.${one}`) }))}
      />
      {(way === 'group' || way === 'tag') && (
        <Field label={t(`choose.way.${way}`)}>
          <SelectInput<string>
            value={value || undefined}
            options={options}
            onChange={setValue}
            placeholder={t('choose.pick')}
          />
        </Field>
      )}
      {way === 'q' && (
        <Field label={t('choose.way.q')} hint={t('choose.words')}>
          <TextInput value={value} maxLength={100} onChange={(e) => setValue(e.target.value)} />
        </Field>
      )}
      {got && <Notice tone={got.added > 0 ? 'ok' : 'info'}>{t('choose.done', { ...got })}</Notice>}
    </ConfirmDialog>
  );
}
