import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { TextBox } from '../shared/controls';
import type { Term } from './model';

interface TermListProps {
  terms: readonly Term[];
  /** Why each stays, by its place in the list; asked for when given. */
  reasons?: Record<number, string>;
  onReason?: (at: number, reason: string) => void;
}

/** Places that may promise what the law forbids: the words, why, what to write instead. */
export function TermList({ terms, reasons, onReason }: TermListProps) {
  const { t } = useTranslation('staff-agreements');
  return (
    <ol className="ag-terms">
      {terms.map((term, at) => (
        <li key={`${term.start}-${term.code}`}>
          <h3>{say(t, term.code, 'title')}</h3>
          {term.text && <blockquote>{term.text}</blockquote>}
          <p>
            {say(t, term.code, 'why')} {term.basis && <span className="c3">{term.basis}</span>}
          </p>
          <p>
            {term.text && <b>{t('instead')}</b>}
            {say(t, term.code, 'instead')}
          </p>
          {onReason && (
            <Field id={`f-term-${at}`} label={t('field.stays')} required>
              <TextBox
                rows={2}
                maxLength={500}
                value={reasons?.[at] ?? ''}
                onChange={(event) => onReason(at, event.target.value)}
              />
            </Field>
          )}
        </li>
      ))}
    </ol>
  );
}

type Say = (key: never, options: { defaultValue: string }) => string;

/** The words for a code; a code this page does not know yet shows itself. */
function say(t: unknown, code: string, part: 'title' | 'why' | 'instead'): string {
  return (t as Say)(`terms.${code}.${part}` as never, { defaultValue: part === 'title' ? code : '' });
}
