import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import './brand.css';

/** The character 云 as two lines and a plot corner; leads home. */
export function Brand({ organisation, home = true }: { organisation?: string; home?: boolean }) {
  const { t } = useTranslation('common');
  const mark = (
    <>
      <svg viewBox="0 0 28 28" aria-hidden="true" fill="none" strokeWidth="2.4" strokeLinecap="square">
        <path d="M8 5.500h12M3.500 11.500h21" stroke="currentColor" />
        <path className="plot" d="M11.500 12.500 6.500 23.500h15l-3.600-6.500" strokeLinejoin="miter" />
      </svg>
      {t('brand.name')}
    </>
  );
  return (
    <span className="brand">
      {home ? (
        <Link to="/" className="mark" aria-label={t('brand.home')}>
          {mark}
        </Link>
      ) : (
        <span className="mark">{mark}</span>
      )}
      {organisation && <small>{organisation}</small>}
    </span>
  );
}
