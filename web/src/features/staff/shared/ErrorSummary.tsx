import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { ApiError } from '@/lib/problem-types';
import { formatTime } from '@/lib/time';
import { ProblemText } from './ProblemText';

export interface FieldIssue {
  /** Id of the control that it is about, when it is on the page. */
  id?: string;
  label: string;
  text: string;
}

interface ErrorSummaryProps {
  error: unknown;
  issues: readonly FieldIssue[];
}

/** On top of a form that was refused: what to change, each a way to its field; else what happened. */
export function ErrorSummary({ error, issues }: ErrorSummaryProps) {
  const { t } = useTranslation('staff');
  const box = useRef<HTMLDivElement>(null);
  const corrected = error instanceof ApiError && error.fields.length > 0; // nothing is left of what it named
  const shown = issues.length > 0 || (Boolean(error) && !corrected);
  useEffect(() => {
    if (shown && (error || issues)) box.current?.scrollIntoView({ block: 'nearest' });
  }, [shown, error, issues]);
  if (!shown) return null;
  const number = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div ref={box} className="st-summary">
      <Notice tone="bad">
        {issues.length > 0 ? <p>{t('form.summary', { count: issues.length })}</p> : <ProblemText error={error} />}
        {issues.length > 0 && (
          <ul>
            {issues.map(({ id, label, text: what }) => (
              <li key={`${id ?? label}${what}`}>
                {id ? (
                  <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                    {label}
                  </a>
                ) : (
                  label
                )}
                {t('form.colon')}
                {what}
              </li>
            ))}
          </ul>
        )}
        {issues.length === 0 && !saysSo(error) && <p>{t('form.kept')}</p>}
        {number && error instanceof ApiError && (
          <p className="code c3">{t('form.number', { number, time: formatTime(error.at) })}</p>
        )}
      </Notice>
    </div>
  );
}

function goTo(event: { preventDefault: () => void }, id: string): void {
  const field = document.getElementById(id);
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: 'center' });
  field.focus();
}

/** Whether the words for a passing problem already say that nothing typed is lost. */
function saysSo(error: unknown): boolean {
  return error instanceof ApiError && error.passing;
}
