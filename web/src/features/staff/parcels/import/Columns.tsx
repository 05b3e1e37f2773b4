import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Tag } from '@/components/Tag';
import { SelectInput } from '../../shared/SelectInput';
import type { ParcelImport } from './api';

const fields = [
  'number',
  'name',
  'location',
  'district',
  'uses',
  'useCode',
  'scheme',
  'tenure',
  'area',
  'far',
  'farMin',
  'farMax',
  'density',
  'densityMin',
  'densityMax',
  'green',
  'greenMin',
  'greenMax',
  'height',
  'heightMin',
  'heightMax',
  'method',
  'start',
  'step',
  'deposit',
  'sold',
  'cap',
  'capThen',
  'intensity',
  'announced',
  'apply',
  'applyFrom',
  'applyUntil',
  'depositUntil',
  'listed',
  'listedFrom',
  'listedUntil',
  'soldOn',
  'status',
  'buyer',
  'geometry',
] as const;

interface ColumnsProps {
  now: ParcelImport;
  busy: boolean;
  onChange: (columns: Record<string, string>) => void;
}

/** What each column was taken for, with a few of its texts; a change has the file read again and is remembered. */
export function Columns({ now, busy, onChange }: ColumnsProps) {
  const { t } = useTranslation('staff-land');
  const { columns } = now;
  const open = columns.filter(({ how }) => how === 'unmatched').length;
  const [shown, show] = useState(open > 0);
  if (columns.length === 0) return null;
  return (
    <section className="im-columns" aria-labelledby="im-columns">
      <div className="st-section-head">
        <h2 id="im-columns">{t('columns.title')}</h2>
        <p className="c2">{t('columns.matched', { matched: columns.length - open, open })}</p>
        <Button variant="quiet" size="s" aria-expanded={shown} onClick={() => show(!shown)}>
          {t(shown ? 'columns.hide' : 'columns.show')}
        </Button>
      </div>
      {shown && (
        <ul className={busy ? 'stale' : undefined}>
          {columns.map(({ heading, field, how, repeats, samples }) => (
            <li key={heading}>
              <span className="im-heading">
                <b>{heading}</b>
                {how === 'chosen' && <Tag tone="act">{t('columns.chosen')}</Tag>}
                {how === 'unmatched' && <Tag tone="warn">{t('columns.unmatched')}</Tag>}
                {repeats && <Tag>{t('columns.repeats')}</Tag>}
              </span>
              <span className="c3 clip">{samples?.join(' / ')}</span>
              <SelectInput
                aria-label={t('columns.of', { heading })}
                showSearch={{ optionFilterProp: 'label' }}
                value={field || 'ignore'}
                disabled={busy}
                onChange={(next: string) => onChange({ ...now.choice.columns, [heading]: next })}
                options={[
                  { value: 'ignore', label: t('columns.ignore') },
                  ...fields.map((value) => ({ value: value as string, label: t(`columns.field.${value}`) })),
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
