// Where a screen breaks, it breaks alone: what is around it, a running call above all, goes on.
import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "./feedback";

/** Give it the place as `key`, so that going elsewhere leaves the trouble behind. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <div role="alert" data-testid="broken">
      <Empty title={t("error.broken")}>
        <p>{t("error.brokenNext")}</p>
        <Button onClick={() => location.reload()}>{t("common.reload")}</Button>
      </Empty>
    </div>
  );
}
