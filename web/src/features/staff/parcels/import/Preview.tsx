import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { ActionButton } from '../../shared/ActionButton';
import { ErrorSummary } from '../../shared/ErrorSummary';
import { SelectInput } from '../../shared/SelectInput';
import { type ImportChoice, type ParcelImport, useChooseImport, useConfirmImport } from './api';
import { Columns } from './Columns';
import { crsOptions, useCrsName } from './crs';
import { Rows } from './Rows';

/** What was understood, row by row, before anything is written. */
export function Preview({ now }: { now: ParcelImport }) {
  const { t } = useTranslation('staff-land');
  const choose = useChooseImport(now.id);
  const confirm = useConfirmImport(now.id);
  const change = (choice: ImportChoice) => choose.mutate({ choice, version: now.version });
  const { create, update, same, bad, rows } = now.counts;
  const writes = create + update;
  return (
    <>
      <ErrorSummary error={choose.error ?? confirm.error} issues={[]} />
      <section className="im-set" aria-label={t('import.settings')}>
        <Coordinates now={now} onChange={change} />
        <div className="im-field">
          <span>{t('import.visibility')}</span>
          <SelectInput
            aria-label={t('import.visibility')}
            value={now.choice.visibility || 'staff'}
            onChange={(visibility) => change({ visibility })}
            options={[
              { value: 'staff' as const, label: t('import.asStaff') },
              { value: 'public' as const, label: t('import.asPublic') },
            ]}
          />
        </div>
      </section>
      <Columns now={now} busy={choose.isPending} onChange={(columns) => change({ columns })} />
      <Rows now={now} />
      <section className="st-save" aria-label={t('import.confirm')}>
        <p className="grow">
          {writes > 0
            ? t('import.will', { create, update, same, bad })
            : t(rows > 0 && bad === rows ? 'import.allBad' : 'import.nothingNew', { same, bad })}
        </p>
        <ActionButton
          type="primary"
          busy={confirm.isPending}
          disabled={writes === 0 || choose.isPending}
          onClick={() => confirm.mutate(now.version)}
        >
          {t('import.confirm')}
        </ActionButton>
      </section>
    </>
  );
}

/** Which coordinate system the numbers are in: found and said why, or asked for. */
function Coordinates({ now, onChange }: { now: ParcelImport; onChange: (choice: ImportChoice) => void }) {
  const { t } = useTranslation('staff-land');
  const nameOf = useCrsName();
  const [asked, ask] = useState(false);
  const { crs, candidates, certain, reasons, swapped } = now.crs;
  const used = now.choice.crs || crs;
  const open = asked || (!certain && !now.choice.crs && Boolean(crs || candidates?.length));
  if (!used && !candidates?.length) return null; // no coordinates in the file
  return (
    <div className="im-crs">
      <p>
        {t('crs.title')} <b>{used ? nameOf(used) : t('crs.unknown')}</b>{' '}
        <span className="c2">
          {reasons?.map((reason) => t(`crs.reason.${reason as 'declared'}`)).join(t('crs.and'))}
          {swapped && ` ${t('crs.swapped')}`}
        </span>{' '}
        {!open && (
          <Button type="link" onClick={() => ask(true)}>
            {t('crs.change')}
          </Button>
        )}
      </p>
      {open && (
        <>
          {!certain && !now.choice.crs && <Notice tone="warn">{t('crs.ask')}</Notice>}
          <SelectInput
            aria-label={t('crs.title')}
            showSearch={{ optionFilterProp: 'label' }}
            value={used}
            onChange={(next: string) => {
              ask(false);
              onChange({ crs: next });
            }}
            options={crsOptions(candidates ?? []).map((value) => ({ value, label: nameOf(value) }))}
          />
        </>
      )}
    </div>
  );
}
