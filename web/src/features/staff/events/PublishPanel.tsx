import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { formatMoment } from '@/lib/time';
import { useOrganisation } from '../organisations/api';
import { PersonName } from '../people/PersonName';
import { useChecklist } from './api';
import { Checklist } from './Checklist';
import type { StaffEvent } from './model';
import { StepDialog } from './StepDialog';
import { type StepSpec, stepsFrom } from './steps';
import type { EventEdit } from './useEventEdit';

/** What is still lacking, and beside it the button that it is lacking for. */
export function PublishPanel({ event, me, editing }: { event: StaffEvent; me: string; editing: EventEdit }) {
  const { t } = useTranslation('staff');
  const [step, setStep] = useState<StepSpec | null>(null);
  const twoPeople = useOrganisation(event.organisation.id).data?.twoPersonPublish ?? false;
  const planned = event.status === 'draft' || event.status === 'review';
  const checklist = useChecklist(event, planned);
  const items = checklist.data ?? [];
  const blocked = items.some(({ level }) => level === 'blocks');
  return (
    <section className="st-panel">
      <h2>
        {t(checklist.data && !blocked && event.status === 'draft' ? 'publish.ready' : `publish.head.${event.status}`)}
      </h2>
      {event.review && (
        <p className="c2">
          <PersonName id={event.review.submittedBy} />
          {t('publish.submitted', { time: formatMoment(event.review.submittedAt) })}
        </p>
      )}
      {event.review && twoPeople && event.review.submittedBy === me && (
        <p className="c2">{t('publish.waitsForSecond')}</p>
      )}
      {checklist.isError && (
        <ErrorState title={t('publish.failed')} error={checklist.error} onRetry={() => void checklist.refetch()} />
      )}
      <Checklist event={event} items={items} />
      <div className="st-steps">
        {stepsFrom(event, twoPeople, me).map((one, place) => (
          <Button
            key={one.step}
            block
            type={place === 0 && planned && one.step !== 'return' ? 'primary' : 'default'}
            disabled={one.to === 'published' && blocked && !editing.edit.dirty}
            onClick={() => setStep(one)}
          >
            {t(`steps.${one.step}.action`)}
          </Button>
        ))}
      </div>
      {blocked && <p className="c3 t12">{t('publish.notReady')}</p>}
      {step && <StepDialog event={event} step={step} items={items} editing={editing} onClose={() => setStep(null)} />}
    </section>
  );
}
