import type { ReactNode } from 'react';
import { ActionButton } from './ActionButton';
import { ErrorSummary, type FieldIssue } from './ErrorSummary';

interface NewFormProps {
  creating: { error: unknown; busy: boolean; submit: () => void };
  issues: FieldIssue[];
  action: string;
  className?: string;
  /** Beside the button. */
  foot?: ReactNode;
  children: ReactNode;
}

/** The few fields something begins with, what was wrong with them, and the button that makes it. */
export function NewForm({
  creating,
  issues,
  action,
  className = 'st-form st-narrow st-section',
  foot,
  children,
}: NewFormProps) {
  return (
    <form
      noValidate
      className={className}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        creating.submit();
      }}
    >
      <ErrorSummary error={creating.error} issues={issues} />
      {children}
      <div className="st-form-foot">
        <ActionButton type="primary" htmlType="submit" busy={creating.busy}>
          {action}
        </ActionButton>
        {foot}
      </div>
    </form>
  );
}
