import { useCeremony } from '../../room/ceremony/parts';
import { Agreements } from './Agreements';
import styles from './ceremony.module.css';
import { Evidence } from './Evidence';
import { Fallback } from './Fallback';
import { Later } from './Later';
import { PictureCard } from './PictureCard';
import { StartCard } from './StartCard';
import { VenuesCard } from './VenuesCard';

/** How a host runs a ceremony: the agreements and their pages, or the venues and the start; then its picture. */
export default function HostCeremony() {
  const kind = useCeremony();
  return (
    <div className={styles.ceremony}>
      {kind === 'groundbreaking' ? (
        <>
          <VenuesCard />
          <StartCard />
          <Fallback />
        </>
      ) : (
        <>
          <Agreements />
          <Later />
        </>
      )}
      <PictureCard />
      <Evidence />
    </div>
  );
}
