import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { codeText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { useUrlState } from '../shared/useUrlState';
import type { ChecklistItem } from './api';
import { fieldLabel, fieldName } from './labels';
import type { StaffEvent } from './model';

interface ChecklistProps {
  event: StaffEvent;
  items: readonly ChecklistItem[];
}

/** What is still missing, what keeps the event from being published first; each line leads to its field. */
export function Checklist({ event, items }: ChecklistProps) {
  const { t } = useTranslation('staff');
  const blocks = items.filter(({ level }) => level === 'blocks');
  const warns = items.filter(({ level }) => level === 'warns');
  return (
    <div className="st-checks-all">
      {blocks.length > 0 && <Lines event={event} items={blocks} />}
      {warns.length > 0 && (
        <>
          <h3 className="c3 t12">{t('publish.better')}</h3>
          <Lines event={event} items={warns} />
        </>
      )}
    </div>
  );
}

function Lines({ event, items }: ChecklistProps) {
  const { t } = useTranslation('staff');
  const words = useChecklistWords(event);
  return (
    <ul className="st-checklist">
      {items.map((item) => (
        <li key={item.field + item.code} className={item.level === 'blocks' ? 'lacks' : 'advice'}>
          <span className="mark" aria-hidden="true" />
          <span>
            <span className="sr">{t(item.level === 'blocks' ? 'publish.lacks' : 'publish.advice')}</span>
            <Way event={event} field={item.field}>
              {words(item)}
            </Way>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Codes whose text does not say by itself what is missing. */
const named = new Set(['title_missing', 'text_missing']);

/** A line of the checklist in words: which session or field, and what about it. */
export function useChecklistWords(event: StaffEvent): (item: ChecklistItem) => string {
  const { t } = useTranslation('staff');
  const { t: errors } = useTranslation('errors');
  return useCallback(
    ({ field, code, message }) => {
      const session = sessionOf(event, field);
      const rest = session ? field.replace(/^sessions\[\d+\]\./, '') : field.replace(/^body\./, '');
      const text = codeText(errors, code) ?? message;
      const where = [session && inLanguage(session.title), named.has(code) && fieldLabel(t, rest)].filter(Boolean);
      return where.length > 0 ? `${where.join(' ')}${t('form.colon')}${text}` : text;
    },
    [t, errors, event],
  );
}

function sessionOf(event: StaffEvent, field: string) {
  const found = /^sessions\[(\d+)\]/.exec(field);
  return found ? event.sessions[Number(found[1])] : undefined;
}

/** Leads to where it is mended: a field of the page, the agenda, or the desk where slides are laid ready. */
function Way({ event, field, children }: { event: StaffEvent; field: string; children: ReactNode }) {
  const [, setUrl] = useUrlState();
  const session = sessionOf(event, field);
  if (session && field.endsWith('.slides')) {
    return (
      <Link to="/rooms/$room/host" params={{ room: session.room }}>
        {children}
      </Link>
    );
  }
  const agenda = field.startsWith('sessions');
  const go = () => {
    setUrl({ tab: agenda ? 'sessions' : undefined });
    requestAnimationFrame(() => setTimeout(() => show(agenda ? 'editor-tab-sessions' : controlOf(field), field)));
  };
  return (
    <button type="button" className="st-way" onClick={go}>
      {children}
    </button>
  );
}

function controlOf(field: string): string {
  return `f-${field.replace(/^body\./, '')}`;
}

/** Puts the focus on a control; one of a language that is folded away is unfolded first. */
function show(id: string, field: string): void {
  const { root = '', language } = fieldName(field.replace(/^body\./, '')) ?? {};
  if (!document.getElementById(id) && language) document.getElementById(`event-words-tab-${language}`)?.click();
  requestAnimationFrame(() => {
    const control = document.getElementById(id) ?? document.getElementById(`f-${root}`);
    control?.scrollIntoView({ block: 'center' });
    control?.focus();
  });
}
