import { useTranslation } from 'react-i18next';
import type { Signer } from '../model';

/** The letter by which a party lets this person sign; a new tab, so that reading here goes on. */
export function Letter({ signer }: { signer: Signer }) {
  const { t } = useTranslation('sign');
  return (
    <a href={`/api/v1/files/${signer.letter}/content`} target="_blank" rel="noreferrer">
      {t('letter', { name: signer.name })}
    </a>
  );
}
