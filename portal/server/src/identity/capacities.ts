/** What a person may act as: self, enterprises, posts; one at a time. */
import type { Store } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { Capacity } from "./api.ts";
import { enterprises, posts, type StoredPerson, type StoredPost } from "./model.ts";
import { enterpriseLabel, named, postLabel, roleNames, selfLabel } from "./texts.ts";

export type DepartmentName = (id: string) => Text;

export interface HeldCapacity {
  capacity: Capacity;
  groups: string[];
}

/** All capacities, posts first: staff land at work. */
export async function capacitiesOf(
  store: Store,
  person: StoredPerson,
  departmentName: DepartmentName,
): Promise<HeldCapacity[]> {
  const [held, owned] = await Promise.all([
    store.collection(posts).find({ filter: { eq: ["personId", person.id] } }),
    store.collection(enterprises).find({ filter: { contains: ["members.personId", person.id] } }),
  ]);
  return [
    ...held.rows.filter((post) => post.active).map((post) => postCapacity(post, departmentName)),
    {
      capacity: {
        id: "self",
        kind: "self",
        label: selfLabel(person.name),
        enterprise: null,
        post: null,
        landing: "/",
      },
      groups: [],
    },
    ...owned.rows.map((enterprise): HeldCapacity => ({
      capacity: {
        id: `enterprise:${enterprise.id}`,
        kind: "enterprise",
        label: enterpriseLabel(enterprise.name),
        enterprise: { id: enterprise.id, name: enterprise.name, uscc: enterprise.uscc },
        post: null,
        landing: "/",
      },
      groups: [],
    })),
  ];
}

function postCapacity(post: StoredPost, departmentName: DepartmentName): HeldCapacity {
  const department = departmentName(post.department);
  const role = named(roleNames, post.role);
  return {
    capacity: {
      id: `post:${post.id}`,
      kind: "post",
      label: postLabel(department, role),
      enterprise: null,
      post: {
        id: post.id,
        department: post.department,
        departmentName: department,
        role: post.role,
        roleName: role,
      },
      landing: post.role === "admin" ? "/a/health" : "/w/inbox",
    },
    groups: post.groups,
  };
}
