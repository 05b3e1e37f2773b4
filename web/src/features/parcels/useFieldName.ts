import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A field of a parcel by the name people know it by: 起始价 for `prices.start`. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('land');
  return useCallback(
    (field: string) => {
      const [group, name] = field.split('.');
      const key =
        group === 'dates' && name ? `date.${name}` : group === 'prices' && name ? `fact.${name}` : `field.${field}`;
      return (t as (key: string, options: object) => string)(key, { defaultValue: field });
    },
    [t],
  );
}
