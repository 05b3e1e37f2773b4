import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { ErrorSummary } from '../shared/ErrorSummary';
import { problemsUnder, useFieldProblems } from '../shared/problems';
import { SaveBar } from '../shared/SaveBar';
import { useSaving } from '../shared/useSaving';
import { useAgreement, useSetParties } from './api';
import type { Agreement } from './model';
import { PartyCard } from './PartyCard';
import { bodyOf, mostParties, newParty, newWitness, type PartiesForm, partiesOf } from './parties';
import { Signers } from './Signers';
import { useIssues } from './useIssues';
import { WitnessCard } from './WitnessCard';

/** Who signs and who witnesses; once it is frozen only a signer can be replaced. */
export function PartiesTab({ agreement, me }: { agreement: Agreement; me: string }) {
  const editable = agreement.can.includes('set-parties');
  return (
    <>
      {agreement.state !== 'draft' && <Signers agreement={agreement} />}
      {editable && <PartiesEditor agreement={agreement} me={me} />}
    </>
  );
}

function PartiesEditor({ agreement, me }: { agreement: Agreement; me: string }) {
  const { t } = useTranslation('staff-agreements');
  const latest = useMemo(() => partiesOf(agreement), [agreement]);
  const { refetch } = useAgreement(agreement.id);
  const update = useSetParties();
  const editing = useSaving<PartiesForm, Agreement>({
    draft: `agreement-parties:${me}:${agreement.id}`,
    latest,
    version: agreement.version,
    refetch,
    update: {
      ...update,
      mutateAsync: ({ form, version }) => update.mutateAsync({ id: agreement.id, version, body: bodyOf(form) }),
    },
  });
  const { form, set } = editing.edit;
  const problems = useFieldProblems(update.error, form);
  const issues = useIssues(problems);
  const { parties, witnesses } = form;
  return (
    <>
      <ErrorSummary error={update.error} issues={issues} />
      {agreement.state === 'proposed' && <Notice tone="warn">{t('parties.proposed')}</Notice>}
      {parties.map((party, at) => (
        <PartyCard
          key={party.key}
          at={at}
          party={party}
          problems={problemsUnder(problems, `parties[${at}]`)}
          onChange={(change) => set({ parties: replaced(parties, at, change) })}
          onRemove={() => set({ parties: parties.filter((_, other) => other !== at) })}
        />
      ))}
      {parties.length === 0 && <p className="st-none ag-first">{t('parties.none')}</p>}
      <div className="ag-add">
        <Button
          icon={<Icon name="plus" size="s" />}
          disabled={parties.length >= mostParties}
          onClick={() => set({ parties: [...parties, newParty(parties)] })}
        >
          {t('parties.add')}
        </Button>
      </div>
      <section className="st-section">
        <h2>{t('witnesses.title')}</h2>
        <p className="st-note">{t('witnesses.note')}</p>
        {witnesses.map((witness, at) => (
          <WitnessCard
            key={witness.key}
            at={at}
            witness={witness}
            problems={problemsUnder(problems, `witnesses[${at}]`)}
            onChange={(change) => set({ witnesses: replaced(witnesses, at, change) })}
            onRemove={() => set({ witnesses: witnesses.filter((_, other) => other !== at) })}
          />
        ))}
        <div className="ag-add">
          <Button
            icon={<Icon name="plus" size="s" />}
            disabled={witnesses.length >= 20}
            onClick={() => set({ witnesses: [...witnesses, newWitness()] })}
          >
            {t('witnesses.add')}
          </Button>
        </div>
      </section>
      <SaveBar editing={editing} thing={t('agreement')} nameOf={(name) => t(`parties.${name}`)} />
    </>
  );
}

/** A list with one of its rows changed. */
export function replaced<Row extends object>(rows: readonly Row[], at: number, change: Partial<Row>): Row[] {
  return rows.map((row, other) => (other === at ? { ...row, ...change } : row));
}
