import { fileUrl, type PictureData } from './data';
import type { StageProps } from './kinds';
import styles from './stage.module.css';

export function Picture({ data }: StageProps) {
  const { file, name, width, height, alt } = data as unknown as PictureData;
  return (
    <img
      className={styles.picture}
      src={fileUrl(file)}
      alt={alt || name}
      width={width}
      height={height}
      decoding="async"
    />
  );
}
