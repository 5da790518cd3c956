import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Loadable } from '../Loadable.tsx';
import { PageCard } from '../PageCard.tsx';
import { Form, type FormState, SaveBar } from './Form.tsx';
import { words as common } from './words.ts';

type Model = FormState & {
  readonly isRead: { readonly value: boolean };
  readonly load: () => Promise<void>;
  readonly save: () => unknown;
};

type Props = {
  readonly model: Model;
  readonly title: string;
  readonly intro: string;
  readonly words?: { readonly save: string; readonly saving: string };
  /** As wide as the card, for a table. */
  readonly isWide?: boolean;
  /** What Enter does instead of saving; returns false when there is nothing to do. */
  readonly onEnter?: () => boolean;
  readonly state?: string | false | null | undefined;
  /** Buttons next to Save and Undo. */
  readonly acts?: ComponentChildren;
  /** The fields, once the values have been read. */
  readonly children: () => ComponentChildren;
};

/** A page of the desk that is one form: read when it is shown, and saved together. */
export const SavedForm = ({ model, title, intro, words, isWide, onEnter, state, acts, children }: Props) => {
  useLayoutEffect(() => void model.load(), [model]);
  return (
    <PageCard id="form-title" title={title} intro={intro}>
      {model.isRead.value ? (
        <Form
          form={model}
          layout={isWide ? 'whole' : 'column'}
          onSubmit={() => !onEnter?.() && model.isDirty.value && model.save()}
        >
          {children()}
          <SaveBar form={model} words={words} state={state}>
            {acts}
          </SaveBar>
        </Form>
      ) : (
        <Loadable
          value={undefined}
          trouble={model.trouble.value}
          loading={common.loading}
          onAgain={model.load}
        >
          {() => null}
        </Loadable>
      )}
    </PageCard>
  );
};
