// Empty, loading and error: every screen shows one of them rather than nothing.
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "./error-text";

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty" role="status">
      <div className="empty-title">{title}</div>
      {children ? <div className="empty-next">{children}</div> : null}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const text = useErrorText();
  return (
    <div className="empty" role="alert">
      <div className="empty-title">{t("error.notLoaded")}</div>
      <div className="empty-next">{text(error)}</div>
      {retry ? (
        <Button size="small" onClick={retry}>
          {t("common.retry")}
        </Button>
      ) : null}
    </div>
  );
}

export function Loading({ rows = 3 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" aria-busy="true" aria-label={t("common.loading")}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** The three states of a query in one place. What is already there stays on the screen when a refresh fails. */
export function Ready<T>({ of, rows, children }: { of: Loaded<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isPending) return <Loading {...(rows ? { rows } : {})} />;
  return <Failed error={of.error} retry={() => void of.refetch()} />;
}
