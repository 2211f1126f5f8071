/** Something that holds for the whole storm, and what was seen of it. */
export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string }
