import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '@/lib/language';
import { useNow } from '@/lib/now';
import { formatMoment } from '@/lib/time';
import { useOrganisation } from '../organisations/api';
import { PersonName } from '../people/PersonName';
import { missing } from '../shared/localised';
import { allWords } from './blocks';
import { formOf } from './form';
import type { StaffEvent } from './model';
import { type Checked, isReady, readiness } from './readiness';
import { StepDialog } from './StepDialog';
import { type StepSpec, stepsFrom } from './steps';
import type { EventEdit } from './useEventEdit';

/** What is still lacking, and beside it the button that it is lacking for. */
export function PublishPanel({ event, me, editing }: { event: StaffEvent; me: string; editing: EventEdit }) {
  const { t } = useTranslation('staff');
  const now = useNow(60_000);
  const [step, setStep] = useState<StepSpec | null>(null);
  const twoPeople = useOrganisation(event.organisation.id).data?.twoPersonPublish ?? false;
  const words = allWords(formOf(event));
  const wanted = languages.filter((tag) => event.languages.includes(tag));
  const untranslated = wanted.reduce((sum, tag) => sum + missing(words, tag), 0);
  const checks = readiness(event, untranslated, now);
  const planned = event.status === 'draft' || event.status === 'review';
  return (
    <section className="st-panel">
      <h2>
        {t(planned && isReady(checks) && event.status === 'draft' ? 'publish.ready' : `publish.head.${event.status}`)}
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
      {planned && <Checklist checks={checks} />}
      <div className="st-steps">
        {stepsFrom(event, twoPeople, me).map((one, place) => (
          <Button
            key={one.step}
            block
            type={place === 0 && planned && one.step !== 'return' ? 'primary' : 'default'}
            disabled={one.to === 'published' && !isReady(checks) && !editing.edit.dirty}
            onClick={() => setStep(one)}
          >
            {t(`steps.${one.step}.action`)}
          </Button>
        ))}
      </div>
      {planned && !isReady(checks) && <p className="c3 t12">{t('publish.notReady')}</p>}
      {step && <StepDialog event={event} step={step} editing={editing} onClose={() => setStep(null)} />}
    </section>
  );
}

/** What is lacking first; what is done folds away. */
function Checklist({ checks }: { checks: readonly Checked[] }) {
  const { t } = useTranslation('staff');
  const open = checks.filter(({ done }) => !done);
  const done = checks.filter((one) => one.done);
  return (
    <div className="st-checks-all">
      {open.length > 0 && <Checks checks={open} />}
      {done.length > 0 && (
        <details>
          <summary>{t('publish.doneCount', { count: done.length })}</summary>
          <Checks checks={done} />
        </details>
      )}
    </div>
  );
}

function Checks({ checks }: { checks: readonly Checked[] }) {
  const { t } = useTranslation('staff');
  return (
    <ul className="st-checklist">
      {checks.map(({ check, done, needed, count }) => (
        <li key={check} className={done ? 'done' : needed ? 'lacks' : 'advice'}>
          <span className="mark" aria-hidden="true" />
          <span>
            <span className="sr">{done ? t('publish.done') : needed ? t('publish.lacks') : t('publish.advice')}</span>
            {done ? t(`checks.${check}.done`) : t(`checks.${check}.lacks`, { count })}
          </span>
        </li>
      ))}
    </ul>
  );
}
