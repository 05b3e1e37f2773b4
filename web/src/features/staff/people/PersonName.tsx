import { usePerson } from './api';

/** A person by name, where only the identifier is at hand. */
export function PersonName({ id }: { id: string }) {
  const { data } = usePerson(id);
  return data ? <b>{data.name} </b> : null;
}
