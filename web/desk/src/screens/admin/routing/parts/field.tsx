// A labelled field of the document: its explanation, and under it what the server finds wrong there.
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { words } from "../../../../format/values";
import { useProblems } from "../draft/context";
import { Help } from "./help";

interface Props {
  label: string;
  help?: string;
  /** Its place in the document. */
  path?: string;
  /** What lies below the path is told elsewhere. */
  shallow?: boolean;
  children: (id: string) => ReactNode;
}

export function Field({ label, help, path, shallow = false, children }: Props) {
  const id = useId();
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {help ? <Help text={help} /> : null}
      </div>
      {children(id)}
      {path ? <Problems path={path} deep={!shallow} /> : null}
    </div>
  );
}

export function Problems({ path, deep = true }: { path: string; deep?: boolean }) {
  const { i18n } = useTranslation();
  const problems = useProblems(path, deep);
  if (problems.length === 0) return null;
  return (
    <ul className="problems" role="status" data-testid="problems" data-path={path}>
      {problems.map((problem, at) => (
        <li key={at}>{words(problem.text, i18n.language)}</li>
      ))}
    </ul>
  );
}
