// The cases page's address: which cases, and what is searched for.
import { query } from "../../api/http";

export const caseViews = ["mine", "open", "all"] as const;
export type CaseView = (typeof caseViews)[number];
export interface CaseFilter {
  view: CaseView;
  q: string;
}

export function caseFilterOf(search: string): CaseFilter {
  const read = new URLSearchParams(search);
  const view = caseViews.find((one) => one === read.get("view"));
  return { view: view ?? "open", q: read.get("q") ?? "" };
}

export const casesLink = (filter: CaseFilter) => `/cases${query({ ...filter })}`;
