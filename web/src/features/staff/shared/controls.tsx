import { Input, InputNumber, type InputNumberProps, type InputProps } from 'antd';
import type { TextAreaProps } from 'antd/es/input';
import { useFieldLinks } from '@/components/Field';

/** Ant Design's controls, linked to the label, hint and error of the Field around them. */
export function useLinks() {
  const links: ReturnType<typeof useFieldLinks> = useFieldLinks();
  const status = 'aria-invalid' in links && links['aria-invalid'] ? ('error' as const) : undefined;
  return { ...links, status };
}

export function TextInput(props: InputProps) {
  return <Input {...useLinks()} {...props} />;
}

/** Grows with its text where the browser can; Ant Design's own way needs inline styles that the CSP forbids. */
export function TextBox(props: TextAreaProps) {
  return <Input.TextArea className="st-text" rows={3} {...useLinks()} {...props} />;
}

export function NumberInput(props: InputNumberProps<number>) {
  return <InputNumber<number> controls={false} {...useLinks()} {...props} />;
}
