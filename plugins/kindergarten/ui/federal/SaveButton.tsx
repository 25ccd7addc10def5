import { Button, notifyProblem, saveFile, useMutation } from '@regiso/core/ui';

type Props = { id: string; label: string; name?: string };

/** Saves a file of the exchange: an answer to the portal, or statuses for it. */
export function SaveButton({ id, label, name }: Props) {
  const save = useMutation({
    mutationFn: () => saveFile(`/kindergarten/federal/files/${id}/content`),
    onError: notifyProblem,
  });
  return (
    <Button
      variant="default"
      {...(name && { 'aria-label': name, size: 'xs' })}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {label}
    </Button>
  );
}
