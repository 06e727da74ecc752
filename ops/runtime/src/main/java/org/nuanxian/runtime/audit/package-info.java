/** What staff did and looked at, for ever and in order. See {@code ops/docs/staff.md}. */
package org.nuanxian.runtime.audit;
