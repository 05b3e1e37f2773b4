import { FullScreen } from './FullScreen';
import { HandButton } from './hand/HandButton';
import { Leaf } from './Leaf';
import { Reactions } from './Reactions';
import styles from './room.module.css';

/** Under the timeline: leafing on the left, reactions at the right. */
export function Under() {
  return (
    <div className={styles.under}>
      <Leaf />
      <FullScreen />
      <HandButton />
      <Reactions />
    </div>
  );
}
