/** How text is dressed for whoever reads it: roles, so that a report knows no colours and no terminal. */
export interface Style {
  readonly strong: Dress;
  readonly good: Dress;
  readonly bad: Dress;
  readonly warning: Dress;
  readonly quiet: Dress;
  readonly place: Dress;
  /** The columns that a line may take; longer lines are cut where nothing is lost by it. */
  readonly columns: number;
}

export type Dress = (text: string) => string;

const bare: Dress = (text) => text;

/** No colours: files, pipes and tests. */
export const plainStyle: Style = {
  strong: bare,
  good: bare,
  bad: bare,
  warning: bare,
  quiet: bare,
  place: bare,
  columns: 120,
};
