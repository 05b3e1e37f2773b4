import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { inLanguage, type Localised } from '@/lib/text';
import type { Query } from './api';

interface Props {
  query: Query;
  bureau: boolean;
  /** The name of the chamber whose people are shown. */
  chamber: Localised | undefined;
  onClear: () => void;
}

/** Says which figure the list belongs to, and leads back to all. */
export function Narrowed({ query, bureau, chamber, onClear }: Props) {
  const { t } = useTranslation('staff-credit');
  const words = [
    bureau && query.chamber && inLanguage(chamber),
    query.stage && t(`stage.${query.stage}`),
    query.disputed && t('inDispute'),
    query.claim && t('oneClaim'),
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <button type="button" className="cr-clear" onClick={onClear}>
      {t('only', { what: words.join(' · ') })}
      <Icon name="close" size="s" />
    </button>
  );
}
