import { groupsOf } from '@/lib/signing/intent';
import styles from './parts.module.css';

/** A digest large enough to be read aloud, four groups a line, which is how the hall's screen has it. */
export function Fingerprint({ digest }: { digest: string }) {
  return (
    <p className={styles.fingerprint}>
      {groupsOf(digest).map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place
        <span key={at}>{group} </span>
      ))}
    </p>
  );
}
