import type { Report, Whom } from './api';
import { Ceremony } from './Ceremony';
import { Chat } from './Chat';
import { Curve } from './Curve';
import { Figures } from './Figures';
import { Interests, Organisations } from './Groups';
import { Heat } from './Heat';
import { Ledger } from './Ledger';
import { Polls } from './Polls';
import { Questions } from './Questions';

/** Six figures, then the curve over the stage, then what was asked, chosen and wanted. */
export function Body({ report, onOpen }: { report: Report; onOpen: (whom: Whom) => void }) {
  return (
    <>
      <Figures report={report} onOpen={onOpen} />
      <div className="rp-grid">
        <div className="rp-stack">
          <Curve report={report} onOpen={onOpen} />
          <Ledger report={report} />
          <Questions report={report} />
        </div>
        <div className="rp-stack">
          <Ceremony report={report} />
          <Heat report={report} />
          <Organisations report={report} onOpen={onOpen} />
          <Interests report={report} onOpen={onOpen} />
          <Polls report={report} />
          <Chat report={report} />
        </div>
      </div>
    </>
  );
}
