/** How a line comes to be: the first hour of an administrator. See {@code ops/docs/opening.md}. */
package org.nuanxian.gateway.opening;
