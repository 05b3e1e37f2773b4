import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { formatSize, inLanguage } from '@/lib/text';
import type { Parcel } from './model';

/** Notice, planning conditions, drawings, pictures: each with its version and where it comes from. */
export function Documents({ parcel: { documents } }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  if (documents.length === 0) return null;
  return (
    <section className="pc-docs" aria-labelledby="docs-title">
      <h2 id="docs-title">{t('docs.title')}</h2>
      <ul>
        {documents.map((document) => (
          <li key={document.id}>
            <Icon name={document.kind === 'picture' ? 'picture' : 'document'} size="s" />
            <div className="grow">
              <a href={document.url} target="_blank" rel="noreferrer">
                {inLanguage(document.title) || document.name}
              </a>
              <p className="c3">
                {[t(`docs.kind.${document.kind}`), document.edition, document.source].filter(Boolean).join(' · ')}
              </p>
            </div>
            <span className="c3 nowrap">{formatSize(document.size)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
