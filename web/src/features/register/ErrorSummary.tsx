import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';

interface ErrorSummaryProps {
  fields: readonly { field: string; text: string }[];
  ref: Ref<HTMLDivElement>;
}

/** On top of the form: how many fields need a change, each a way to it. Takes the focus after a refusal. */
export function ErrorSummary({ fields, ref }: ErrorSummaryProps) {
  const { t } = useTranslation('event');
  if (fields.length === 0) return null;
  return (
    <div className="notice bad" role="alert" tabIndex={-1} ref={ref}>
      <Icon name="warning" />
      <div className="grow">
        <b>{t('register.errors', { count: fields.length })}</b>
        <ul>
          {fields.map(({ field, text }) => (
            <li key={field}>
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
