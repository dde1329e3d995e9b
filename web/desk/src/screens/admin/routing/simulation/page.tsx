// "What if", tried on the engine itself before anybody is hired or anything published. For those who oversee as well.
import { App, Button, Progress } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { startSimulation, stopSimulation } from "../../../../api/commands";
import { ApiError, type Problem } from "../../../../api/http";
import { useConfiguration, useSimulation } from "../../../../api/queries";
import type { Simulation } from "../../../../api/simulation";
import { navigate, useSearch } from "../../../../app/router";
import { useErrorText } from "../../../../parts/error-text";
import { Empty, Failed, Loading, Ready } from "../../../../parts/feedback";
import { AdminHead } from "../../admin-head";
import { useConfiguredDraft } from "../draft/draft-page";
import type { Draft } from "../draft/model";
import { ProblemList } from "../draft/problem-list";
import { problemsOf } from "../draft/use-check";
import { FormPanel } from "./form-panel";
import { Result } from "./result";
import { emptyForm, wishOf, type SimulationForm } from "./what-if";

const open = (id: string | null) => navigate(id === null ? "/admin/simulation" : `/admin/simulation?id=${encodeURIComponent(id)}`, true);
// What was filled in is there again after a look at another page.
let kept: SimulationForm | null = null;

export function SimulationPage() {
  const { t } = useTranslation();
  const configuration = useConfiguration();
  const draft = useConfiguredDraft(configuration.data);
  return (
    <div className="draft-page">
      <AdminHead title={t("admin.simulation")} hint={t("sim.hint")} />
      <div className="draft-body">
        {draft ? <Body draft={draft} /> : <Ready of={configuration}>{() => <Loading rows={8} />}</Ready>}
      </div>
    </div>
  );
}

function Body({ draft }: { draft: Draft }) {
  const id = new URLSearchParams(useSearch()).get("id");
  const running = useSimulation(id);
  const [form, setForm] = useState<SimulationForm>(() => kept ?? emptyForm(draft.base.queues.map((queue) => queue.name)));
  useEffect(() => {
    kept = form;
  }, [form]);
  const { start, busy, problems } = useStart(draft, form);
  return (
    <div className="sim-page">
      <FormPanel draft={draft} form={form} setForm={setForm} run={start} busy={busy || running.data?.state === "running"} />
      <section className="sim-out" aria-live="polite" data-testid="sim-out" data-state={running.data?.state ?? "none"}>
        {problems ? <ProblemList sections={draft.now} problems={problems} /> : <Outcome id={id} running={running} />}
      </section>
    </div>
  );
}

function useStart(draft: Draft, form: SimulationForm) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[] | null>(null);
  const start = async () => {
    setBusy(true);
    setProblems(null);
    try {
      open((await startSimulation(wishOf(form, draft.base, draft.edits))).id);
    } catch (error) {
      if (error instanceof ApiError && error.status === 422) setProblems(problemsOf(error));
      else if (error instanceof ApiError && error.status === 409 && error.code === "busy") void message.warning(t("sim.busy"));
      else void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { start: () => void start(), busy, problems };
}

function Outcome({ id, running }: { id: string | null; running: ReturnType<typeof useSimulation> }) {
  const { t } = useTranslation();
  if (id === null) return <Empty title={t("sim.none")}>{t("sim.noneNext")}</Empty>;
  if (running.error instanceof ApiError && running.error.status === 404) return <Empty title={t("sim.gone")}>{t("sim.goneNext")}</Empty>;
  if (running.error && !running.data) return <Failed error={running.error} retry={() => void running.refetch()} />;
  if (!running.data) return <Loading rows={4} />;
  const { state, problem, result } = running.data;
  if (state === "running") return <Running simulation={running.data} />;
  if (state === "failed" || !result) {
    return (
      <div className="empty" role="alert">
        <div className="empty-title">{t("sim.failed")}</div>
        <div className="empty-next">{problem ?? t("error.unknown")}</div>
      </div>
    );
  }
  return <Result result={result} />;
}

function Running({ simulation }: { simulation: Simulation }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const { id, done, runs } = simulation;
  const stop = async () => {
    try {
      await stopSimulation(id);
      open(null);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (
    <div className="sim-running">
      <Progress percent={runs ? Math.round((done / runs) * 100) : 0} aria-label={t("sim.progress", { done, runs })} />
      <p className="num">{t("sim.progress", { done, runs })}</p>
      <Button onClick={() => void stop()} data-testid="sim-stop">
        {t("sim.stop")}
      </Button>
    </div>
  );
}
