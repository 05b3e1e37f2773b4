import type { Ref, TextareaHTMLAttributes } from 'react';
import { useFieldLinks } from './Field';

type Props = TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> };

export function TextArea({ className, ...rest }: Props) {
  return <textarea {...useFieldLinks()} {...rest} className={className ? `in ${className}` : 'in'} />;
}
