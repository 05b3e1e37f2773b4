import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/draft';
import { ActionButton } from '../../shared/ActionButton';
import { ErrorSummary } from '../../shared/ErrorSummary';
import { ConsentFields, type ConsentForm } from '../ConsentFields';
import { Additions } from './Additions';
import { type ImportChoice, type MemberImport, useChooseImport, useConfirmImport } from './api';
import { Columns } from './Columns';
import { Rows } from './Rows';

/** What was understood, row by row, before anything is written. */
export function Preview({ now }: { now: MemberImport }) {
  const { t } = useTranslation('staff-members');
  const choose = useChooseImport(now.id);
  const confirm = useConfirmImport(now.id);
  const [consent, setConsent, clear] = useDraft<ConsentForm>(`member-import:${now.id}:consent`, {
    basis: now.choice.basis || undefined,
    source: now.choice.source ?? '',
  });
  const change = (choice: ImportChoice) => choose.mutate({ choice, version: now.version });
  const { create, update, same, skip, rows } = now.counts;
  const writes = create + update;
  const ready = consent.basis && consent.source.trim();
  const write = () =>
    confirm.mutate(
      { choice: { basis: consent.basis, source: consent.source.trim() }, version: now.version },
      { onSuccess: clear },
    );
  return (
    <>
      <ErrorSummary error={choose.error ?? confirm.error} issues={[]} />
      <Columns now={now} busy={choose.isPending} onChange={(columns) => change({ columns })} />
      <Additions now={now} busy={choose.isPending} onChange={change} />
      <section className="mb-about" aria-labelledby="mb-consent">
        <h2 id="mb-consent">{t('consentTitle')}</h2>
        <ConsentFields
          form={consent}
          set={(next) => setConsent((before) => ({ ...before, ...next }))}
          problems={{}}
          hint={t('import.sourceHint')}
        />
      </section>
      <Rows now={now} />
      <section className="st-save" aria-label={t('import.confirm')}>
        <p className="grow">
          {writes > 0
            ? t('import.will', { create, update, same, skip })
            : t(rows === skip ? 'import.allOut' : 'import.nothingNew', { same, skip })}
          {writes > 0 && !ready && <span className="st-sub">{t('import.consentFirst')}</span>}
        </p>
        <ActionButton
          type="primary"
          busy={confirm.isPending}
          disabled={writes === 0 || !ready || choose.isPending}
          onClick={write}
        >
          {t('import.confirm')}
        </ActionButton>
      </section>
    </>
  );
}
