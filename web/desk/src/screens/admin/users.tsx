import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../../api/queries";
import type { AdminUser } from "../../api/types";
import { Empty, Ready } from "../../parts/feedback";
import { UserForm } from "./user-form";

export function Users() {
  const { t } = useTranslation();
  const users = useAdminList<AdminUser>("/users?limit=200");
  const [making, setMaking] = useState(false);
  return (
    <>
      <div className="admin-bar">
        <Button type="primary" onClick={() => setMaking(true)} data-testid="user-new">
          {t("user.new")}
        </Button>
      </div>
      <Ready of={users} rows={8}>
        {(rows) => (
          <Table<AdminUser>
            size="small"
            rowKey="id"
            dataSource={rows}
            pagination={rows.length > 50 ? { pageSize: 50 } : false}
            locale={{ emptyText: <Empty title={t("list.none")} /> }}
            columns={[
              { title: t("user.name"), dataIndex: "name" },
              { title: t("signIn.login"), dataIndex: "login" },
              { title: t("user.role"), dataIndex: "role", render: (role: AdminUser["role"]) => t(`role.${role}`) },
              { title: t("agent.team"), render: (_, user) => user.team?.name ?? "–" },
            ]}
          />
        )}
      </Ready>
      <UserForm open={making} close={() => setMaking(false)} />
    </>
  );
}
