import type { ComponentProps } from 'react';
import { Dialog } from './Dialog';

/** A panel over the page: from the bottom on a phone, from the side elsewhere. */
export function Sheet(props: Omit<ComponentProps<typeof Dialog>, 'sheet'>) {
  return <Dialog {...props} sheet />;
}
