import type { InputHTMLAttributes, Ref } from 'react';
import { useFieldLinks } from './Field';

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...useFieldLinks()} {...rest} className={className ? `in ${className}` : 'in'} />;
}
