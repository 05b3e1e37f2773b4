import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import type { Slides } from '../../room/api';
import { useMaterials } from '../../room/session';
import { fileUrl } from '../../room/stage/data';
import styles from '../host.module.css';
import type { ComposerProps } from './composers';

export function PictureComposer({ onChange }: ComposerProps) {
  const { t } = useTranslation('host');
  const pictures = useMaterials().data?.filter((each) => each.kind === 'picture') ?? [];
  const [picked, setPicked] = useState<string>();
  const [alt, setAlt] = useState('');
  const picture = pictures.find((each) => each.file === picked) ?? pictures.at(-1);
  const body = picture && bodyOf(picture, alt);
  const key = JSON.stringify(body);
  useEffect(() => {
    onChange({ kind: 'picture', body: key ? JSON.parse(key) : undefined });
  }, [key, onChange]);
  if (pictures.length === 0) return <p className={styles.small}>{t('compose.pickPicture')}</p>;
  return (
    <div className={styles.composer}>
      <div className={styles.pictures}>
        {pictures.map((each) => (
          <button
            key={each.file}
            type="button"
            aria-pressed={each === picture}
            aria-label={each.name}
            onClick={() => setPicked(each.file)}
          >
            <img src={fileUrl(each.file)} alt="" loading="lazy" />
          </button>
        ))}
      </div>
      <Field label={t('compose.alt')}>
        <Input value={alt} maxLength={200} onChange={(event) => setAlt(event.target.value)} />
      </Field>
    </div>
  );
}

function bodyOf({ file, name, width = 0, height = 0 }: Slides, alt: string) {
  return { kind: 'picture', data: { file, name, width, height, alt: alt.trim() || name } };
}
