import { Form, Input, Modal, Select } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createUser } from "../../api/commands";
import { useAdminList } from "../../api/queries";
import type { Named, Role } from "../../api/types";
import { useAction } from "../../hooks/use-action";

interface Fields {
  name: string;
  login: string;
  password: string;
  role: Role;
  team?: string;
}
const roles: Role[] = ["agent", "supervisor", "admin"];

export function UserForm({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const queries = useQueryClient();
  const teams = useAdminList<Named>("/teams");
  const required = [{ required: true, message: t("form.required") }];
  const make = useAction(async (fields: Fields) => {
    await createUser(fields);
    await queries.invalidateQueries({ queryKey: ["admin"] });
    form.resetFields();
    close();
  });
  return (
    <Modal
      open={open}
      onCancel={close}
      title={t("user.new")}
      okText={t("user.create")}
      confirmLoading={make.busy}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" initialValues={{ role: "agent" }} onFinish={(fields) => void make.run(fields)}>
        <Form.Item name="name" label={t("user.name")} rules={required}>
          <Input data-testid="user-name" />
        </Form.Item>
        <Form.Item name="login" label={t("signIn.login")} rules={required}>
          <Input autoComplete="off" data-testid="user-login" />
        </Form.Item>
        <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true, min: 8, message: t("user.passwordShort") }]}>
          <Input.Password autoComplete="new-password" data-testid="user-password" />
        </Form.Item>
        <Form.Item name="role" label={t("user.role")} rules={required}>
          <Select options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
        </Form.Item>
        <Form.Item name="team" label={t("agent.team")}>
          <Select allowClear options={(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
