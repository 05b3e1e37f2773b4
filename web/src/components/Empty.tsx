import type { ReactNode } from 'react';
import { State } from './State';

/** Says what will appear here and offers a way on. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <State title={title} actions={action}>
      {children}
    </State>
  );
}
