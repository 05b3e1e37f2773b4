import type { Ref, SelectHTMLAttributes } from 'react';
import { useFieldLinks } from './Field';

/** The browser's own list: the best one on a phone. */
export function Select({
  className,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return <select {...useFieldLinks()} {...rest} className={className ? `in ${className}` : 'in'} />;
}
