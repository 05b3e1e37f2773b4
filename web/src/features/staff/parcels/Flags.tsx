import { useTranslation } from 'react-i18next';
import type { Parcel } from '../../parcels/model';
import { useFieldName } from '../../parcels/useFieldName';

/** What a file said in a way nobody understood, kept as text: to be looked at before it is shown to everybody. */
export function Flags({ flags }: { flags: Parcel['flags'] }) {
  const { t } = useTranslation('staff-land');
  const nameOf = useFieldName();
  if (flags.length === 0) return null;
  return (
    <section aria-labelledby="flags-title" className="st-panel">
      <h2 id="flags-title">{t('flags.title')}</h2>
      <p className="st-note">{t('flags.note')}</p>
      <ul className="sp-docs">
        {flags.map(({ field, code, text }) => (
          <li key={field + code}>
            <b>{nameOf(field)}</b>
            {text && <q>{text}</q>}
          </li>
        ))}
      </ul>
    </section>
  );
}
