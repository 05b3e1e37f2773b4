import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { formatSize } from '@/lib/text';
import type { Agreement } from './model';

/** What is signed, once everybody has; nothing before. */
export function Downloads({ agreement: { released } }: { agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  if (!released) return null;
  return (
    <ul className="ag-downloads">
      <li>
        <a href={released.documentUrl} download>
          <Icon name="download" size="s" /> {t('download.document')}
        </a>
        <span className="c3">{formatSize(released.size)}</span>
      </li>
      <li>
        <a href={released.evidenceUrl} download>
          <Icon name="download" size="s" /> {t('download.evidence')}
        </a>
        <span className="c3">{formatSize(released.evidenceSize)}</span>
      </li>
    </ul>
  );
}
