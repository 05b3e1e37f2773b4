import styles from './confirm.module.css';

/** The sentence that is agreed to, in the type of documents. */
export function Statement({ children }: { children: string }) {
  return <p className={styles.statement}>{children}</p>;
}
