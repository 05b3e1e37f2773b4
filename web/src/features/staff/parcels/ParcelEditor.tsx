import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { StatusTag } from '../../parcels/figures/StatusTag';
import { History } from '../../parcels/History';
import type { Parcel } from '../../parcels/model';
import { useFieldName } from '../../parcels/useFieldName';
import { ErrorSummary } from '../shared/ErrorSummary';
import { PageHead } from '../shared/PageHead';
import { useFieldProblems } from '../shared/problems';
import { SaveBar } from '../shared/SaveBar';
import { BasicsSection } from './BasicsSection';
import { BoundarySection } from './BoundarySection';
import { DatesSection } from './DatesSection';
import { Flags } from './Flags';
import { formOf, notFigures, type ParcelForm } from './form';
import { LimitsSection } from './LimitsSection';
import './parcels.css';
import { PricesSection } from './PricesSection';
import { PublishSection } from './PublishSection';
import { UsesSection } from './UsesSection';
import { useLandIssues } from './useLandIssues';
import { useParcelEdit } from './useParcelEdit';

export interface SectionProps {
  form: ParcelForm;
  set: (change: Partial<ParcelForm>) => void;
  problems: Record<string, string>;
}

/** Every field of a parcel; what is typed survives, and whoever saves second is asked. */
export function ParcelEditor({ parcel, me }: { parcel: Parcel; me: string }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const nameOf = useFieldName();
  const latest = useMemo(() => formOf(parcel), [parcel]);
  const editing = useParcelEdit(parcel, me, latest);
  const { form, set } = editing.edit;
  const told = useFieldProblems(editing.error, form);
  const problems = { ...told, ...Object.fromEntries(notFigures(form).map((path) => [path, t('notFigure')])) };
  const issues = useLandIssues(told);
  const may = parcel.can.includes('update-parcel');
  const section: SectionProps = { form, set, problems };
  return (
    <>
      <PageHead
        title={inLanguage(parcel.name)}
        trail={<Link to="/staff/parcels">{land('parcels')}</Link>}
        marks={
          <>
            {parcel.illustrative && <Example />}
            <StatusTag status={parcel.status} />
          </>
        }
        note={parcel.number}
        actions={
          <a className="btn s soft" href={`/parcels/${parcel.id}`} target="_blank" rel="noreferrer">
            {t('editor.look')}
          </a>
        }
      />
      {!may && <Notice tone="warn">{t('editor.others')}</Notice>}
      <form noValidate onSubmit={(submitted) => submitted.preventDefault()}>
        <fieldset disabled={!may}>
          <ErrorSummary error={editing.error} issues={issues} />
          <div className="sp-two">
            <div>
              <BasicsSection {...section} />
              <UsesSection {...section} />
              <LimitsSection {...section} computed={parcel.computedAreaM2} />
              <PricesSection {...section} />
              <DatesSection {...section} />
              <BoundarySection {...section} parcel={parcel} />
            </div>
            <aside className="sp-aside" aria-label={t('publish.title')}>
              <PublishSection {...section} parcel={parcel} />
              <Flags flags={parcel.flags} />
              <History parcel={parcel} />
            </aside>
          </div>
        </fieldset>
      </form>
      <SaveBar editing={editing} thing={t('editor.thing')} nameOf={nameOf} />
    </>
  );
}
