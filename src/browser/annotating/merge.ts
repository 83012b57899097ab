import type { Annotation } from '../wire/annotation.ts';

/**
 * What two people have drawn on the same beginning: everything of both. Where both changed one annotation, ours is kept;
 * what one of them deleted is gone unless the other has changed it.
 */
export function merged(base: Annotation[], ours: Annotation[], theirs: Annotation[]): Annotation[] {
  const [before, here, there] = [base, ours, theirs].map(byId) as [ById, ById, ById];
  const kept = theirs.flatMap((annotation) => {
    const { id } = annotation;
    const own = here.get(id);
    if (own) return [isSame(own, before.get(id)) ? annotation : own];
    const wasDeletedHere = before.has(id) && isSame(annotation, before.get(id));
    return wasDeletedHere ? [] : [annotation];
  });
  const added = ours.filter(({ id }) => !there.has(id)).filter((own) => !isSame(own, before.get(own.id)));
  return [...kept, ...added];
}

type ById = Map<string, Annotation>;

function byId(annotations: Annotation[]): ById {
  return new Map(annotations.map((annotation) => [annotation.id, annotation]));
}

function isSame(a: Annotation, b: Annotation | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
