import { Icon } from '@/components/Icon';
import { Input } from '@/components/Input';
import { useTyped } from './useTyped';

interface SearchFieldProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Searches once somebody pauses typing. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useTyped(value, onChange);
  return (
    <span className="pfil-q">
      <Icon name="search" size="s" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
      />
    </span>
  );
}
