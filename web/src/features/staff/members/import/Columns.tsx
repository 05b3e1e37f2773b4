import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Tag } from '@/components/Tag';
import { SelectInput } from '../../shared/SelectInput';
import { columnFields, type MemberImport } from './api';

interface ColumnsProps {
  now: MemberImport;
  busy: boolean;
  onChange: (columns: Record<string, string>) => void;
}

/** What each column was taken for, with a few of its texts; a change has the list read again and is remembered. */
export function Columns({ now, busy, onChange }: ColumnsProps) {
  const { t } = useTranslation('staff-members');
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
        <>
          <p className="c3">{t('columns.note')}</p>
          <ul className={busy ? 'stale' : undefined}>
            {columns.map(({ heading, field, how, samples }) => (
              <li key={heading}>
                <span className="im-heading">
                  <b>{heading}</b>
                  {how === 'chosen' && <Tag tone="act">{t('columns.chosen')}</Tag>}
                  {how === 'unmatched' && <Tag tone="warn">{t('columns.unmatched')}</Tag>}
                </span>
                <span className="c3 clip">{samples?.join(' / ')}</span>
                <SelectInput<string>
                  aria-label={t('columns.of', { heading })}
                  value={field || 'ignore'}
                  disabled={busy}
                  onChange={(next) => onChange({ ...now.choice.columns, [heading]: next })}
                  options={[
                    { value: 'ignore', label: t('columns.ignore') },
                    ...columnFields.map((value) => ({ value, label: t(`column.${value}`) })),
                  ]}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
