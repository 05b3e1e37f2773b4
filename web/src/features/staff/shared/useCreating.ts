import { useRef } from 'react';
import { idempotencyKey } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { useFieldProblems } from './problems';

interface Create<Body, Made> {
  mutate: (creation: { body: Body; key: string }, on: { onSuccess: (made: Made) => void }) => void;
  isPending: boolean;
  error: unknown;
}

/**
 * A form that makes something new: what was typed survives a reload and a refusal, pressing twice makes one thing, and
 * a problem leaves its field as soon as that is changed.
 */
export function useCreating<Form extends object, Body, Made>(
  thing: string,
  empty: Form,
  create: Create<Body, Made>,
  bodyOf: (form: Form) => Body,
  onMade: (made: Made) => void,
) {
  const { data: me } = useMe();
  const [form, setForm, clear] = useDraft(`new-${thing}:${me?.id}`, empty);
  const key = useRef(idempotencyKey());
  const problems = useFieldProblems(create.error, form);
  return {
    form,
    problems,
    error: create.error,
    busy: create.isPending,
    set: (change: Partial<Form>) => {
      key.current = idempotencyKey(); // other words are another creation
      setForm((before) => ({ ...before, ...change }));
    },
    submit: () =>
      create.mutate(
        { body: bodyOf(form), key: key.current },
        {
          onSuccess: (made) => {
            clear();
            onMade(made);
          },
        },
      ),
  };
}
