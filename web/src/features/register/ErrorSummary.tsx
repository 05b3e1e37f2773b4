import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';

interface ErrorSummaryProps {
  fields: readonly { field: string; text: string }[];
}

/** On top of the form: how many fields need a change, each a way to it. */
export function ErrorSummary({ fields }: ErrorSummaryProps) {
  const { t } = useTranslation('event');
  if (fields.length === 0) return null;
  return (
    <div className="notice bad" role="alert">
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
