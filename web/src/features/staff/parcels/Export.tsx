import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Menu } from '@/components/Menu';

const formats = ['xlsx', 'csv', 'geojson'] as const;

/** The parcels of the list as a file, in the order and with the filter of the page. */
export function Export({ query }: { query: object }) {
  const { t } = useTranslation('staff-land');
  const href = (format: string) => {
    const params = new URLSearchParams({ format });
    for (const [name, value] of Object.entries(query)) if (value) params.set(name, String(value));
    return `/api/v1/parcels/export?${params}`;
  };
  return (
    <Menu
      label={t('export.title')}
      items={formats.map((format) => ({
        label: t(`export.${format}`),
        onSelect: () => location.assign(href(format)),
      }))}
    >
      <Icon name="download" size="s" />
      {t('export.action')}
    </Menu>
  );
}
