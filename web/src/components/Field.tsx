import { createContext, type ReactNode, useContext, useId } from 'react';
import { Icon } from './Icon';

interface FieldLinks {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const Links = createContext<FieldLinks | undefined>(undefined);

export interface FieldProps {
  label: ReactNode;
  /** What to change, in words; turns the field vermilion. */
  error?: string;
  hint?: ReactNode;
  /** A word beside the label: optional. */
  note?: string;
  required?: boolean;
  /** Where an error summary leads to. */
  id?: string;
  children: ReactNode;
}

/** Label above, control, hint, error below. The control inside takes its links from here. */
export function Field({ label, error, hint, note, required = false, id: given, children }: FieldProps) {
  const made = useId();
  const id = given ?? made;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label className="lb" htmlFor={id}>
        {label}
        {note && <small>{note}</small>}
      </label>
      <Links.Provider value={{ id, describedBy, invalid: Boolean(error), required }}>{children}</Links.Provider>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="err" id={id}>
      <Icon name="warning" size="s" />
      <span>{children}</span>
    </p>
  );
}

/** What a control inside a Field puts on itself. */
export function useFieldLinks() {
  const links = useContext(Links);
  return links
    ? {
        id: links.id,
        'aria-describedby': links.describedBy,
        'aria-invalid': links.invalid || undefined,
        'aria-required': links.required || undefined,
      }
    : {};
}
