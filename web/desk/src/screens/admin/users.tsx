// The people of the centre: who they are, what they may do; a new one, changes, a new password.
import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../../api/queries";
import type { AdminUser } from "../../api/types";
import { Empty, Ready } from "../../parts/feedback";
import { Tag } from "../../parts/marks";
import { AdminHead } from "./admin-head";
import { PasswordForm } from "./password-form";
import { UserForm } from "./user-form";

type Doing = { form: "new" } | { form: "change" | "password"; user: AdminUser } | null;

export function Users() {
  const { t } = useTranslation();
  const users = useAdminList<AdminUser>("/users?limit=200");
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  return (
    <>
      <AdminHead title={t("admin.users")}>
        <Button type="primary" onClick={() => setDoing({ form: "new" })} data-testid="user-new">
          {t("user.new")}
        </Button>
      </AdminHead>
      <Ready of={users} rows={8}>
        {(rows) => <UserTable rows={rows} act={(form, user) => setDoing({ form, user })} />}
      </Ready>
      {doing?.form === "new" ? <UserForm user={null} close={close} /> : null}
      {doing?.form === "change" ? <UserForm user={doing.user} close={close} /> : null}
      {doing?.form === "password" ? <PasswordForm user={doing.user} close={close} /> : null}
    </>
  );
}

function UserTable({ rows, act }: { rows: AdminUser[]; act: (form: "change" | "password", user: AdminUser) => void }) {
  const { t } = useTranslation();
  return (
    <Table<AdminUser>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={rows.length > 50 ? { pageSize: 50 } : false}
      locale={{ emptyText: <Empty title={t("list.none")} /> }}
      onRow={(user) => ({ "data-testid": "user-row", "data-login": user.login }) as object}
      columns={[
        { title: t("user.name"), dataIndex: "name" },
        { title: t("signIn.login"), dataIndex: "login" },
        { title: t("user.role"), dataIndex: "role", render: (role: AdminUser["role"]) => t(`role.${role}`) },
        { title: t("agent.team"), render: (_, user) => user.team?.name ?? "–" },
        { title: t("user.conversations"), render: (_, user) => (user.is_agent ? t("user.takes") : "–") },
        {
          title: t("user.account"),
          render: (_, user) => (user.disabled ? <Tag tone="bad">{t("user.off")}</Tag> : <Tag tone="ok">{t("user.on")}</Tag>),
        },
        {
          title: t("audit.action"),
          width: 210,
          render: (_, user) => (
            <span className="row-buttons">
              <Button size="small" onClick={() => act("change", user)} data-testid="user-change">
                {t("user.change")}
              </Button>
              <Button size="small" onClick={() => act("password", user)} data-testid="user-reset">
                {t("user.resetPassword")}
              </Button>
            </span>
          ),
        },
      ]}
    />
  );
}
