import { useTranslation } from 'react-i18next';
import { type LayerName, layerNames } from './data';
import styles from './showcase.module.css';

interface LayersProps {
  on: readonly string[];
  offered: readonly LayerName[];
  onSwitch: (layers: LayerName[]) => void;
}

/** What is switched on over the map. */
export function Layers({ on, offered, onSwitch }: LayersProps) {
  const { t } = useTranslation('showcase');
  if (offered.length === 0) return null;
  const flip = (name: LayerName) => onSwitch(layerNames.filter((each) => on.includes(each) !== (each === name)));
  return (
    <fieldset className={styles.layers} aria-label={t('layer.label')}>
      {offered.map((name) => (
        <button key={name} type="button" aria-pressed={on.includes(name)} onClick={() => flip(name)}>
          {t(`layer.${name}`)}
        </button>
      ))}
    </fieldset>
  );
}
