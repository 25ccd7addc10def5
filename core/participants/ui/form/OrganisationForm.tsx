import { useEffect, useRef, type RefObject } from 'react';
import { Button, Form, Text, useTexts } from '@regiso/core/ui';
import type { Card } from '../choices';
import { CodeFields, ContactFields, LicenceFields, NameFields } from './fields';
import { ConflictNote, DraftNote } from './notes';
import { ParentField } from './ParentField';
import { PlaceFields } from './PlaceFields';
import { FormSection } from './FormSection';
import { useSaveKey } from './save-key';
import styles from './Form.module.css';
import { formTexts } from './texts';
import { useEditor, type Editor } from './use-editor';

type Props = { card?: Card | undefined; onSaved: (card: Card) => void; onCancel: () => void };

/** All fields of an organisation, to enter it or to correct it. */
export function OrganisationForm({ card, onSaved, onCancel }: Props) {
  const t = useTexts(formTexts);
  const editor = useEditor(card, onSaved);
  const { form, busy, error, send, stopKeeping } = editor;
  const place = useRef<HTMLDivElement>(null);
  useSaveKey(send);
  useFirstWrong(place, editor);
  const cancel = () => {
    stopKeeping();
    onCancel();
  };
  return (
    <div ref={place}>
      <Form
        label={t('form.label')}
        onSend={send}
        busy={busy}
        error={error}
        send={t(card ? 'form.save' : 'form.create')}
        sticky
        beside={
          <>
            <Button variant="default" onClick={cancel} disabled={busy}>
              {t('form.cancel')}
            </Button>
            <State editor={editor} isNew={!card} />
          </>
        }
      >
        <DraftNote editor={editor} />
        <ConflictNote editor={editor} />
        <NameFields editor={editor} isNew={!card} />
        <CodeFields editor={editor} />
        <PlaceFields editor={editor} />
        <ContactFields editor={editor} />
        <LicenceFields editor={editor} />
        <FormSection title={t('form.section.family')}>
          <ParentField
            own={card?.id}
            parent={card?.parent ?? null}
            value={form.values.parentId}
            error={form.errors['parentId']}
            onChange={(id) => form.set('parentId', id)}
          />
        </FormSection>
      </Form>
    </div>
  );
}

/** How many fields are wrong, beside the button. */
function State({ editor: { form, changed }, isNew }: { editor: Editor; isNew: boolean }) {
  const t = useTexts(formTexts);
  const wrong = Object.keys(form.errors).length;
  return (
    <Text size="sm" role="status" className={styles.state ?? ''} c={wrong ? 'red' : 'dimmed'}>
      {wrong > 0 && `${t('form.errors', { count: wrong })}. ${t('form.errors.what')}`}
      {wrong === 0 && (changed.length || isNew ? t('form.save.key') : t('form.nothing'))}
    </Text>
  );
}

// After a try that failed the conflict or the first wrong field takes the focus; while one types nothing moves.
function useFirstWrong(place: RefObject<HTMLDivElement | null>, { tries }: Editor) {
  const seen = useRef(tries);
  useEffect(() => {
    if (seen.current === tries) return;
    seen.current = tries;
    place.current?.querySelector<HTMLElement>('[data-conflict], [aria-invalid=true]')?.focus();
  }, [place, tries]);
}
