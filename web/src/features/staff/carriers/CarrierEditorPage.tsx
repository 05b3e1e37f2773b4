import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { Example } from '@/components/Tag';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import type { Carrier } from '../../carriers/model';
import '../parcels/parcels.css';
import { useLandIssues } from '../parcels/useLandIssues';
import { ErrorSummary } from '../shared/ErrorSummary';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useFieldProblems } from '../shared/problems';
import { SaveBar } from '../shared/SaveBar';
import { useSaving } from '../shared/useSaving';
import { useStaffCarrier, useUpdateCarrier } from './api';
import { Basics } from './Basics';
import { type CarrierForm, changeOf, formOf } from './form';
import { PeopleFields } from './PeopleFields';
import { Publish } from './Publish';
import { SpaceFields } from './SpaceFields';

export interface SectionProps {
  form: CarrierForm;
  set: (change: Partial<CarrierForm>) => void;
  problems: Record<string, string>;
}

export function CarrierEditorPage() {
  return (
    <Allowed to="create-carrier">
      <Loaded />
    </Allowed>
  );
}

function Loaded() {
  const { t } = useTranslation('land');
  const { carrier: id = '' } = useParams({ strict: false });
  const { data: me } = useMe();
  const { data: carrier, error, refetch } = useStaffCarrier(id);
  if (carrier && me) return <Editor key={carrier.id} carrier={carrier} me={me.id} />;
  if (!error) return <Skeleton lines={10} />;
  return (
    <ErrorState
      title={t('carrier.failed')}
      error={error}
      level={1}
      onRetry={() => void refetch()}
      action={
        <Link to="/staff/carriers" className={buttonClass()}>
          {t('carrier.all')}
        </Link>
      }
    />
  );
}

function Editor({ carrier, me }: { carrier: Carrier; me: string }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const latest = useMemo(() => formOf(carrier), [carrier]);
  const { refetch } = useStaffCarrier(carrier.id);
  const update = useUpdateCarrier(carrier.id);
  const editing = useSaving<CarrierForm, Carrier>({
    draft: `carrier:${me}:${carrier.id}`,
    latest,
    version: carrier.version,
    refetch,
    update: {
      ...update,
      mutateAsync: ({ base, form, version }) => update.mutateAsync({ change: changeOf(base, form, carrier), version }),
    },
  });
  const { form, set } = editing.edit;
  const problems = useFieldProblems(editing.error, form);
  const issues = useLandIssues(problems);
  const section: SectionProps = { form, set, problems };
  const may = carrier.can.includes('update-carrier');
  return (
    <>
      <PageHead
        title={inLanguage(carrier.name)}
        trail={<Link to="/staff/carriers">{land('carriers')}</Link>}
        marks={carrier.illustrative && <Example />}
        note={land(`carrierKind.${carrier.kind}`)}
        actions={
          <a className="btn s soft" href={`/carriers/${carrier.id}`} target="_blank" rel="noreferrer">
            {t('editor.look')}
          </a>
        }
      />
      {!may && <Notice tone="warn">{t('carrier.others')}</Notice>}
      <form noValidate onSubmit={(submitted) => submitted.preventDefault()}>
        <fieldset disabled={!may}>
          <ErrorSummary error={editing.error} issues={issues} />
          <div className="sp-two">
            <div>
              <Basics {...section} id={carrier.id} />
              <SpaceFields {...section} />
              <PeopleFields {...section} />
            </div>
            <aside className="sp-aside" aria-label={t('publish.title')}>
              <Publish {...section} carrier={carrier} />
            </aside>
          </div>
        </fieldset>
      </form>
      <SaveBar editing={editing} thing={t('carrier.thing')} nameOf={(name) => t(`carrier.field.${name}`)} />
    </>
  );
}
