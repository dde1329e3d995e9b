// The cases: mine, everybody's open ones, or all, searched by number, subject or customer.
import { Button, Input, Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCaseList } from "../../api/queries";
import { navigate, useSearch } from "../../app/router";
import { Empty, Ready } from "../../parts/feedback";
import { RowCount } from "../../parts/row-count";
import { CaseTable } from "./case-table";
import { caseFilterOf, casesLink, caseViews, type CaseView } from "./case-link";

export function CaseListPage() {
  const { t } = useTranslation();
  const filter = caseFilterOf(useSearch());
  const list = useCaseList(filter);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <main className="list-page" data-testid="case-list-page">
      <div className="list-head">
        <h1>{t("nav.cases")}</h1>
        <Segmented<CaseView>
          value={filter.view}
          onChange={(view) => navigate(casesLink({ ...filter, view }))}
          options={caseViews.map((view) => ({ value: view, label: t(`case.view.${view}`) }))}
          aria-label={t("list.view")}
          data-testid="case-view"
        />
        <Input.Search
          key={filter.q}
          allowClear
          defaultValue={filter.q}
          onSearch={(q) => navigate(casesLink({ ...filter, q: q.trim() }))}
          placeholder={t("case.search")}
          aria-label={t("case.search")}
          style={{ width: 280 }}
          data-testid="case-search"
        />
        <span className="spacer" />
        {rows ? <RowCount rows={rows.length} more={list.hasNextPage} /> : null}
        <Button onClick={() => void list.refetch()} loading={list.isRefetching}>
          {t("common.refresh")}
        </Button>
      </div>
      <Ready of={list} rows={10}>
        {() =>
          rows?.length ? (
            <CaseTable rows={rows} more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : null} />
          ) : (
            <Empty title={t("list.none")}>{t("case.listNone")}</Empty>
          )
        }
      </Ready>
    </main>
  );
}
