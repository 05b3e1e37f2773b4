import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type Label, useLabelMembers, useLabels } from './api';
import type { Chamber } from './chambers';

interface LabelBarProps {
  chamber: Chamber;
  total: number;
  chosen: string[];
  /** How many there are to choose from. */
  of: number;
  onAll: () => void;
  onNone: () => void;
}

/** How many members there are, and what is done to several at once. */
export function LabelBar({ chamber, total, chosen, of, onAll, onNone }: LabelBarProps) {
  const { t } = useTranslation('staff-members');
  const [asked, ask] = useState<'put' | 'take'>();
  return (
    <div className="mb-bulk">
      <p role="status">
        {chosen.length > 0 ? t('label.chosen', { count: chosen.length }) : t('total', { count: total })}
      </p>
      {chamber.own && chosen.length > 0 && (
        <>
          <Button size="small" onClick={() => ask('put')}>
            {t('label.put')}
          </Button>
          <Button size="small" onClick={() => ask('take')}>
            {t('label.take')}
          </Button>
          <Button size="small" type="text" onClick={onNone}>
            {t('label.clear')}
          </Button>
        </>
      )}
      {chamber.own && chosen.length < of && (
        <Button size="small" type="text" onClick={onAll}>
          {t('label.all', { count: of })}
        </Button>
      )}
      {asked && (
        <LabelDialog
          chamber={chamber.id}
          members={chosen}
          take={asked === 'take'}
          onDone={onNone}
          onClose={() => ask(undefined)}
        />
      )}
    </div>
  );
}

interface LabelDialogProps {
  chamber: string;
  members: string[];
  take: boolean;
  onDone: () => void;
  onClose: () => void;
}

function LabelDialog({ chamber, members, take, onDone, onClose }: LabelDialogProps) {
  const { t } = useTranslation('staff-members');
  const say = useToast();
  const [kind, setKind] = useState<Label['kind']>('group');
  const [name, setName] = useState('');
  const labels = (useLabels(chamber).data ?? []).filter((label) => label.kind === kind);
  const change = useLabelMembers();
  const run = () =>
    change.mutate(
      { chamber, members, kind, name: name.trim(), take },
      {
        onSuccess: ({ members: count }) => {
          say(t('label.done', { count }));
          onDone();
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={t(take ? 'label.takeOf' : 'label.putOn', { count: members.length })}
      action={t(take ? 'label.takeAction' : 'label.putAction')}
      busy={change.isPending}
      disabled={!name.trim()}
      error={change.error}
      onConfirm={run}
      onClose={onClose}
    >
      <div className="st-form">
        <Radio.Group
          aria-label={t('label.kind')}
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as Label['kind']);
            setName('');
          }}
          options={(['group', 'tag'] as const).map((value) => ({ value, label: t(`label.${value}`) }))}
        />
        <Field label={t(`label.${kind}`)} hint={take ? undefined : t('label.hint')}>
          {take ? (
            <SelectInput<string>
              value={name || undefined}
              options={labels.map((label) => ({ value: label.name, label: label.name }))}
              onChange={setName}
            />
          ) : (
            <TextInput value={name} maxLength={40} list="mb-labels" onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <datalist id="mb-labels">
          {labels.map((label) => (
            <option key={label.name} value={label.name} />
          ))}
        </datalist>
      </div>
    </ConfirmDialog>
  );
}
