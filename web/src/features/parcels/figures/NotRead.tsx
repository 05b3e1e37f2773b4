import { useTranslation } from 'react-i18next';

/** What the notice says where it could not be read as a figure: its own words, marked. */
export function NotRead({ text }: { text: string }) {
  const { t } = useTranslation('land');
  return (
    <span className="not-read">
      <q>{text}</q> <small>{t('asWritten')}</small>
    </span>
  );
}
