/** The HTTP edge: one table of endpoints, one order of checks. See {@code ops/docs/edge.md}. */
package org.nuanxian.runtime.http;
