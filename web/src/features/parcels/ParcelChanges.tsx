import { useTranslation } from 'react-i18next';
import { type FieldChange, singly, valueWords } from './change';
import { useFieldName } from './useFieldName';

/** What changed, figure by figure: 起始价：~~129,570 万元~~ → 125,000 万元. */
export function ParcelChanges({ fields }: { fields: readonly FieldChange[] }) {
  const { t } = useTranslation('land');
  const nameOf = useFieldName();
  return (
    <ul className="changes">
      {singly(fields).map(({ field, before, after }) => {
        const [was, is] = [valueWords(t, field, before), valueWords(t, field, after)];
        return (
          <li key={field}>
            {nameOf(field)}
            {t('colon')}
            {was && <s>{was}</s>}
            {was && ' → '}
            {is ?? t(field === 'geometry' ? 'history.redrawn' : 'history.removed')}
          </li>
        );
      })}
    </ul>
  );
}
