import { FullScreen } from './FullScreen';
import { HandButton } from './hand/HandButton';
import { Leaf } from './Leaf';
import { ByEar } from './media/parts';
import { Reactions } from './Reactions';
import styles from './room.module.css';

/** Under the timeline: leafing on the left, reactions at the right. */
export function Under() {
  return (
    <div className={styles.under}>
      <Leaf />
      <FullScreen />
      <ByEar />
      <HandButton />
      <Reactions />
    </div>
  );
}
