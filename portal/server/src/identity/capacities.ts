/** What a person may act as: self, enterprises, posts; one at a time. */
import type { Store } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { Capacity } from "./api.ts";
import { enterprises, posts, type StoredPerson, type StoredPost } from "./model.ts";
import { holdsOn } from "./tenure.ts";
import { enterpriseLabel, mandateText, named, postLabel, roleNames, selfLabel } from "./texts.ts";

export type DepartmentName = (id: string) => Text;

export interface HeldCapacity {
  capacity: Capacity;
  groups: string[];
  /** Names of an agent's mandate; null: all that the owner may. */
  mandates: string[] | null;
  /** Its first day was not recorded. */
  undated: boolean;
}

/** All capacities that hold on the day, posts first: staff land at work. */
export async function capacitiesOf(
  store: Store,
  person: StoredPerson,
  departmentName: DepartmentName,
  day: string,
  past = false,
): Promise<HeldCapacity[]> {
  const [held, owned] = await Promise.all([
    store.collection(posts).find({ filter: { eq: ["personId", person.id] } }),
    store.collection(enterprises).find({ filter: { contains: ["members.personId", person.id] } }),
  ]);
  return [
    ...held.rows
      // of a day that is over, posts that have ended since count too
      .filter((post) => (post.active || (past && post.until != null)) && holdsOn(post, day))
      .map((post) => postCapacity(post, departmentName)),
    {
      capacity: {
        id: "self",
        kind: "self",
        label: selfLabel(person.name),
        enterprise: null,
        post: null,
        landing: "/",
        until: null,
        scope: null,
      },
      groups: [],
      mandates: null,
      undated: false,
    },
    ...owned.rows.flatMap((enterprise): HeldCapacity[] => {
      const member = enterprise.members.find(({ personId }) => personId === person.id);
      if (member === undefined || !holdsOn(member, day)) return [];
      return [
        {
          capacity: {
            id: `enterprise:${enterprise.id}`,
            kind: "enterprise",
            label: enterpriseLabel(enterprise.name),
            enterprise: { id: enterprise.id, name: enterprise.name, uscc: enterprise.uscc },
            post: null,
            landing: "/",
            until: member.until ?? null,
            scope: member.role === "owner" ? null : mandateText(member.scope ?? null),
          },
          groups: [],
          mandates: member.scope ?? null,
          undated: member.role === "agent" && member.from == null,
        },
      ];
    }),
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
      until: post.until ?? null,
      scope: null,
    },
    groups: post.groups,
    mandates: null,
    undated: post.from == null,
  };
}
