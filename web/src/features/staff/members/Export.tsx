import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Menu } from '@/components/Menu';
import type { MemberFilter } from './api';

const formats = ['xlsx', 'csv'] as const;

/** The members that the filter of the page leaves, as a file that an import reads again. */
export function Export({ filter }: { filter: MemberFilter }) {
  const { t } = useTranslation('staff-members');
  const href = (format: string) => {
    const params = new URLSearchParams({ format });
    for (const [name, value] of Object.entries(filter)) if (value) params.set(name, value);
    return `/api/v1/members/export?${params}`;
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
