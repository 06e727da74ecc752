/** Who works here: roles, accounts, sessions, invitations. See {@code ops/docs/staff.md}. */
package org.nuanxian.runtime.staff;
