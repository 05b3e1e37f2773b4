import type { ReactNode } from 'react';
import { useTitle } from '@/lib/title';

interface PageHeadProps {
  title: string;
  /** Where one is, above the title. */
  trail?: ReactNode;
  /** What stands beside the title: status, example mark. */
  marks?: ReactNode;
  /** One quiet sentence. */
  note?: ReactNode;
  actions?: ReactNode;
}

/** The first line of a staff page. */
export function PageHead({ title, trail, marks, note, actions }: PageHeadProps) {
  useTitle(title);
  return (
    <header className="st-head">
      <div className="grow">
        {trail && <p className="st-trail">{trail}</p>}
        <h1>
          {title}
          {marks && <span className="st-marks">{marks}</span>}
        </h1>
        {note && <p className="st-note">{note}</p>}
      </div>
      {actions && <div className="st-actions">{actions}</div>}
    </header>
  );
}
